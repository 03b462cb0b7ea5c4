import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { SuccessionFields } from './Successions.js';
import { SuccessionInputs, successionDates, successionValues } from './successionForm.js';

const AgencyQuery = graphql(`
  query SuccessionCreatePage_Agency($id: ID!) {
    node(id: $id) { ... on Agency { id name slug viewerCanUpdate } }
  }
`);

const CreateSuccession = graphql(
  `
    mutation SuccessionCreatePage_Create($input: CreateSuccessionInput!) {
      createSuccession(input: $input) {
        succession { ...Succession }
        errors { ...UserError }
      }
    }
  `,
  [SuccessionFields, UserErrorFields],
);

/** What came after an agency, or before it: the other side is chosen. */
export default function SuccessionCreatePage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: AgencyQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the agency">
      {({ node }) =>
        node && 'slug' in node && node.viewerCanUpdate ? (
          <SuccessionCreator agency={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Kind = 'RENAMED' | 'MERGED' | 'SPLIT' | 'REPLACED' | 'ABOLISHED' | 'FUNCTIONS_MOVED';

function SuccessionCreator({ agency }: { agency: { id: string; name: string } }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: `new-succession:${agency.id}`,
    record: null,
    blank: { from: agency.id, to: '', kind: 'REPLACED', on: '' },
    valuesOf: successionValues,
    save: useSave(CreateSuccession, 'createSuccession'),
    recordOf: (payload) => payload.succession,
    dates: successionDates,
    check: ({ from }) =>
      from ? [] : [{ field: 'from', message: 'Choose the agency that was there before' }],
    input: ({ from, kind, reason, ...values }) => ({
      from,
      kind: kind as Kind,
      reason: reason || null,
      ...inputOf(values),
    }),
    onSaved: async () => {
      await navigate(paths.agencies.one(agency.id));
      flash.show('Succession recorded');
    },
  });
  return (
    <Page
      title="Record what came before or after"
      caption={agency.name}
      hasErrors={edit.errors.length > 0}
    >
      <EditForm
        {...edit}
        reason="offered"
        submitLabel="Record it"
        cancel={
          <Link className="govuk-link" to={paths.agencies.one(agency.id)}>
            Cancel
          </Link>
        }
      >
        <SuccessionInputs options={[{ value: agency.id, label: agency.name }]} />
      </EditForm>
    </Page>
  );
}
