import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { SuccessionFields } from './Successions.js';
import { namesIn, SuccessionInputs, successionDates, successionValues } from './successionForm.js';

const EditFields = graphql(
  `
    fragment SuccessionEdit on Succession @_unmask {
      ...Succession
      isArchived
      viewerCanArchive
    }
  `,
  [SuccessionFields],
);

const SuccessionQuery = graphql(
  `
    query SuccessionEditPage_Succession($id: ID!) {
      node(id: $id) { ... on Succession { ...SuccessionEdit } }
    }
  `,
  [EditFields],
);

const UpdateSuccession = graphql(
  `
    mutation SuccessionEditPage_Update($input: UpdateSuccessionInput!) {
      updateSuccession(input: $input) {
        succession { ...SuccessionEdit }
        errors { ...UserError }
      }
    }
  `,
  [EditFields, UserErrorFields],
);

const ArchiveSuccession = graphql(
  `
    mutation SuccessionEditPage_Archive($input: ArchiveInput!) {
      archiveSuccession(input: $input) {
        succession { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const UnarchiveSuccession = graphql(
  `
    mutation SuccessionEditPage_Unarchive($input: ArchiveInput!) {
      unarchiveSuccession(input: $input) {
        succession { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Succession = ResultOf<typeof EditFields>;

/** A succession: what became of an agency, when, and what came after it. */
export default function SuccessionEditPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: SuccessionQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the succession">
      {({ node }) =>
        node && 'from' in node && node.viewerCanUpdate ? (
          <SuccessionEditor succession={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function SuccessionEditor({ succession }: { succession: Succession }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const archive = useSave(ArchiveSuccession, 'archiveSuccession');
  const unarchive = useSave(UnarchiveSuccession, 'unarchiveSuccession');
  const backTo = paths.agencies.one(succession.from.id);
  const edit = useRecordForm({
    draftKey: `succession:${succession.id}`,
    record: succession,
    valuesOf: successionValues,
    save: useSave(UpdateSuccession, 'updateSuccession'),
    recordOf: (payload) => payload.succession,
    dates: successionDates,
    input: (values, changed, version) => ({
      id: succession.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(backTo);
      flash.show('Succession saved');
    },
  });
  return (
    <Page
      title="Edit what came before or after"
      caption={succession.from.name}
      hasErrors={edit.errors.length > 0}
      actions={
        succession.viewerCanArchive ? (
          <ArchiveButton
            what="succession"
            record={succession}
            name={`${succession.from.name} and ${succession.to?.name ?? 'nothing'}`}
            archive={archive}
            unarchive={unarchive}
            listTo={backTo}
          />
        ) : null
      }
    >
      <EditForm
        {...edit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={backTo}>
            Cancel
          </Link>
        }
      >
        <SuccessionInputs options={namesIn(succession)} />
      </EditForm>
    </Page>
  );
}
