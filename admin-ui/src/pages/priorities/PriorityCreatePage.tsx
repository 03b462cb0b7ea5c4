import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { wasPublished } from '../strategies/fields.js';
import { blankPriority, PriorityEditFields, PriorityInputs, priorityValues } from './editFields.js';
import { PublishedNote } from './PublishedNote.js';

const StrategyQuery = graphql(`
  query PriorityCreatePage_Strategy($id: ID!, $slug: String!) {
    node(id: $id) { ... on Strategy { id title state viewerCanEditPriorities } }
    partnership(slug: $slug) { id agencies { id name } }
  }
`);

const CreatePriority = graphql(
  `
    mutation PriorityCreatePage_Create($input: CreatePriorityInput!) {
      createPriority(input: $input) {
        priority { ...PriorityEdit }
        errors { ...UserError }
      }
    }
  `,
  [PriorityEditFields, UserErrorFields],
);

type Strategy = Extract<ResultOf<typeof StrategyQuery>['node'], { title: string }>;
type TitleStatus = 'VERIFIED' | 'PROVISIONAL' | 'MISSING';

/** A new priority, the last of its edition. */
export default function PriorityCreatePage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node, partnership }) =>
        node && 'title' in node && node.viewerCanEditPriorities ? (
          <PriorityCreator slug={slug} strategy={node} agencies={partnership?.agencies ?? []} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; strategy: Strategy; agencies: { id: string; name: string }[] };

function PriorityCreator({ slug, strategy, agencies }: Props) {
  const to = plan(slug);
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: `new-priority:${strategy.id}`,
    record: null,
    blank: blankPriority,
    valuesOf: priorityValues,
    save: useSave(CreatePriority, 'createPriority'),
    recordOf: (payload) => payload.priority,
    input: (values) => ({
      strategy: strategy.id,
      title: values.title || null,
      titleStatus: values.titleStatus as TitleStatus,
      summary: values.summary || null,
      approach: values.approach || null,
      leadAgencies: values.leadAgencies,
      reason: values.reason || null,
    }),
    onSaved: async (priority) => {
      await navigate(to.priorities.one(priority.id));
      flash.show('Priority added');
    },
  });
  return (
    <Page title="Add a priority" caption={strategy.title} hasErrors={edit.errors.length > 0}>
      <PublishedNote state={strategy.state} />
      <EditForm
        {...edit}
        reason={wasPublished(strategy.state) ? 'required' : 'offered'}
        submitLabel="Add the priority"
        cancel={
          <Link className="govuk-link" to={to.strategies.one(strategy.id)}>
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
