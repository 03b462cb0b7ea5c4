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
  type PartnershipEdit,
  PartnershipEditFields,
  PartnershipInputs,
  partnershipDates,
  partnershipInput,
  partnershipValues,
  wrongPartnership,
} from './editFields.js';

const PartnershipQuery = graphql(
  `
    query PartnershipEditPage_Partnership($slug: String!) {
      partnership(slug: $slug) { ...PartnershipEdit }
    }
  `,
  [PartnershipEditFields],
);

const UpdatePartnership = graphql(
  `
    mutation PartnershipEditPage_Update($input: UpdatePartnershipInput!) {
      updatePartnership(input: $input) {
        partnership { ...PartnershipEdit }
        errors { ...UserError }
      }
    }
  `,
  [PartnershipEditFields, UserErrorFields],
);

/** A partnership's own fields, for its coordinators and for administrators. */
export default function PartnershipEditPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PartnershipQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the partnership">
      {({ partnership }) =>
        partnership?.viewerCanUpdate ? (
          <PartnershipEditor partnership={partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function PartnershipEditor({ partnership }: { partnership: PartnershipEdit }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const { parent } = partnership;
  const backTo = paths.partnerships.one(partnership.slug);
  const edit = useRecordForm({
    draftKey: `partnership:${partnership.id}`,
    record: partnership,
    valuesOf: partnershipValues,
    save: useSave(UpdatePartnership, 'updatePartnership'),
    recordOf: (payload) => payload.partnership,
    dates: partnershipDates,
    check: wrongPartnership,
    input: (values, changed, version) => ({
      id: partnership.id,
      version,
      reason: values.reason || null,
      ...partnershipInput(inputOf(values, changed)),
    }),
    onSaved: async () => {
      await navigate(backTo);
      flash.show('Partnership saved');
    },
  });
  return (
    <Page title={`Edit ${partnership.name}`} hasErrors={edit.errors.length > 0}>
      <div className="govuk-inset-text">
        Residents read these words at the head of the plan. Its members and its strategy have pages
        of their own.
      </div>
      <EditForm
        {...edit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={backTo}>
            Cancel
          </Link>
        }
      >
        <PartnershipInputs parents={parent ? [{ value: parent.id, label: parent.name }] : []} />
      </EditForm>
    </Page>
  );
}
