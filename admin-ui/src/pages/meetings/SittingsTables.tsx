/** The sittings of a meeting: those to come, and those that were. */
import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { LongTable } from '../../ui/LongTable.js';
import { OccurrenceStatusTag, VisibilityTag } from '../../ui/Status.js';
import type { Column } from '../../ui/Table.js';
import { whenWords, whenWordsAfter } from '../../ui/when.js';
import { count } from '../../ui/words.js';
import { waysToCome } from './choices.js';
import { mayBeRecorded, type Sitting, split } from './sittings.js';

type Props = {
  slug: string;
  meeting: { id: string; name: string; viewerCanSchedule: boolean; isArchived: boolean };
  sittings: readonly Sitting[];
};

export function Sittings({ slug, meeting, sittings }: Props) {
  const { toCome, past } = split(sittings);
  const schedule =
    meeting.viewerCanSchedule && !meeting.isArchived ? (
      <>
        {' '}
        <Link className="govuk-link" to={plan(slug).scheduleSitting(meeting.id)}>
          Schedule sittings
        </Link>
        .
      </>
    ) : null;
  return (
    <>
      <LongTable
        heading="Sittings to come"
        columns={columns(slug)}
        rows={toCome}
        rowKey={({ id }) => id}
        noun="sitting"
        empty={<p className="govuk-body">No sitting is planned.{schedule}</p>}
      />
      <LongTable
        heading="Past sittings"
        columns={columns(slug)}
        rows={past}
        rowKey={({ id }) => id}
        noun="sitting"
        empty={<p className="govuk-body">No sitting has been recorded yet.</p>}
      />
    </>
  );
}

const columns = (slug: string): Column<Sitting>[] => [
  {
    heading: 'When',
    isRowHeading: true,
    cell: (sitting) => (
      <Link className="govuk-link" to={plan(slug).sitting(sitting.id)}>
        {whenWords(sitting)}
      </Link>
    ),
  },
  { heading: 'Where', cell: ({ venue }) => venue ?? 'Not stated' },
  {
    heading: 'Status',
    cell: ({ status, visibility }) => (
      <>
        <OccurrenceStatusTag status={status} />{' '}
        {visibility === 'PARTNERS' ? null : <VisibilityTag visibility={visibility} />}
      </>
    ),
  },
  { heading: 'Attendance', cell: (sitting) => attendanceOf(sitting) },
  { heading: 'Record', cell: (sitting) => <RecordLink slug={slug} sitting={sitting} /> },
];

function attendanceOf(sitting: Sitting): string {
  if (sitting.attendance.length === 0) return 'Not recorded';
  const present = sitting.attendance.filter(({ state }) => waysToCome.includes(state)).length;
  return `${present} of ${count(sitting.attendance.length, 'agency', 'agencies')}`;
}

function RecordLink({ slug, sitting }: { slug: string; sitting: Sitting }) {
  if (!sitting.viewerCanRecord || sitting.status === 'CANCELLED' || !mayBeRecorded(sitting)) {
    return '–';
  }
  return (
    <Link className="govuk-link" to={plan(slug).recordSitting(sitting.id)}>
      {sitting.status === 'HELD' ? 'Change the record' : 'Record'}
      <span className="govuk-visually-hidden"> of {whenWordsAfter(sitting)}</span>
    </Link>
  );
}
