import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type VariablesOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { projectKinds } from '../schemes/choices.js';
import { AddSeveral } from './AddSeveral.js';
import { editionsOf, type Place } from './place.js';
import { SeveralPage } from './SeveralPage.js';

const Create = graphql(
  `
    mutation SchemesSeveralPage_Create($input: CreateProjectsInput!) {
      createProjects(input: $input) {
        projects { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Kind = NonNullable<VariablesOf<typeof Create>['input']['rows'][number]['kind']>;

/** Adds several schemes at once. */
export default function SchemesSeveralPage() {
  return <SeveralPage>{(slug, place) => <Several slug={slug} place={place} />}</SeveralPage>;
}

function Several({ slug, place }: { slug: string; place: Place }) {
  const save = useSave(Create, 'createProjects');
  const draftKey = `several-schemes:${place.id}`;
  return (
    <AddSeveral
      of={['scheme', 'schemes']}
      draftKey={draftKey}
      type="PROJECT"
      partnership={place}
      kinds={projectKinds}
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
      listTo={plan(slug).schemes.list}
    />
  );
}
