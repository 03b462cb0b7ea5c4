/** How often each responsible authority came over a period: what the duty to take part is read from. */
import { useId } from 'react';
import { useSearchParams } from 'react-router';
import { type Column, Table } from '../../ui/Table.js';
import { count, londonDay } from '../../ui/words.js';
import { came, recorded, type Tally, tally } from './attendance.js';
import { attendanceStates, attendanceWords } from './choices.js';
import type { Sitting } from './sittings.js';

type Props = {
  sittings: readonly Sitting[];
  members: readonly { basis: string; agency: { id: string; name: string } }[];
};

const periods = [
  { value: '', label: 'The last 12 months', years: 1 },
  { value: '3', label: 'The last 3 years', years: 3 },
  { value: 'all', label: 'All that is recorded', years: 100 },
];

export function AttendanceOverTime({ sittings, members }: Props) {
  const [search, setSearch] = useSearchParams();
  const id = useId();
  const period = periods.find(({ value }) => value === search.get('period')) ?? periods[0];
  const today = londonDay();
  const from = `${Number(today.slice(0, 4)) - (period?.years ?? 1)}${today.slice(4)}`;
  const counted = recorded(sittings, from, today);
  const authorities = members.filter(({ basis }) => basis === 'RESPONSIBLE_AUTHORITY');
  const stated = authorities.length > 0;
  const whose = (stated ? authorities : members).map(({ agency }) => agency);
  const names = new Set(whose.map((agency) => agency.id));
  const lines = tally(counted, whose).filter(({ agency }) => names.has(agency.id));
  const choose = (value: string) =>
    setSearch(value ? { period: value } : {}, { replace: true, preventScrollReset: true });
  return (
    <section className="register-section">
      <h2 className="govuk-heading-m">
        {stated ? 'Attendance of responsible authorities' : 'Attendance of members'}
      </h2>
      {stated ? null : (
        <p className="govuk-body">
          The list of members does not say which of them are responsible authorities, so all are
          counted.
        </p>
      )}
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor={id}>
          Period
        </label>
        <select
          className="govuk-select"
          id={id}
          value={period?.value}
          onChange={(event) => choose(event.target.value)}
        >
          {periods.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p className="govuk-body" role="status">
        {count(counted.length, 'sitting')} with recorded attendance
      </p>
      <Table
        caption="How often each agency came"
        captionHidden
        columns={columns(counted.length)}
        rows={counted.length > 0 ? lines : []}
        rowKey={({ agency }) => agency.id}
        empty={
          <p className="govuk-body">
            Nothing to count yet. Attendance is entered when a sitting is recorded.
          </p>
        }
      />
    </section>
  );
}

const columns = (all: number): Column<Tally>[] => [
  { heading: 'Agency', isRowHeading: true, cell: ({ agency }) => agency.name },
  { heading: 'Came', numeric: true, cell: (line) => `${came(line)} of ${all}` },
  ...attendanceStates.map((state) => ({
    heading: attendanceWords[state],
    numeric: true,
    cell: ({ counts }: Tally) => counts[state],
  })),
  { heading: 'Not in the record', numeric: true, cell: ({ notRecorded }) => notRecorded },
];
