/** All checks of a plan, each with how much it found today. */
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { type CheckName, plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { type Column, Table } from '../../ui/Table.js';
import { count, day } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { checks } from './checks.js';

const ChecksQuery = graphql(`
  query ChecksPage_Checks($slug: String!, $partnership: ID) {
    partnership(slug: $slug) {
      id
      name
      checks {
        on
        schemes { withoutLead(first: 1) { totalCount } withoutUpdate(first: 1) { totalCount } }
        actions { overdue(first: 1) { totalCount } redated(first: 1) { totalCount } }
        attendance { examined sittingsWithoutAttendance { id } }
        strategies { withoutApproval(first: 1) { totalCount } }
        lateEntries { entries(first: 1) { totalCount } }
      }
    }
    accountCheck(partnership: $partnership) { unused(first: 1) { totalCount } }
  }
`);

type Row = { name: CheckName; found: string };

export default function ChecksPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({
    query: ChecksQuery,
    variables: { slug, partnership: slug },
    requestPolicy: 'cache-and-network',
  });
  return (
    <Loaded query={query} retry={ask} what="the checks">
      {({ partnership, accountCheck }) => {
        if (!partnership) return <NotFoundPage />;
        const { on, schemes, actions, attendance, strategies, lateEntries } = partnership.checks;
        const late = lateEntries?.entries.totalCount;
        const rows: Row[] = [
          {
            name: 'schemes',
            found: `${schemes.withoutLead.totalCount} without a lead, ${schemes.withoutUpdate.totalCount} without an update`,
          },
          {
            name: 'actions',
            found: `${actions.overdue.totalCount} overdue, ${actions.redated.totalCount} re-dated`,
          },
          {
            name: 'attendance',
            found: `${count(attendance.examined, 'sitting')} in a year, ${attendance.sittingsWithoutAttendance.length} without attendance`,
          },
          {
            name: 'strategies',
            found: `${strategies.withoutApproval.totalCount} without approval`,
          },
          ...(late == null
            ? []
            : [{ name: 'late-entries' as const, found: `${late} late in a year` }]),
          ...(accountCheck
            ? [
                {
                  name: 'accounts' as const,
                  found: `${accountCheck.unused.totalCount} not used for 180 days`,
                },
                { name: 'roles' as const, found: 'Choose a day' },
              ]
            : []),
        ];
        return (
          <Page title="Checks" caption={partnership.name}>
            <p className="govuk-body">
              What a coordinator should put right and an auditor asks for. Each check runs when you
              open it, over what you may see, and can be downloaded as evidence. These were run on{' '}
              {day(on)}.
            </p>
            <Table
              caption="Checks"
              captionHidden
              columns={columns(slug)}
              rows={rows}
              rowKey={({ name }) => name}
              empty={null}
            />
          </Page>
        );
      }}
    </Loaded>
  );
}

const columns = (slug: string): Column<Row>[] => [
  {
    heading: 'Check',
    isRowHeading: true,
    cell: ({ name }) => (
      <Link className="govuk-link" to={plan(slug).check(name)}>
        {checks[name].title}
      </Link>
    ),
  },
  { heading: 'Found', cell: ({ found }) => found },
];
