import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, plan, recordPath } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Section } from '../../ui/Section.js';
import { type Column, Table } from '../../ui/Table.js';
import { count, day, moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { CheckPage, Rest } from './CheckPage.js';
import { checks } from './checks.js';
import { Period, periodQuery, usePeriod } from './Period.js';

const LateQuery = graphql(`
  query LateEntriesCheckPage_Late($slug: String!, $from: Date, $to: Date) {
    partnership(slug: $slug) {
      id
      name
      checks {
        ranAt
        lateEntries(from: $from, to: $to) {
          from
          to
          days
          examined
          entries(first: 60) {
            totalCount
            nodes {
              kind
              about
              daysLate
              change {
                id
                at
                entityType
                entityId
                entityLabel
                actor { id name }
                partnership { slug }
              }
            }
          }
        }
      }
    }
  }
`);

type Late = NonNullable<
  NonNullable<ResultOf<typeof LateQuery>['partnership']>['checks']['lateEntries']
>;
type Row = Late['entries']['nodes'][number];

const kinds: Record<Row['kind'], string> = {
  PROGRESS: 'Progress',
  SITTING: 'Record of a sitting',
  ACTION_CLOSED: 'Action closed',
  APPROVAL: 'Approval of a strategy',
};

export default function LateEntriesCheckPage() {
  const { slug = '' } = useParams();
  const period = usePeriod();
  const [query, ask] = useQuery({ query: LateQuery, variables: { slug, ...period } });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        const { ranAt, lateEntries } = partnership.checks;
        if (!lateEntries) {
          return (
            <NotAllowed
              title="You cannot run this check"
              to={plan(slug).checks}
              look="Look at the other checks"
            >
              It reads the history, which the people of the partnership see.
            </NotAllowed>
          );
        }
        const { entries, from, to, days } = lateEntries;
        return (
          <CheckPage
            slug={slug}
            check={checks['late-entries']}
            partnership={partnership.name}
            ranAt={ranAt}
            over={`${count(lateEntries.examined, 'entry', 'entries')} about a day, made from ${day(from)} to ${day(to)}`}
            found={`${entries.totalCount} made more than ${count(days, 'day')} after the day they are about`}
            query={periodQuery(period)}
            choose={<Period />}
          >
            <Section title="Made late, the last made first">
              <Table
                caption="Entries made late"
                captionHidden
                columns={columns}
                rows={entries.nodes}
                rowKey={({ change }) => change.id}
                empty={<p className="govuk-body">None was found.</p>}
              />
              <Rest shown={entries.nodes.length} total={entries.totalCount} />
            </Section>
          </CheckPage>
        );
      }}
    </Loaded>
  );
}

const columns: Column<Row>[] = [
  {
    heading: 'Record',
    isRowHeading: true,
    cell: ({ change, kind }) => (
      <>
        <Link className="govuk-link" to={recordPath(change)}>
          {change.entityLabel}
        </Link>
        <span className="register-row-note">{kinds[kind]}</span>
      </>
    ),
  },
  { heading: 'About', cell: ({ about }) => day(about) },
  {
    heading: 'Made',
    cell: ({ change }) => (
      <>
        <Link className="govuk-link" to={paths.change(change.id)}>
          {moment(change.at)}
        </Link>
        <span className="register-row-note">{change.actor.name}</span>
      </>
    ),
  },
  { heading: 'Days late', numeric: true, cell: ({ daysLate }) => daysLate },
];
