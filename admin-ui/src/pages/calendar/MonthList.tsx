/** A month as a list: what a narrow screen shows, and what reads best aloud. */
import { Link } from 'react-router';
import { type Column, Table } from '../../ui/Table.js';
import { type Entry, kindWords } from './entries.js';
import { monthWords } from './months.js';

const columns: Column<Entry>[] = [
  { heading: 'When', cell: ({ when }) => when },
  {
    heading: 'What',
    isRowHeading: true,
    cell: ({ title, path }) => (
      <Link className="govuk-link" to={path}>
        {title}
      </Link>
    ),
  },
  { heading: 'Kind', cell: ({ kind }) => kindWords[kind] },
  {
    heading: 'Where',
    cell: ({ venue, kind }) => venue ?? (kind === 'action' ? '–' : 'Not stated'),
  },
  {
    heading: 'Status',
    cell: ({ status, kind }) => status || (kind === 'action' ? 'Open' : 'Planned'),
  },
];

export function MonthList({ month, entries }: { month: string; entries: readonly Entry[] }) {
  return (
    <Table
      caption={`All of ${monthWords(month)}`}
      captionHidden
      columns={columns}
      rows={entries.filter(({ from, to }) => from.slice(0, 7) <= month && to.slice(0, 7) >= month)}
      rowKey={({ key }) => key}
      empty={
        <p className="govuk-body">
          Nothing is in the calendar of {monthWords(month)}. Sittings are scheduled on the page of
          their meeting, dates of events on the page of the event.
        </p>
      }
    />
  );
}
