/** Who signed in, and who tried to: for administrators and auditors of the whole register. */
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { addDays, londonMoment } from '../../ui/london.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { isDay } from '../../ui/when.js';
import { moment } from '../../ui/words.js';
import { clientWords } from '../account/clientWords.js';
import { PeopleNavigation } from './PeopleNavigation.js';
import { OfferQuery } from './queries.js';

const SignInsQuery = graphql(`
  query SignInsPage_SignIns($filter: SignInFilterInput, $after: String) {
    signIns(filter: $filter, first: 25, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node { at user { id name } outcome address client }
      }
    }
  }
`);

type Row = ResultOf<typeof SignInsQuery>['signIns']['edges'][number];

const outcomes = {
  SIGNED_IN: { colour: 'green', label: 'Signed in' },
  WRONG_PASSWORD: { colour: 'orange', label: 'Wrong password' },
  WRONG_CODE: { colour: 'orange', label: 'Wrong code' },
  CODE_NEEDED: { colour: 'light-blue', label: 'Asked for a code' },
  UNKNOWN_ACCOUNT: { colour: 'grey', label: 'No such account' },
  NOT_ACTIVE: { colour: 'grey', label: 'Account not active' },
  THROTTLED: { colour: 'red', label: 'Refused: too many attempts' },
} as const;
type Outcome = keyof typeof outcomes;

export default function SignInsPage() {
  const [offer, askOffer] = useQuery({ query: OfferQuery });
  return (
    <Loaded query={offer} retry={askOffer} what="the sign-ins">
      {({ viewer }) =>
        viewer?.viewerCanSeeSignIns ? (
          <SignIns />
        ) : (
          <NotAllowed
            title="You cannot see the sign-ins"
            to={paths.sessions}
            look="Where you are signed in"
          >
            They are for administrators and for auditors of the whole register.
          </NotAllowed>
        )
      }
    </Loaded>
  );
}

function SignIns() {
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: SignInsQuery,
    variables: { filter: filterOf(search), after: search.get('after') },
  });
  return (
    <Page title="Sign-ins">
      <PeopleNavigation />
      <p className="govuk-body">
        Each attempt to sign in. What was typed for an account that does not exist is not kept.
      </p>
      <FilteredList
        of={['attempt', 'attempts']}
        filters={filters}
        total={query.data?.signIns.totalCount}
        fetching={query.fetching}
      >
        <Loaded query={query} retry={ask} what="the sign-ins">
          {({ signIns }) => (
            <>
              <Table
                caption="Attempts to sign in, the latest first"
                columns={columns}
                rows={signIns.edges}
                rowKey={({ cursor }) => cursor}
                empty="No attempt is found. Take a filter away."
              />
              <Pages
                isFirst={!search.get('after')}
                next={signIns.pageInfo.hasNextPage ? signIns.pageInfo.endCursor : null}
              />
            </>
          )}
        </Loaded>
      </FilteredList>
    </Page>
  );
}

/** The list can only be read forwards. */
function Pages({ isFirst, next }: { isFirst: boolean; next: string | null }) {
  const [search] = useSearchParams();
  const to = (after: string | null) => {
    const address = new URLSearchParams(search);
    address.delete('after');
    if (after) address.set('after', after);
    return { search: address.toString() };
  };
  if (isFirst && !next) return null;
  return (
    <nav className="govuk-button-group" aria-label="Pages of sign-ins">
      {isFirst ? null : (
        <Link className="govuk-link" to={to(null)}>
          Latest
        </Link>
      )}
      {next ? (
        <Link className="govuk-link" to={to(next)}>
          Earlier
        </Link>
      ) : null}
    </nav>
  );
}

const REMOVED = <span className="register-muted">Removed</span>;
/** With the person that it was: every request comes from some address. */
const isRemoved = ({ address }: Row['node']) => address === '';

const columns: Column<Row>[] = [
  { heading: 'When', isRowHeading: true, cell: ({ node }) => moment(node.at) },
  {
    heading: 'Account',
    cell: ({ node: { user } }) =>
      user ? (
        <Link className="govuk-link" to={paths.people.one(user.id)}>
          {user.name}
        </Link>
      ) : (
        <span className="register-muted">No such account</span>
      ),
  },
  {
    heading: 'Outcome',
    cell: ({ node: { outcome } }) => (
      <Tag colour={outcomes[outcome].colour}>{outcomes[outcome].label}</Tag>
    ),
  },
  { heading: 'Network address', cell: ({ node }) => (isRemoved(node) ? REMOVED : node.address) },
  {
    heading: 'Browser or program',
    cell: ({ node }) => (isRemoved(node) ? REMOVED : clientWords(node.client, 'BROWSER')),
  },
];

const filters: Filter[] = [
  {
    kind: 'one',
    name: 'outcome',
    label: 'Outcome',
    choices: Object.entries(outcomes).map(([value, { label }]) => ({ value, label })),
  },
  { kind: 'day', name: 'from', label: 'From this day' },
  { kind: 'day', name: 'to', label: 'To this day' },
];

function filterOf(search: URLSearchParams) {
  const from = search.get('from') ?? '';
  const to = search.get('to') ?? '';
  const outcome = search.get('outcome') ?? '';
  return {
    outcome: outcome in outcomes ? (outcome as Outcome) : null,
    user: search.get('user') || null,
    from: isDay(from) ? londonMoment(from) : null,
    to: isDay(to) ? londonMoment(addDays(to, 1)) : null,
  };
}
