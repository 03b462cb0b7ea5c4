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
  blankPartnership,
  PartnershipEditFields,
  PartnershipInputs,
  partnershipDates,
  partnershipInput,
  partnershipValues,
  wrongPartnership,
} from './editFields.js';

const MayQuery = graphql(`
  query PartnershipCreatePage_May {
    viewer { viewerCanCreatePartnership }
  }
`);

const CreatePartnership = graphql(
  `
    mutation PartnershipCreatePage_Create($input: CreatePartnershipInput!) {
      createPartnership(input: $input) {
        partnership { ...PartnershipEdit }
        errors { ...UserError }
      }
    }
  `,
  [PartnershipEditFields, UserErrorFields],
);

/** A new partnership. Its people are invited next: only they can fill its plan. */
export default function PartnershipCreatePage() {
  const [query, ask] = useQuery({ query: MayQuery });
  return (
    <Loaded query={query} retry={ask} what="the page">
      {({ viewer }) =>
        viewer?.viewerCanCreatePartnership ? <PartnershipCreator /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function PartnershipCreator() {
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: 'new-partnership',
    record: null,
    blank: blankPartnership,
    valuesOf: partnershipValues,
    save: useSave(CreatePartnership, 'createPartnership'),
    recordOf: (payload) => payload.partnership,
    dates: partnershipDates,
    check: wrongPartnership,
    input: ({ name, reason, ...values }) => ({
      name,
      reason: reason || null,
      ...partnershipInput(inputOf(values)),
    }),
    onSaved: async (partnership) => {
      await navigate(paths.partnerships.one(partnership.slug));
      flash.show('Partnership added. Invite its coordinator next, under People and roles');
    },
  });
  return (
    <Page title="Add a partnership" hasErrors={edit.errors.length > 0}>
      <EditForm
        {...edit}
        reason="offered"
        submitLabel="Add the partnership"
        cancel={
          <Link className="govuk-link" to={paths.partnerships.list}>
            Cancel
          </Link>
        }
      >
        <PartnershipInputs parents={[]} />
      </EditForm>
    </Page>
  );
}
