import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { wasPublished } from '../strategies/fields.js';
import { nameOfPriority } from '../strategies/names.js';
import {
  type PriorityEdit,
  PriorityEditFields,
  PriorityInputs,
  priorityValues,
} from './editFields.js';
import { PublishedNote } from './PublishedNote.js';

const PriorityQuery = graphql(
  `
    query PriorityEditPage_Priority($id: ID!, $slug: String!) {
      node(id: $id) { ... on Priority { ...PriorityEdit } }
      partnership(slug: $slug) { id agencies { id name } }
    }
  `,
  [PriorityEditFields],
);

const UpdatePriority = graphql(
  `
    mutation PriorityEditPage_Update($input: UpdatePriorityInput!) {
      updatePriority(input: $input) {
        priority { ...PriorityEdit }
        errors { ...UserError }
      }
    }
  `,
  [PriorityEditFields, UserErrorFields],
);

/** What a priority says, and who leads it. What serves it is chosen on a page of its own. */
export default function PriorityEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: PriorityQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the priority">
      {({ node, partnership }) =>
        node && 'titleStatus' in node && node.viewerCanUpdate ? (
          <PriorityEditor slug={slug} priority={node} agencies={partnership?.agencies ?? []} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; priority: PriorityEdit; agencies: { id: string; name: string }[] };

function PriorityEditor({ slug, priority, agencies }: Props) {
  const to = plan(slug).priorities;
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: `priority:${priority.id}`,
    record: priority,
    valuesOf: priorityValues,
    save: useSave(UpdatePriority, 'updatePriority'),
    recordOf: (payload) => payload.priority,
    input: (values, changed, version) => ({
      id: priority.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(to.one(priority.id));
      flash.show('Priority saved');
    },
  });
  return (
    <Page
      title={`Edit ${nameOfPriority(priority)}`}
      caption={priority.strategy.title}
      hasErrors={edit.errors.length > 0}
    >
      <PublishedNote state={priority.strategy.state} />
      <EditForm
        {...edit}
        reason={wasPublished(priority.strategy.state) ? 'required' : 'offered'}
        cancel={
          <Link className="govuk-link" to={to.one(priority.id)}>
            Cancel
          </Link>
        }
      >
        <PriorityInputs
          agencies={agencies.map(({ id: value, name: label }) => ({ value, label }))}
        />
      </EditForm>
    </Page>
  );
}
