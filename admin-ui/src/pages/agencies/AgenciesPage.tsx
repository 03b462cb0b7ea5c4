import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { partnershipsOf, useViewer } from '../../session/Session.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { NothingListed } from '../../ui/NothingListed.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { londonDay, words } from '../../ui/words.js';
import { agencyKinds } from './choices.js';
import { endWords } from './endWords.js';

const AgenciesQuery = graphql(`
  query AgenciesPage_Agencies(
    $filter: AgencyFilter
    $orderBy: AgencyOrder
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    viewer { viewerCanCreateAgency }
    agencies(
      filter: $filter
      orderBy: $orderBy
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id
        name
        kind
        aliases
        endedOn
        memberships(first: 3) { totalCount nodes { id partnership { id name } } }
      }
    }
  }
`);

type Variables = VariablesOf<typeof AgenciesQuery>;
type Answer = ResultOf<typeof AgenciesQuery>;
type Agency = Answer['agencies']['nodes'][number];

/** Every agency of the register, by name. */
export default function AgenciesPage() {
  const [search] = useSearchParams();
  const mine = partnershipsOf(useViewer());
  const [query, ask] = useQuery({
    query: AgenciesQuery,
    variables: variablesOf(search),
  });
  return (
    <Page
      title="Agencies"
      actions={
        query.data?.viewer?.viewerCanCreateAgency ? (
          <Link className="govuk-button" to={paths.agencies.create}>
            Add an agency
          </Link>
        ) : null
      }
    >
      <p className="govuk-body">
        Councils, police forces, charities and other bodies. One agency sits in many partnerships:
        what is changed here shows in all of them.
      </p>
      <FilteredList
        of={['agency', 'agencies']}
        filters={filtersFor(mine)}
        orders={[
          { value: 'NAME', label: 'Name' },
          { value: 'UPDATED_AT', label: 'Last changed' },
        ]}
        total={query.data?.agencies.totalCount}
        fetching={query.fetching}
      >
        <Loaded query={query} retry={ask} what="the agencies">
          {({ agencies }) => (
            <>
              <AgencyTable agencies={agencies.nodes} />
              <Pagination info={agencies.pageInfo} label="Pages of agencies" />
            </>
          )}
        </Loaded>
      </FilteredList>
    </Page>
  );
}

function AgencyTable({ agencies }: { agencies: readonly Agency[] }) {
  const today = londonDay();
  return (
    <Table
      caption="Agencies"
      captionHidden
      rows={agencies}
      rowKey={(agency) => agency.id}
      empty={
        <NothingListed
          found="No agency is found. Take a filter away, or search by another of its names."
          yet="There are no agencies yet. Administrators and coordinators add them."
        />
      }
      columns={[
        {
          heading: 'Agency',
          isRowHeading: true,
          cell: (agency) => (
            <>
              <Link className="govuk-link" to={paths.agencies.one(agency.id)}>
                {agency.name}
              </Link>
              {agency.aliases.length > 0 ? (
                <div className="register-muted">Also: {agency.aliases.join(', ')}</div>
              ) : null}
            </>
          ),
        },
        { heading: 'Kind', cell: (agency) => words(agency.kind) },
        {
          heading: 'Partnerships',
          cell: ({ memberships: { nodes, totalCount } }) =>
            totalCount === 0
              ? 'None'
              : `${nodes.map(({ partnership }) => partnership.name).join(', ')}${totalCount > nodes.length ? ` and ${totalCount - nodes.length} more` : ''}`,
        },
        {
          heading: 'State',
          cell: (agency) => {
            const ended = endWords(agency.endedOn, today);
            return ended ? <Tag colour="grey">{ended}</Tag> : 'Current';
          },
        },
      ]}
    />
  );
}

function filtersFor(mine: { id: string; name: string }[]): Filter[] {
  return [
    { kind: 'search', name: 'q', label: 'Search', hint: 'Any of its names' },
    { kind: 'several', name: 'kind', label: 'Kind', choices: agencyKinds },
    ...(mine.length > 0
      ? [
          {
            kind: 'one' as const,
            name: 'partnership',
            label: 'Member of',
            choices: mine.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
  ];
}

function variablesOf(search: URLSearchParams): Variables {
  const kind = search.getAll('kind');
  return {
    filter: {
      text: search.get('q') || null,
      partnership: search.get('partnership') || null,
      ...(kind.length > 0 ? { kind: kind as Agency['kind'][] } : {}),
    },
    orderBy: search.get('sort') === 'UPDATED_AT' ? 'UPDATED_AT' : 'NAME',
    ...pageVariables(search),
  };
}
