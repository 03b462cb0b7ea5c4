import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { DateField, EditForm, useRecordForm, useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { undone } from '../../layout/undone.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { UpdateMember } from './editFields.js';
import { endingOf, type Member } from './fields.js';
import { MemberQuery } from './MemberEditPage.js';

/** The last day of a membership. What happened while it lasted stays as it was. */
export default function MemberEndPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: MemberQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the member">
      {({ node }) =>
        node && 'nameAsPublished' in node && node.viewerCanUpdate ? (
          <MemberEnder slug={slug} member={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function MemberEnder({ slug, member }: { slug: string; member: Member }) {
  const to = plan(slug).members;
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(UpdateMember, 'updateMembership');
  const edit = useRecordForm({
    draftKey: null,
    record: member,
    valuesOf: (each: Member) => ({
      leftOn: each.leftOn ?? endingOf(each, londonDay())?.on ?? londonDay(),
    }),
    save,
    recordOf: (payload) => payload.membership,
    dates: [['leftOn', 'The day it left']],
    check: ({ leftOn }) =>
      leftOn ? [] : [{ field: 'leftOn', message: 'Enter the day on which it left' }],
    input: ({ leftOn, reason }, _, version) => ({
      id: member.id,
      version,
      leftOn,
      reason: reason || null,
    }),
    onSaved: async (ended) => {
      await navigate(to.list);
      flash.show(`${ended.nameAsPublished}: membership ended`, async () => {
        const back = await save.run({
          id: ended.id,
          version: ended.version,
          leftOn: member.leftOn,
          reason: 'Undone at once',
        });
        return undone(back, `${ended.nameAsPublished} is a member again`);
      });
    },
  });
  return (
    <Page
      title={`End the membership of ${member.nameAsPublished}`}
      hasErrors={edit.errors.length > 0}
    >
      <p className="govuk-body">
        From the day after, it is listed among the former members. Schemes that it leads keep their
        lead agency: assign those to another one.
      </p>
      <EditForm
        {...edit}
        reason="offered"
        submitLabel="End the membership"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={to.one(member.id)}>
            Cancel
          </Link>
        }
      >
        <DateField name="leftOn" label="The day it left" hint="For example, 31 3 2026" />
      </EditForm>
    </Page>
  );
}
