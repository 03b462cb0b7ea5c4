/** The accounts that one sees: searched, filtered and paged by the server. */
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
import { moment, words } from '../../ui/words.js';
import { PeopleNavigation } from './PeopleNavigation.js';
import { AccountTags } from './PersonTags.js';
import { OfferQuery } from './queries.js';
import { useAllPartnerships } from './usePlaces.js';

const PeopleQuery = graphql(`
  query PeoplePage_People(
    $filter: UserFilter
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    users(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id
        name
        email
        state
        secondFactorAt
        lastSignInAt
        lockedAt
        agency { id name }
        roles { id role partnership { name } agency { name } }
      }
    }
  }
`);

type Row = ResultOf<typeof PeopleQuery>['users']['nodes'][number];

export default function PeoplePage() {
  const [search] = useSearchParams();
  const [offer] = useQuery({ query: OfferQuery });
  const [query, ask] = useQuery({
    query: PeopleQuery,
    variables: { filter: filterOf(search), ...pageVariables(search) },
  });
  const filters = useFilterList(search);
  return (
    <Page
      title="People and roles"
      actions={
        offer.data?.viewer?.viewerCanInvite ? (
          <Link className="govuk-button" to={paths.people.create} role="button" draggable={false}>
            Invite somebody
          </Link>
        ) : null
      }
    >
      <PeopleNavigation />
      <FilteredList
        of={['person', 'people']}
        filters={filters}
        total={query.data?.users.totalCount}
        fetching={query.fetching}
        extra={<DownloadCsv list="users" label="Download all people" />}
      >
        <Loaded query={query} retry={ask} what="the people">
          {({ users }) => (
            <>
              <Table
                caption="People"
                captionHidden
                columns={columns}
                rows={users.nodes}
                rowKey={({ id }) => id}
                empty="Nobody is found. Take a filter away, or invite somebody."
              />
              <Pagination info={users.pageInfo} label="Pages of people" />
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
    cell: (person) => (
      <>
        <Link className="govuk-link" to={paths.people.one(person.id)}>
          {person.name}
        </Link>
        <span className="register-row-note">
          {person.email}
          {person.agency ? `, ${person.agency.name}` : ''}
        </span>
      </>
    ),
  },
  {
    heading: 'Roles',
    cell: ({ roles }) =>
      roles.length > 0 ? (
        <ul className="govuk-list register-roles">
          {roles.map((role) => (
            <li key={role.id}>{roleWords(role)}</li>
          ))}
        </ul>
      ) : (
        <span className="register-muted">None today</span>
      ),
  },
  { heading: 'Account', cell: (person) => <AccountTags person={person} /> },
  { heading: 'Second factor', cell: ({ secondFactorAt }) => (secondFactorAt ? 'Yes' : 'No') },
  {
    heading: 'Last signed in',
    cell: ({ lastSignInAt }) => (lastSignInAt ? moment(lastSignInAt) : 'Never'),
  },
];

const roles = ['ADMINISTRATOR', 'COORDINATOR', 'PARTNER_ADMIN', 'CONTRIBUTOR', 'AUDITOR'] as const;
const states = ['ACTIVE', 'INVITED', 'DISABLED'] as const;
const choices = (values: readonly string[]) =>
  values.map((value) => ({ value, label: words(value) }));

/** What the address says, as the register takes it. A value that it does not know counts for nothing. */
function filterOf(search: URLSearchParams) {
  return {
    text: search.get('q') || null,
    role: roles.find((role) => role === search.get('role')) ?? null,
    state: states.find((state) => state === search.get('state')) ?? null,
    partnership: search.get('partnership') || null,
    agency: search.get('agency') || null,
  };
}

const AgenciesQuery = graphql(`
  query PeoplePage_Agencies($partnership: ID!) {
    agencies(filter: { partnership: $partnership }, first: 100) { nodes { id name } }
  }
`);

function useFilterList(search: URLSearchParams): Filter[] {
  const viewer = useViewer();
  const own = partnershipsOf(viewer);
  const seesAll = viewer.roles.some(({ partnership, agency }) => !partnership && !agency);
  const all = useAllPartnerships(seesAll);
  const places = seesAll ? all : own.map(({ id, name }) => ({ value: id, label: name }));
  // A register has thousands of agencies: those of one partnership are few enough to choose from.
  const of = search.get('partnership') || (places.length === 1 ? (places[0]?.value ?? '') : '');
  const [agencies] = useQuery({
    query: AgenciesQuery,
    variables: { partnership: of },
    pause: !of,
  });
  return [
    { kind: 'search', name: 'q', label: 'Search', hint: 'Part of a name or address' },
    { kind: 'one', name: 'role', label: 'Role', choices: choices(roles) },
    { kind: 'one', name: 'state', label: 'Account', choices: choices(states) },
    ...(places.length > 1
      ? [{ kind: 'one' as const, name: 'partnership', label: 'Partnership', choices: places }]
      : []),
    ...(of && agencies.data
      ? [
          {
            kind: 'one' as const,
            name: 'agency',
            label: 'Agency',
            choices: agencies.data.agencies.nodes.map(({ id, name }) => ({
              value: id,
              label: name,
            })),
          },
        ]
      : []),
  ];
}
