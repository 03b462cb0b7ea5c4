import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Reorder } from '../../ui/Reorder.js';
import { Table } from '../../ui/Table.js';
import { day, londonDay, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { EndedAgency } from './EndedAgency.js';
import { type Member, MemberFields, type Standing, standingOf } from './fields.js';

const MembersQuery = graphql(
  `
    query MembersPage_Members($slug: String!) {
      partnership(slug: $slug) {
        id
        name
        dutyStatement
        otherMembers
        viewerCanUpdate
        viewerCanEditPlan
        memberships(includeEnded: true) { ...Member }
      }
    }
  `,
  [MemberFields],
);

const ReorderMembers = graphql(
  `
    mutation MembersPage_Reorder($input: ReorderMembershipsInput!) {
      reorderMemberships(input: $input) {
        partnership { id memberships { id position } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Partnership = NonNullable<ResultOf<typeof MembersQuery>['partnership']>;

/** The agencies of a partnership, in the order in which they are published. */
export default function MembersPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: MembersQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the members">
      {({ partnership }) =>
        partnership ? <Members slug={slug} partnership={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Members({ slug, partnership }: { slug: string; partnership: Partnership }) {
  const to = plan(slug);
  const today = londonDay();
  const save = useSave(ReorderMembers, 'reorderMemberships');
  const canEdit = partnership.viewerCanEditPlan;
  const all = partnership.memberships;
  const those = (standing: Standing) => all.filter((each) => standingOf(each, today) === standing);
  const [listed, toJoin, left] = [those('listed'), those('toJoin'), those('left')];
  const reorder = async (memberships: string[], reason: string) => {
    // The server wants them all: who is to join and who has left keep their places at the end.
    const ids = [...memberships, ...[...toJoin, ...left].map(({ id }) => id)];
    const outcome = await save.run({
      partnership: partnership.id,
      memberships: ids,
      reason: reason || null,
    });
    return outcome.errors[0]?.message ?? null;
  };
  return (
    <Page
      title="Members"
      caption={partnership.name}
      actions={
        canEdit ? (
          <>
            <Link className="govuk-button" to={to.members.create}>
              Add a member
            </Link>
            <Link className="govuk-button govuk-button--secondary" to={to.bringInKind('MEMBERS')}>
              Bring in from a spreadsheet
            </Link>
          </>
        ) : null
      }
    >
      {listed.length === 0 ? (
        <div className="govuk-inset-text">
          No agency is a member yet.{canEdit ? ' Add the first one.' : ''}
        </div>
      ) : (
        <Reorder<Member>
          label="Members in the order published"
          items={listed}
          nameOf={(member) => member.nameAsPublished}
          onReorder={canEdit ? reorder : undefined}
        >
          {(member) => <MemberItem slug={slug} member={member} members={all} />}
        </Reorder>
      )}
      {partnership.otherMembers ? (
        <p className="govuk-body">The published list says as well: “{partnership.otherMembers}”</p>
      ) : null}
      {partnership.viewerCanUpdate ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={to.edit}>
            Edit the duty statement and other members
          </Link>
        </p>
      ) : null}
      <ToJoin slug={slug} members={toJoin} />
      <Former slug={slug} members={left} />
    </Page>
  );
}

function MemberItem({
  slug,
  member,
  members,
}: {
  slug: string;
  member: Member;
  members: readonly Member[];
}) {
  const to = plan(slug).members;
  const { agency, nameAsPublished, listedUnder, joinedOn, leftOn } = member;
  return (
    <>
      <div>
        <Link className="govuk-link register-strong" to={to.one(member.id)}>
          {nameAsPublished}
        </Link>{' '}
        {member.viewerCanUpdate ? (
          <Link className="govuk-link" to={to.edit(member.id)}>
            Edit<span className="govuk-visually-hidden"> {nameAsPublished}</span>
          </Link>
        ) : null}
      </div>
      <div className="register-facts">
        <span>Basis: {words(member.basis).toLowerCase()}</span>
        <span>Capacity: {words(member.capacity).toLowerCase()}</span>
        {joinedOn ? <span>Since {day(joinedOn)}</span> : null}
        {leftOn ? <span>Until {day(leftOn)}</span> : null}
      </div>
      {nameAsPublished !== agency.name ? (
        <div className="register-muted">
          The agency is{' '}
          <Link className="govuk-link" to={paths.agencies.one(agency.id)}>
            {agency.name}
          </Link>
        </div>
      ) : null}
      {listedUnder ? <div className="register-muted">Listed under: {listedUnder}</div> : null}
      <EndedAgency slug={slug} member={member} members={members} />
    </>
  );
}

function ToJoin({ slug, members }: { slug: string; members: readonly Member[] }) {
  if (members.length === 0) return null;
  return (
    <section aria-labelledby="to-join">
      <h2 className="govuk-heading-m register-section" id="to-join">
        To join
      </h2>
      <ul className="govuk-list">
        {members.map((member) => (
          <li key={member.id}>
            <Link className="govuk-link" to={plan(slug).members.one(member.id)}>
              {member.nameAsPublished}
            </Link>{' '}
            From {day(member.joinedOn)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Former({ slug, members }: { slug: string; members: readonly Member[] }) {
  if (members.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m register-section">Former members</h2>
      <Table
        caption="Former members"
        captionHidden
        rows={members}
        rowKey={(member) => member.id}
        empty=""
        columns={[
          {
            heading: 'Member',
            isRowHeading: true,
            cell: (member) => (
              <Link className="govuk-link" to={plan(slug).members.one(member.id)}>
                {member.nameAsPublished}
              </Link>
            ),
          },
          { heading: 'Basis', cell: (member) => words(member.basis) },
          { heading: 'Joined', cell: (member) => day(member.joinedOn) || 'Not stated' },
          { heading: 'Left', cell: (member) => day(member.leftOn) },
        ]}
      />
    </>
  );
}
