/** How often each responsible authority came over a period: what the duty to take part is read from. */
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { attendanceColumns } from '../../ui/attendanceColumns.js';
import { Loaded } from '../../ui/Loaded.js';
import { Table } from '../../ui/Table.js';
import { count, londonDay } from '../../ui/words.js';

const AttendanceQuery = graphql(`
  query AttendanceOverTime_Attendance($slug: String!, $meeting: ID, $from: Date) {
    partnership(slug: $slug) {
      id
      checks {
        attendance(meeting: $meeting, from: $from) {
          examined
          basisStated
          agencies {
            agency { id name }
            sittings
            came
            present
            part
            substitute
            apologies
            absent
            notRecorded
          }
        }
      }
    }
  }
`);

type Attendance = NonNullable<
  ResultOf<typeof AttendanceQuery>['partnership']
>['checks']['attendance'];

const periods = [
  { value: '', label: 'The last 12 months', years: 1 },
  { value: '3', label: 'The last 3 years', years: 3 },
  { value: 'all', label: 'All that is recorded', years: 100 },
];

export function AttendanceOverTime({ slug, meeting }: { slug: string; meeting: string }) {
  const [search, setSearch] = useSearchParams();
  const id = useId();
  const period = periods.find(({ value }) => value === search.get('period')) ?? periods[0];
  const today = londonDay();
  // 29 February has no like in other years.
  const back = `${Number(today.slice(0, 4)) - (period?.years ?? 1)}${today.slice(4)}`;
  const from = back.replace(/-02-29$/, '-02-28');
  const [query, ask] = useQuery({ query: AttendanceQuery, variables: { slug, meeting, from } });
  const choose = (value: string) =>
    setSearch(value ? { period: value } : {}, { replace: true, preventScrollReset: true });
  return (
    <section className="register-section">
      <Loaded query={query} retry={ask} what="the attendance">
        {({ partnership }) => (
          <>
            <h2 className="govuk-heading-m">
              {partnership?.checks.attendance.basisStated
                ? 'Attendance of responsible authorities'
                : 'Attendance of members'}
            </h2>
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
            {partnership ? <Counted attendance={partnership.checks.attendance} /> : null}
            <p className="govuk-body">
              <Link className="govuk-link" to={plan(slug).check('attendance')}>
                Attendance at all meetings
              </Link>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}

function Counted({ attendance: { examined, basisStated, agencies } }: { attendance: Attendance }) {
  return (
    <>
      {basisStated ? null : (
        <p className="govuk-body">
          The list of members does not say which of them are responsible authorities, so all are
          counted.
        </p>
      )}
      <p className="govuk-body" role="status">
        {count(examined, 'sitting')} with recorded attendance
      </p>
      <Table
        caption="How often each agency came"
        captionHidden
        columns={attendanceColumns}
        rows={examined > 0 ? agencies : []}
        rowKey={({ agency }) => agency.id}
        empty={
          <p className="govuk-body">
            Nothing to count yet. Attendance is entered when a sitting is recorded.
          </p>
        }
      />
    </>
  );
}
