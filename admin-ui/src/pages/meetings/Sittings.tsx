/** The sittings of a meeting: those to come, and those that were. */
import { useState } from 'react';
import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { OccurrenceStatusTag, VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { whenWords } from '../../ui/when.js';
import { count } from '../../ui/words.js';
import { came, tally } from './attendance.js';
import { mayBeRecorded, type Sitting, split } from './sittings.js';

type Props = {
  slug: string;
  meeting: { id: string; name: string; viewerCanSchedule: boolean; isArchived: boolean };
  sittings: readonly Sitting[];
};

/** How many lines stand there at once. */
const page = 12;

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
      <Part
        slug={slug}
        caption="Sittings to come"
        rows={toCome}
        empty={<p className="govuk-body">No sitting is planned.{schedule}</p>}
      />
      <Part
        slug={slug}
        caption="Past sittings"
        rows={past}
        empty={<p className="govuk-body">No sitting has been recorded yet.</p>}
      />
    </>
  );
}

function Part({
  slug,
  caption,
  rows,
  empty,
}: {
  slug: string;
  caption: string;
  rows: Sitting[];
  empty: React.ReactNode;
}) {
  const [shown, setShown] = useState(page);
  return (
    <section className="register-section">
      <h2 className="govuk-heading-m">{caption}</h2>
      <Table
        caption={caption}
        captionHidden
        columns={columns(slug)}
        rows={rows.slice(0, shown)}
        rowKey={({ id }) => id}
        empty={empty}
      />
      {rows.length > shown ? (
        <Button kind="secondary" onClick={() => setShown(shown + 50)}>
          Show more ({count(rows.length - shown, 'sitting')} left)
        </Button>
      ) : null}
    </section>
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
  const present = tally([sitting], []).filter((line) => came(line) > 0).length;
  return `${present} of ${count(sitting.attendance.length, 'agency', 'agencies')}`;
}

function RecordLink({ slug, sitting }: { slug: string; sitting: Sitting }) {
  if (!sitting.viewerCanRecord || sitting.status === 'CANCELLED' || !mayBeRecorded(sitting)) {
    return '–';
  }
  return (
    <Link className="govuk-link" to={plan(slug).recordSitting(sitting.id)}>
      {sitting.status === 'HELD' ? 'Change the record' : 'Record'}
      <span className="govuk-visually-hidden"> of {whenWords(sitting)}</span>
    </Link>
  );
}
