/** What the forms of a scheme ask of its partnership. */
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { holds, type Viewer } from '../../session/Session.js';
import { EditionFields } from './schemeForm.js';

export const PlaceFields = graphql(
  `
    fragment SchemePlace on Partnership @_unmask {
      id
      name
      viewerCanAddRecords
      agencies { id name }
      strategy { ...SchemeFormEdition }
    }
  `,
  [EditionFields],
);

export type Place = ResultOf<typeof PlaceFields>;

/** The agencies as options: all of them, and those that the person may set as lead. */
export function agencyOptions(
  place: Place,
  viewer: Viewer,
  now?: { id: string; name: string } | null,
) {
  const agencies = place.agencies.map(({ id, name }) => ({ value: id, label: name }));
  if (holds(viewer, 'COORDINATOR', place.id)) return { agencies, leads: agencies };
  const mine = new Set(viewer.agencies.map(({ id }) => id));
  const leads = agencies.filter(({ value }) => mine.has(value) || value === now?.id);
  return { agencies, leads };
}
