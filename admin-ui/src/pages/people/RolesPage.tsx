/** Who held which role on a day: the question that auditors ask, and everyone who takes over. */
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { partnershipsOf, useViewer } from '../../session/Session.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { roleWords } from '../../ui/roleWords.js';
import { type Column, Table } from '../../ui/Table.js';
import { isDay } from '../../ui/when.js';
import { day, moment } from '../../ui/words.js';
import { PeopleNavigation } from './PeopleNavigation.js';
import { grantedWords } from './RolesTable.js';
import { useAllPartnerships } from './usePlaces.js';

const RolesQuery = graphql(`
  query RolesPage_Roles(
    $partnership: ID
    $user: ID
    $on: Date
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    roleGrants(
      partnership: $partnership
      user: $user
      on: $on
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id
        role
        user { id }
        userName
        partnership { name }
        agency { name }
        endsOn
        grantedAt
        grantedByName
        revokedAt
      }
    }
  }
`);

const WhoseQuery = graphql(`
  query RolesPage_Whose($id: ID!) { user(id: $id) { id name } }
`);

type Row = ResultOf<typeof RolesQuery>['roleGrants']['nodes'][number];

export default function RolesPage() {
  const [search] = useSearchParams();
  const asked = search.get('on') ?? '';
  const on = isDay(asked) ? asked : null;
  const user = search.get('user');
  const [whose] = useQuery({ query: WhoseQuery, variables: { id: user ?? '' }, pause: !user });
  const [query, ask] = useQuery({
    query: RolesQuery,
    variables: {
      partnership: search.get('partnership') || null,
      user: user || null,
      on,
      ...pageVariables(search),
    },
  });
  const name = user ? whose.data?.user?.name : undefined;
  return (
    <Page title="Who held which role on a day" {...(name ? { caption: name } : {})}>
      <PeopleNavigation />
      <FilteredList
        of={['role', 'roles']}
        filters={useFilterList(user, name)}
        total={query.data?.roleGrants.totalCount}
        fetching={query.fetching}
        extra={<DownloadCsv list="grants" label="Download all roles ever granted" />}
      >
        <Loaded query={query} retry={ask} what="the roles">
          {({ roleGrants }) => (
            <>
              <Table
                caption={on ? `Roles on ${day(on)}` : 'Roles today'}
                columns={columns}
                rows={roleGrants.nodes}
                rowKey={({ id }) => id}
                empty="No role that you see held on that day. Choose another day, or take a filter away."
              />
              <Pagination info={roleGrants.pageInfo} label="Pages of roles" />
            </>
          )}
        </Loaded>
      </FilteredList>
    </Page>
  );
}

const columns: Column<Row>[] = [
  {
    heading: 'Name',
    isRowHeading: true,
    cell: ({ user, userName }) =>
      user ? (
        <Link className="govuk-link" to={paths.people.one(user.id)}>
          {userName}
        </Link>
      ) : (
        userName
      ),
  },
  { heading: 'Role', cell: (grant) => roleWords(grant) },
  { heading: 'Granted', cell: (grant) => grantedWords(grant) },
  { heading: 'Ended', cell: (grant) => endWords(grant) },
];

function endWords({ endsOn, revokedAt }: { endsOn: string | null; revokedAt: string | null }) {
  if (revokedAt) return `Taken away on ${moment(revokedAt)}`;
  return endsOn ? `Last day ${day(endsOn)}` : 'No end';
}

function useFilterList(user: string | null, name: string | undefined): Filter[] {
  const viewer = useViewer();
  const seesAll = viewer.roles.some(({ partnership, agency }) => !partnership && !agency);
  const all = useAllPartnerships(seesAll);
  const own = partnershipsOf(viewer).map(({ id, name: label }) => ({ value: id, label }));
  const places = seesAll ? all : own;
  return [
    { kind: 'day', name: 'on', label: 'On this day' },
    ...(places.length > 1
      ? [{ kind: 'one' as const, name: 'partnership', label: 'Partnership', choices: places }]
      : []),
    ...(user && name
      ? [
          {
            kind: 'one' as const,
            name: 'user',
            label: 'Person',
            any: 'Everybody',
            choices: [{ value: user, label: name }],
          },
        ]
      : []),
  ];
}
