import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { ButtonGroup } from '../../ui/Button.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { day, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { EndedAgency } from './EndedAgency.js';
import { leftWords, MemberFields } from './fields.js';

const MemberPageFields = graphql(
  `
    fragment MemberPage on Membership @_unmask {
      ...Member
      partnership { id slug name }
      sources { ...Source }
      changes(first: 3) { ...RecentChanges }
    }
  `,
  [MemberFields, RecentChangesFields, SourceFields],
);

const MemberQuery = graphql(
  `
    query MemberPage_Member($id: ID!, $slug: String!) {
      node(id: $id) { ... on Membership { ...MemberPage } }
      partnership(slug: $slug) { id memberships(includeEnded: true) { ...Member } }
    }
  `,
  [MemberFields, MemberPageFields],
);

const ArchiveMember = graphql(
  `
    mutation MemberPage_Archive($input: ArchiveInput!) {
      archiveMembership(input: $input) {
        membership { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const UnarchiveMember = graphql(
  `
    mutation MemberPage_Unarchive($input: ArchiveInput!) {
      unarchiveMembership(input: $input) {
        membership { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Membership = ResultOf<typeof MemberPageFields>;
type Members = NonNullable<ResultOf<typeof MemberQuery>['partnership']>['memberships'];

/** An agency in a partnership: on what basis, in what capacity, since when. */
export default function MemberPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: MemberQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the member">
      {({ node, partnership }) =>
        node && 'nameAsPublished' in node && node.partnership.slug === slug ? (
          <>
            <MemberView slug={slug} member={node} members={partnership?.memberships ?? []} />
            <LiveNotice
              filter={{ entity: node.id }}
              after={node.changes.nodes[0]?.sequence}
              what="this membership"
              onShow={() => ask({ requestPolicy: 'network-only' })}
            />
          </>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; member: Membership; members: Members };

function MemberView({ slug, member, members }: Props) {
  return (
    <Page title={member.nameAsPublished} caption={`Member of ${member.partnership.name}`}>
      {member.isArchived ? (
        <div className="govuk-inset-text">
          This membership is in the archive: it has left the lists.
        </div>
      ) : null}
      <EndedAgency slug={slug} member={member} members={members} />
      <Actions slug={slug} member={member} />
      <SummaryList
        rows={[
          {
            term: 'Agency',
            value: (
              <Link className="govuk-link" to={paths.agencies.one(member.agency.id)}>
                {member.agency.name}
              </Link>
            ),
          },
          { term: 'Name as published', value: member.nameAsPublished },
          { term: 'Listed under', value: member.listedUnder },
          { term: 'Basis', value: words(member.basis) },
          { term: 'Basis as published', value: member.basisAsPublished },
          { term: 'Capacity', value: words(member.capacity) },
          { term: 'Joined', value: day(member.joinedOn) },
          { term: 'Left', value: leftWords(member) },
        ]}
      />
      <Sources sources={member.sources} />
      <RecentChanges changes={member.changes} historyTo={plan(slug).members.history(member.id)} />
    </Page>
  );
}

function Actions({ slug, member }: { slug: string; member: Membership }) {
  const to = plan(slug);
  const archive = useSave(ArchiveMember, 'archiveMembership');
  const unarchive = useSave(UnarchiveMember, 'unarchiveMembership');
  return (
    <ButtonGroup>
      {member.viewerCanUpdate ? (
        <>
          <Link className="govuk-button" to={to.members.edit(member.id)}>
            Edit<span className="govuk-visually-hidden"> this membership</span>
          </Link>
          {member.leftOn ? null : (
            <Link className="govuk-button govuk-button--secondary" to={to.endMember(member.id)}>
              End membership
            </Link>
          )}
        </>
      ) : null}
      {member.viewerCanArchive ? (
        <ArchiveButton
          what="membership"
          record={member}
          name={member.nameAsPublished}
          archive={archive}
          unarchive={unarchive}
          listTo={to.members.list}
        />
      ) : null}
    </ButtonGroup>
  );
}
