import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import {
  type AgencyEdit,
  AgencyEditFields,
  AgencyInputs,
  agencyDates,
  agencyInput,
  agencyValues,
} from './editFields.js';

const AgencyQuery = graphql(
  `
    query AgencyEditPage_Agency($id: ID!) {
      node(id: $id) { ... on Agency { ...AgencyEdit } }
    }
  `,
  [AgencyEditFields],
);

const UpdateAgency = graphql(
  `
    mutation AgencyEditPage_Update($input: UpdateAgencyInput!) {
      updateAgency(input: $input) {
        agency { ...AgencyEdit }
        errors { ...UserError }
      }
    }
  `,
  [AgencyEditFields, UserErrorFields],
);

/** An agency's fields: all of them, or for its own people its website and other names. */
export default function AgencyEditPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: AgencyQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the agency">
      {({ node }) =>
        node && 'slug' in node && (node.viewerCanUpdate || node.viewerCanUpdateProfile) ? (
          <AgencyEditor agency={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function AgencyEditor({ agency }: { agency: AgencyEdit }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const all = agency.viewerCanUpdate;
  const edit = useRecordForm({
    draftKey: `agency:${agency.id}`,
    record: agency,
    valuesOf: agencyValues,
    save: useSave(UpdateAgency, 'updateAgency'),
    recordOf: (payload) => payload.agency,
    dates: agencyDates,
    input: (values, changed, version) => ({
      id: agency.id,
      version,
      reason: values.reason || null,
      ...agencyInput(inputOf(values, changed)),
    }),
    onSaved: async () => {
      await navigate(paths.agencies.one(agency.id));
      flash.show('Agency saved');
    },
  });
  return (
    <Page title={`Edit ${agency.name}`} hasErrors={edit.errors.length > 0}>
      <div className="govuk-inset-text">
        {all
          ? 'Every partnership in which this agency sits shows what you change here.'
          : 'You keep the website and the other names of your agency. Its name, kind and dates are kept by administrators.'}
      </div>
      <EditForm
        {...edit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={paths.agencies.one(agency.id)}>
            Cancel
          </Link>
        }
      >
        <AgencyInputs all={all} />
      </EditForm>
    </Page>
  );
}
