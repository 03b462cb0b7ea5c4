import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { type Column, Table } from '../../ui/Table.js';
import { count, moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { CheckPage, Rest } from './CheckPage.js';
import { checks } from './checks.js';
import { NotYours } from './NotYours.js';

const AccountsQuery = graphql(`
  query AccountsCheckPage_Accounts($slug: String!, $partnership: ID) {
    partnership(slug: $slug) { id name }
    accountCheck(partnership: $partnership) {
      ranAt
      days
      examined
      signInsKeptForDays
      unused(first: 100) {
        totalCount
        nodes { lastUsedAt user { id name email createdAt agency { id name } } }
      }
    }
  }
`);

type Row = NonNullable<ResultOf<typeof AccountsQuery>['accountCheck']>['unused']['nodes'][number];

export default function AccountsCheckPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: AccountsQuery, variables: { slug, partnership: slug } });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership, accountCheck }) => {
        if (!partnership) return <NotFoundPage />;
        if (!accountCheck) return <NotYours slug={slug} />;
        const { ranAt, days, examined, signInsKeptForDays, unused } = accountCheck;
        return (
          <CheckPage
            slug={slug}
            check={checks.accounts}
            partnership={partnership.name}
            ranAt={ranAt}
            over={`${count(examined, 'account')} that can sign in`}
            found={`${unused.totalCount} not used for ${count(days, 'day')}`}
          >
            {signInsKeptForDays < days ? (
              <p className="govuk-body">
                Sign-ins are kept for {count(signInsKeptForDays, 'day')} only: an account may have
                been used before that.
              </p>
            ) : null}
            <Section title="Not used">
              <Table
                caption="Accounts that nobody uses"
                captionHidden
                columns={columns}
                rows={unused.nodes}
                rowKey={({ user }) => user.id}
                empty={<p className="govuk-body">None was found.</p>}
              />
              <Rest shown={unused.nodes.length} total={unused.totalCount} />
            </Section>
          </CheckPage>
        );
      }}
    </Loaded>
  );
}

const columns: Column<Row>[] = [
  {
    heading: 'Name',
    isRowHeading: true,
    cell: ({ user }) => (
      <Link className="govuk-link" to={paths.people.one(user.id)}>
        {user.name}
      </Link>
    ),
  },
  { heading: 'Email', cell: ({ user }) => user.email },
  { heading: 'Agency', cell: ({ user }) => user.agency?.name ?? 'None' },
  { heading: 'Made', cell: ({ user }) => moment(user.createdAt) },
  {
    heading: 'Last used',
    cell: ({ lastUsedAt }) => (lastUsedAt ? moment(lastUsedAt) : 'Never, as far as is known'),
  },
];
