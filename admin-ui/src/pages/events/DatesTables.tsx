/** The dates of an event: those to come, and those that were. */
import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { LongTable } from '../../ui/LongTable.js';
import { OccurrenceStatusTag, VisibilityTag } from '../../ui/Status.js';
import type { Column } from '../../ui/Table.js';
import { whenWords } from '../../ui/when.js';
import { type EventDate, split } from './dates.js';

type Props = {
  slug: string;
  event: { id: string; name: string; viewerCanAddOccurrences: boolean; isArchived: boolean };
  dates: readonly EventDate[];
};

export function Dates({ slug, event, dates }: Props) {
  const { toCome, past } = split(dates);
  const add =
    event.viewerCanAddOccurrences && !event.isArchived ? (
      <>
        {' '}
        <Link className="govuk-link" to={plan(slug).addEventDate(event.id)}>
          Add dates
        </Link>
        .
      </>
    ) : null;
  return (
    <>
      <LongTable
        heading="Dates to come"
        columns={columns(slug, event.name)}
        rows={toCome}
        rowKey={({ id }) => id}
        noun="date"
        empty={<p className="govuk-body">No date is planned.{add}</p>}
      />
      <LongTable
        heading="Past dates"
        columns={columns(slug, event.name)}
        rows={past}
        rowKey={({ id }) => id}
        noun="date"
        empty={<p className="govuk-body">No date has passed yet.</p>}
      />
    </>
  );
}

const columns = (slug: string, event: string): Column<EventDate>[] => [
  {
    heading: 'When',
    isRowHeading: true,
    cell: (date) => (
      <>
        <Link className="govuk-link" to={plan(slug).eventDate(date.id)}>
          {whenWords(date)}
        </Link>
        {date.name === event ? null : <span className="register-row-note">{date.name}</span>}
      </>
    ),
  },
  { heading: 'Where', cell: ({ venue }) => venue ?? 'Not stated' },
  {
    heading: 'Hosts',
    cell: ({ hostAgencies }) => hostAgencies.map(({ name }) => name).join(', ') || 'Not stated',
  },
  {
    heading: 'Status',
    cell: ({ status, visibility }) => (
      <>
        <OccurrenceStatusTag status={status} /> <VisibilityTag visibility={visibility} />
      </>
    ),
  },
];
