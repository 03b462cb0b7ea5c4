import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { MemberInputs, memberDates, memberValues, UpdateMember } from './editFields.js';
import { type Member, MemberFields } from './fields.js';

export const MemberQuery = graphql(
  `
    query MemberEditPage_Member($id: ID!) {
      node(id: $id) { ... on Membership { ...Member } }
    }
  `,
  [MemberFields],
);

/** A membership's own fields; what the agency is called and when it ended stand on the agency. */
export default function MemberEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: MemberQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the member">
      {({ node }) =>
        node && 'nameAsPublished' in node && node.viewerCanUpdate ? (
          <MemberEditor slug={slug} member={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function MemberEditor({ slug, member }: { slug: string; member: Member }) {
  const to = plan(slug).members;
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: `membership:${member.id}`,
    record: member,
    valuesOf: memberValues,
    save: useSave(UpdateMember, 'updateMembership'),
    recordOf: (payload) => payload.membership,
    dates: memberDates,
    input: (values, changed, version) => ({
      id: member.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(to.one(member.id));
      flash.show('Membership saved');
    },
  });
  return (
    <Page
      title={`Edit ${member.nameAsPublished}`}
      caption={`Agency: ${member.agency.name}`}
      hasErrors={edit.errors.length > 0}
    >
      <EditForm
        {...edit}
        reason="offered"
        cancel={
          <Link className="govuk-link" to={to.one(member.id)}>
            Cancel
          </Link>
        }
      >
        <MemberInputs />
      </EditForm>
    </Page>
  );
}
