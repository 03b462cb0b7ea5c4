import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type VariablesOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { meetingKinds } from '../meetings/choices.js';
import { AddSeveral } from './AddSeveral.js';
import { editionsOf, type Place } from './place.js';
import { SeveralPage } from './SeveralPage.js';

const Create = graphql(
  `
    mutation MeetingsSeveralPage_Create($input: CreateMeetingsInput!) {
      createMeetings(input: $input) {
        meetings { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Kind = NonNullable<VariablesOf<typeof Create>['input']['rows'][number]['kind']>;

/** Adds several meetings at once. */
export default function MeetingsSeveralPage() {
  return <SeveralPage>{(slug, place) => <Several slug={slug} place={place} />}</SeveralPage>;
}

function Several({ slug, place }: { slug: string; place: Place }) {
  const save = useSave(Create, 'createMeetings');
  const draftKey = `several-meetings:${place.id}`;
  return (
    <AddSeveral
      of={['meeting', 'meetings']}
      draftKey={draftKey}
      type="MEETING"
      partnership={place}
      kinds={meetingKinds}
      editions={editionsOf(place)}
      inForce={place.strategy?.id}
      loading={save.loading}
      send={(rows, shared) =>
        save.run(
          {
            rows: rows.map(({ name, kind }) => ({
              partnership: place.id,
              name,
              kind: kind as Kind,
              ...shared,
            })),
          },
          draftKey,
        )
      }
      listTo={plan(slug).meetings.list}
    />
  );
}
