import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  Beside,
  DateField,
  EditForm,
  inputOf,
  LinkField,
  Radios,
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
import { approvalLines, wrongApproval } from './approval.js';
import { approvalOutcomes } from './choices.js';

const ApprovalFields = graphql(`
  fragment RecordApproval on Strategy @_unmask {
    id
    version
    title
    viewerCanRecordApproval
    approvals { body outcome on }
  }
`);

const StrategyQuery = graphql(
  `
    query RecordApprovalPage_Strategy($id: ID!, $slug: String!) {
      node(id: $id) { ... on Strategy { ...RecordApproval } }
      partnership(slug: $slug) { id board { name } agencies { id name } }
    }
  `,
  [ApprovalFields],
);

const RecordApproval = graphql(
  `
    mutation RecordApprovalPage_Record($input: RecordApprovalInput!) {
      recordApproval(input: $input) {
        strategy { ...RecordApproval }
        errors { ...UserError }
      }
    }
  `,
  [ApprovalFields, UserErrorFields],
);

type Strategy = ResultOf<typeof ApprovalFields>;
type Outcome = 'ENDORSED' | 'ADOPTED' | 'NOT_ADOPTED' | 'ROLLED_FORWARD' | 'NOTED';

/** What a body decided about an edition, and when. */
export default function RecordApprovalPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node, partnership }) =>
        node && 'title' in node && node.viewerCanRecordApproval ? (
          <Recorder
            slug={slug}
            strategy={node}
            board={partnership?.board?.name ?? ''}
            agencies={partnership?.agencies ?? []}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = {
  slug: string;
  strategy: Strategy;
  board: string;
  agencies: { id: string; name: string }[];
};

function Recorder({ slug, strategy, board, agencies }: Props) {
  const to = plan(slug).strategies;
  const navigate = useNavigate();
  const flash = useFlash();
  // Nothing of the strategy is shown in the fields: each approval is a new one. But two who
  // record the same decision would note it twice.
  const valuesOf = ({ approvals }: Strategy) => ({
    body: board,
    outcome: '',
    on: '',
    agency: '',
    'beside.approvals': approvalLines(approvals),
  });
  const edit = useRecordForm({
    draftKey: `approval:${strategy.id}`,
    record: strategy,
    valuesOf,
    save: useSave(RecordApproval, 'recordApproval'),
    recordOf: (payload) => payload.strategy,
    check: wrongApproval,
    input: ({ reason, outcome, body, ...values }, _, version) => ({
      id: strategy.id,
      version,
      reason: reason || null,
      body,
      outcome: outcome as Outcome,
      ...inputOf(values),
    }),
    onSaved: async () => {
      await navigate(to.one(strategy.id));
      flash.show('Approval recorded');
    },
  });
  return (
    <Page title="Record an approval" caption={strategy.title} hasErrors={edit.errors.length > 0}>
      <EditForm
        {...edit}
        reason="offered"
        submitLabel="Record the approval"
        cancel={
          <Link className="govuk-link" to={to.one(strategy.id)}>
            Cancel
          </Link>
        }
      >
        <Beside
          name="beside.approvals"
          label="Approvals recorded"
          show={(lines) => [lines].flat().join('; ')}
        />
        <TextField
          name="body"
          label="Which body decided?"
          hint="As it calls itself, for example the council's cabinet. A body, never a person."
        />
        <Radios name="outcome" label="What did it decide?" choices={approvalOutcomes} />
        <DateField name="on" label="When?" />
        <LinkField
          name="agency"
          label="The agency that the body belongs to (optional)"
          hint="Leave it empty if it belongs to none."
          options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </EditForm>
    </Page>
  );
}
