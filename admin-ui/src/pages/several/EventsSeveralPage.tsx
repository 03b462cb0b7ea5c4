import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type VariablesOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { eventKinds } from '../events/choices.js';
import { AddSeveral } from './AddSeveral.js';
import { editionsOf, type Place } from './place.js';
import { SeveralPage } from './SeveralPage.js';

const Create = graphql(
  `
    mutation EventsSeveralPage_Create($input: CreateEventsInput!) {
      createEvents(input: $input) {
        events { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Kind = NonNullable<VariablesOf<typeof Create>['input']['rows'][number]['kind']>;

/** Adds several events at once. */
export default function EventsSeveralPage() {
  return <SeveralPage>{(slug, place) => <Several slug={slug} place={place} />}</SeveralPage>;
}

function Several({ slug, place }: { slug: string; place: Place }) {
  const save = useSave(Create, 'createEvents');
  const draftKey = `several-events:${place.id}`;
  return (
    <AddSeveral
      of={['event', 'events']}
      draftKey={draftKey}
      type="EVENT"
      partnership={place}
      kinds={eventKinds}
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
      listTo={plan(slug).events.list}
    />
  );
}
