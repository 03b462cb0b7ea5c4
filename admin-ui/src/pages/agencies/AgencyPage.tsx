import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, plan, recordHistoryPath } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { ButtonGroup } from '../../ui/Button.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { ProjectStatusTag } from '../../ui/Status.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { Table } from '../../ui/Table.js';
import { count, day, londonDay, words } from '../../ui/words.js';
import { leftWords } from '../members/fields.js';
import NotFoundPage from '../NotFoundPage.js';
import { endWords } from './endWords.js';
import { SuccessionFields, Successions } from './Successions.js';

const AgencyFields = graphql(
  `
    fragment AgencyPage on Agency @_unmask {
      id
      version
      slug
      name
      aliases
      kind
      website
      startedOn
      endedOn
      isArchived
      predecessors { ...Succession }
      successors { ...Succession }
      memberships(first: 50) {
        totalCount
        nodes { id basis capacity nameAsPublished joinedOn leftOn partnership { id slug name } }
      }
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      viewerCanUpdateProfile
      changes(first: 3) { ...RecentChanges }
    }
  `,
  [RecentChangesFields, SourceFields, SuccessionFields],
);

const AgencyQuery = graphql(
  `
    query AgencyPage_Agency(
      $id: ID!
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      node(id: $id) {
        ... on Agency {
          ...AgencyPage
          projects(first: $first, after: $after, last: $last, before: $before) {
            totalCount
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            nodes { id name status leadAgency { id } partnership { id slug name } }
          }
        }
      }
    }
  `,
  [AgencyFields],
);

const ArchiveAgency = graphql(
  `
    mutation AgencyPage_Archive($input: ArchiveInput!) {
      archiveAgency(input: $input) {
        agency { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const UnarchiveAgency = graphql(
  `
    mutation AgencyPage_Unarchive($input: ArchiveInput!) {
      unarchiveAgency(input: $input) {
        agency { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Agency = Extract<ResultOf<typeof AgencyQuery>['node'], { slug: string }>;

/** An agency: its names, what came before and after it, where it sits and what it does. */
export default function AgencyPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: AgencyQuery,
    variables: { id, ...pageVariables(search) },
  });
  return (
    <Loaded query={query} retry={ask} what="the agency">
      {({ node }) =>
        node && 'slug' in node ? (
          <>
            <AgencyView agency={node} />
            <LiveNotice
              filter={{ entity: node.id }}
              after={node.changes.nodes[0]?.sequence}
              what="this agency"
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

function AgencyView({ agency }: { agency: Agency }) {
  const ended = endWords(agency.endedOn, londonDay());
  return (
    <Page title={agency.name} caption="Agency">
      {ended || agency.isArchived ? (
        <div className="govuk-inset-text">
          {agency.isArchived ? 'This agency is in the archive: it has left the lists. ' : ''}
          {ended ? `${ended}. Published lists may keep its name for years.` : ''}
        </div>
      ) : null}
      <Actions agency={agency} />
      <SummaryList
        rows={[
          { term: 'Kind', value: words(agency.kind) },
          { term: 'Other names', value: agency.aliases.join(', ') || 'None' },
          {
            term: 'Website',
            value: agency.website ? (
              <a className="govuk-link" href={agency.website} rel="noreferrer">
                {agency.website}
              </a>
            ) : null,
          },
          { term: 'Began', value: day(agency.startedOn) },
          { term: 'Ended', value: day(agency.endedOn) || 'It goes on, as far as is known' },
          { term: 'Name in addresses', value: agency.slug },
        ]}
      />
      <Successions agency={agency} />
      <Memberships agency={agency} />
      <Projects agency={agency} />
      <Sources sources={agency.sources} />
      <RecentChanges
        changes={agency.changes}
        historyTo={recordHistoryPath({
          entityType: 'AGENCY',
          entityId: agency.id,
          partnership: null,
        })}
      />
    </Page>
  );
}

function Actions({ agency }: { agency: Agency }) {
  const archive = useSave(ArchiveAgency, 'archiveAgency');
  const unarchive = useSave(UnarchiveAgency, 'unarchiveAgency');
  if (!agency.viewerCanUpdate && !agency.viewerCanUpdateProfile && !agency.viewerCanArchive)
    return null;
  return (
    <ButtonGroup>
      {agency.viewerCanUpdate || agency.viewerCanUpdateProfile ? (
        <Link className="govuk-button" to={paths.agencies.edit(agency.id)}>
          Edit<span className="govuk-visually-hidden"> {agency.name}</span>
        </Link>
      ) : null}
      {agency.viewerCanArchive ? (
        <ArchiveButton
          what="agency"
          record={agency}
          name={agency.name}
          archive={archive}
          unarchive={unarchive}
          listTo={paths.agencies.list}
        />
      ) : null}
    </ButtonGroup>
  );
}

function Memberships({ agency }: { agency: Agency }) {
  const { nodes, totalCount } = agency.memberships;
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Partnerships</h2>
      <Table
        caption={`Partnerships in which ${agency.name} sits`}
        captionHidden
        rows={nodes}
        rowKey={(membership) => membership.id}
        empty="It sits in no partnership that you can see."
        columns={[
          {
            heading: 'Partnership',
            isRowHeading: true,
            cell: ({ id, partnership }) => (
              <Link className="govuk-link" to={plan(partnership.slug).members.one(id)}>
                {partnership.name}
              </Link>
            ),
          },
          { heading: 'Listed as', cell: (membership) => membership.nameAsPublished },
          { heading: 'Basis', cell: (membership) => words(membership.basis) },
          { heading: 'Capacity', cell: (membership) => words(membership.capacity) },
          {
            heading: 'Left',
            cell: (membership) => leftWords(membership),
          },
        ]}
      />
      {totalCount > nodes.length ? (
        <p className="govuk-body">
          The first {nodes.length} of {totalCount}.
        </p>
      ) : null}
    </section>
  );
}

function Projects({ agency }: { agency: Agency }) {
  const { nodes, pageInfo, totalCount } = agency.projects;
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Projects and schemes</h2>
      <p className="govuk-body">
        {totalCount > 0
          ? `It leads or takes part in ${count(totalCount, 'project or scheme', 'projects and schemes')} that you can see.`
          : ''}
      </p>
      <Table
        caption={`Projects and schemes of ${agency.name}`}
        captionHidden
        rows={nodes}
        rowKey={(project) => project.id}
        empty="It leads and takes part in no project or scheme that you can see."
        columns={[
          {
            heading: 'Scheme',
            isRowHeading: true,
            cell: ({ id, name, partnership }) => (
              <Link className="govuk-link" to={plan(partnership.slug).schemes.one(id)}>
                {name}
              </Link>
            ),
          },
          { heading: 'Partnership', cell: ({ partnership }) => partnership.name },
          {
            heading: 'Part',
            cell: ({ leadAgency }) => (leadAgency?.id === agency.id ? 'Leads it' : 'Takes part'),
          },
          { heading: 'Status', cell: ({ status }) => <ProjectStatusTag status={status} /> },
        ]}
      />
      <Pagination info={pageInfo} label="Pages of projects and schemes" />
    </section>
  );
}
