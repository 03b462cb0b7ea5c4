import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { FilterControl } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { roleWords } from '../../ui/roleWords.js';
import { Section } from '../../ui/Section.js';
import { type Column, Table } from '../../ui/Table.js';
import { useFilters } from '../../ui/useFilters.js';
import { isDay } from '../../ui/when.js';
import { count, day, londonDay, moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { grantedWords } from '../people/RolesTable.js';
import { CheckPage, Rest } from './CheckPage.js';
import { checks } from './checks.js';
import { NotYours } from './NotYours.js';

const RolesQuery = graphql(`
  query RolesCheckPage_Roles($slug: String!, $partnership: ID, $on: Date) {
    partnership(slug: $slug) { id name }
    accountCheck(partnership: $partnership) { ranAt }
    roleGrants(partnership: $partnership, on: $on, first: 100) {
      totalCount
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

type Row = ResultOf<typeof RolesQuery>['roleGrants']['nodes'][number];

export default function RolesCheckPage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const filters = useFilters();
  const asked = search.get('on') ?? '';
  const on = isDay(asked) ? asked : londonDay();
  const variables = { slug, partnership: slug, on };
  const [query, ask] = useQuery({ query: RolesQuery, variables });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership, accountCheck, roleGrants }) => {
        if (!partnership) return <NotFoundPage />;
        if (!accountCheck) return <NotYours slug={slug} />;
        return (
          <CheckPage
            slug={slug}
            check={checks.roles}
            partnership={partnership.name}
            ranAt={accountCheck.ranAt}
            over={`all roles ever granted, as they held on ${day(on)}`}
            found={`${count(roleGrants.totalCount ?? 0, 'role')} held on ${day(on)}`}
            query={{ on }}
            choose={
              <FilterControl
                filter={{ kind: 'day', name: 'on', label: 'On this day' }}
                filters={filters}
              />
            }
          >
            <Section title="Roles">
              <Table
                caption={`Roles on ${day(on)}`}
                captionHidden
                columns={columns}
                rows={roleGrants.nodes}
                rowKey={({ id }) => id}
                empty={<p className="govuk-body">Nobody held a role on that day.</p>}
              />
              <Rest shown={roleGrants.nodes.length} total={roleGrants.totalCount} />
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
  {
    heading: 'Ended',
    cell: ({ endsOn, revokedAt }) => {
      if (revokedAt) return `Taken away on ${moment(revokedAt)}`;
      return endsOn ? `Last day ${day(endsOn)}` : 'No end';
    },
  },
];
