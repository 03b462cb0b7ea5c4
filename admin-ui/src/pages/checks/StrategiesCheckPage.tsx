import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { type Column, Table } from '../../ui/Table.js';
import { count, day, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { CheckPage, Rest } from './CheckPage.js';
import { checks } from './checks.js';

const StrategiesQuery = graphql(`
  query StrategiesCheckPage_Strategies($slug: String!) {
    partnership(slug: $slug) {
      id
      name
      checks {
        ranAt
        strategies {
          examined
          withoutApproval(first: 100) {
            totalCount
            nodes { id title kind startsOn endsOn approvals { body outcome on } }
          }
        }
      }
    }
  }
`);

type Row = NonNullable<
  ResultOf<typeof StrategiesQuery>['partnership']
>['checks']['strategies']['withoutApproval']['nodes'][number];

export default function StrategiesCheckPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategiesQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        const { ranAt, strategies } = partnership.checks;
        const { nodes, totalCount } = strategies.withoutApproval;
        return (
          <CheckPage
            slug={slug}
            check={checks.strategies}
            partnership={partnership.name}
            ranAt={ranAt}
            over={count(strategies.examined, 'published strategy', 'published strategies')}
            found={`${totalCount} without approval`}
          >
            <Section title="Without approval">
              <Table
                caption="Strategies without approval"
                captionHidden
                columns={columns(slug)}
                rows={nodes}
                rowKey={({ id }) => id}
                empty={<p className="govuk-body">None was found.</p>}
              />
              <Rest shown={nodes.length} total={totalCount} />
            </Section>
          </CheckPage>
        );
      }}
    </Loaded>
  );
}

const columns = (slug: string): Column<Row>[] => [
  {
    heading: 'Strategy',
    isRowHeading: true,
    cell: ({ id, title }) => (
      <Link className="govuk-link" to={plan(slug).strategies.one(id)}>
        {title}
      </Link>
    ),
  },
  { heading: 'Kind', cell: ({ kind }) => words(kind) },
  {
    heading: 'Period',
    cell: ({ startsOn, endsOn }) =>
      [day(startsOn), day(endsOn)].filter(Boolean).join(' to ') || 'Not stated',
  },
  {
    heading: 'What bodies decided',
    cell: ({ approvals }) =>
      approvals.map(({ body, outcome }) => `${body}: ${words(outcome)}`).join('; ') || 'Nothing',
  },
];
