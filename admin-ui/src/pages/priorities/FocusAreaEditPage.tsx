import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  EditForm,
  inputOf,
  LinksField,
  Select,
  TextField,
  UserErrorFields,
  useRecordForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { wasPublished } from '../strategies/fields.js';
import { nameOfPriority } from '../strategies/names.js';
import { PublishedNote } from './PublishedNote.js';
import { useSchemeSearch } from './useSchemeSearch.js';

const FocusAreaEditFields = graphql(`
  fragment FocusAreaEdit on FocusArea @_unmask {
    id
    version
    title
    partnership { id }
    priority { id strategy { id title state priorities { id position title } } }
    projects { id name }
    viewerCanUpdate
  }
`);

const FocusAreaQuery = graphql(
  `
    query FocusAreaEditPage_FocusArea($id: ID!) {
      node(id: $id) { ... on FocusArea { ...FocusAreaEdit } }
    }
  `,
  [FocusAreaEditFields],
);

const UpdateFocusArea = graphql(
  `
    mutation FocusAreaEditPage_Update($input: UpdateFocusAreaInput!) {
      updateFocusArea(input: $input) {
        focusArea { ...FocusAreaEdit }
        errors { ...UserError }
      }
    }
  `,
  [FocusAreaEditFields, UserErrorFields],
);

type FocusArea = ResultOf<typeof FocusAreaEditFields>;

/** A focus area's title, the priority under which it stands, and the schemes that serve it. */
export default function FocusAreaEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: FocusAreaQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the focus area">
      {({ node }) =>
        node && 'priority' in node && node.viewerCanUpdate ? (
          <FocusAreaEditor slug={slug} area={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function FocusAreaEditor({ slug, area }: { slug: string; area: FocusArea }) {
  const to = plan(slug).focusAreas;
  const navigate = useNavigate();
  const flash = useFlash();
  const searchSchemes = useSchemeSearch(area.partnership.id);
  const { strategy } = area.priority;
  const edit = useRecordForm({
    draftKey: `focus-area:${area.id}`,
    record: area,
    valuesOf: (each: FocusArea) => ({
      title: each.title,
      priority: each.priority.id,
      projects: each.projects.map(({ id }) => id),
    }),
    save: useSave(UpdateFocusArea, 'updateFocusArea'),
    recordOf: (payload) => payload.focusArea,
    input: (values, changed, version) => ({
      id: area.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(to.one(area.id));
      flash.show('Focus area saved');
    },
  });
  return (
    <Page title={`Edit ${area.title}`} caption={strategy.title} hasErrors={edit.errors.length > 0}>
      <PublishedNote state={strategy.state} />
      <EditForm
        {...edit}
        reason={wasPublished(strategy.state) ? 'required' : 'offered'}
        cancel={
          <Link className="govuk-link" to={to.one(area.id)}>
            Cancel
          </Link>
        }
      >
        <TextField name="title" label="Title" />
        <Select
          name="priority"
          label="Priority"
          hint="Moved to another priority, it becomes the last there."
          choices={strategy.priorities.map((priority) => ({
            value: priority.id,
            label: nameOfPriority(priority),
          }))}
        />
        <LinksField
          name="projects"
          label="Projects and schemes that serve it"
          options={area.projects.map(({ id, name }) => ({ value: id, label: name }))}
          search={searchSchemes}
        />
      </EditForm>
    </Page>
  );
}
