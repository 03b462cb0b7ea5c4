import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import {
  AgencyEditFields,
  AgencyInputs,
  agencyDates,
  agencyInput,
  agencyValues,
  blankAgency,
} from './editFields.js';

const MayQuery = graphql(`
  query AgencyCreatePage_May {
    viewer { viewerCanCreateAgency }
  }
`);

export const CreateAgency = graphql(
  `
    mutation AgencyCreatePage_Create($input: CreateAgencyInput!) {
      createAgency(input: $input) {
        agency { ...AgencyEdit }
        errors { ...UserError }
      }
    }
  `,
  [AgencyEditFields, UserErrorFields],
);

/** A new agency, for the whole register. */
export default function AgencyCreatePage() {
  const [query, ask] = useQuery({ query: MayQuery });
  return (
    <Loaded query={query} retry={ask} what="the page">
      {({ viewer }) => (viewer?.viewerCanCreateAgency ? <AgencyCreator /> : <NotFoundPage />)}
    </Loaded>
  );
}

function AgencyCreator() {
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: 'new-agency',
    record: null,
    blank: blankAgency,
    valuesOf: agencyValues,
    save: useSave(CreateAgency, 'createAgency'),
    recordOf: (payload) => payload.agency,
    dates: agencyDates,
    input: ({ name, reason, ...values }) => ({
      name,
      reason: reason || null,
      ...agencyInput(inputOf(values)),
    }),
    onSaved: async (agency) => {
      await navigate(paths.agencies.one(agency.id));
      flash.show('Agency added');
    },
  });
  return (
    <Page title="Add an agency" hasErrors={edit.errors.length > 0}>
      <p className="govuk-body">
        Search the{' '}
        <Link className="govuk-link" to={paths.agencies.list}>
          list of agencies
        </Link>{' '}
        first: each is recorded once, however many partnerships it sits in.
      </p>
      <EditForm
        {...edit}
        submitLabel="Add the agency"
        cancel={
          <Link className="govuk-link" to={paths.agencies.list}>
            Cancel
          </Link>
        }
      >
        <AgencyInputs all />
      </EditForm>
    </Page>
  );
}
