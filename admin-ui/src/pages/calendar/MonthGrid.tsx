/** A month as a table: a row for each week, a column for each weekday. */
import { Link } from 'react-router';
import { longDay } from '../../ui/when.js';
import { londonDay } from '../../ui/words.js';
import { dayOfWindow, type Entry, kindWords, onDay } from './entries.js';
import { monthWords, weekdays, weeksOf } from './months.js';

type Props = {
  month: string;
  entries: readonly Entry[];
  /** Where all of a day can be read, when a cell has no room. */
  listTo(day: string): { search: string };
};

/** So many fit into a cell. */
const room = 5;

export function MonthGrid({ month, entries, listTo }: Props) {
  const today = londonDay();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="register-month__frame" aria-label={monthWords(month)} tabIndex={0}>
      <table className="govuk-table register-month">
        <caption className="govuk-visually-hidden">{monthWords(month)}</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col" className="govuk-table__header">
                <span className="register-month__weekday">{weekday}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {weeksOf(month).map((week) => (
            <tr key={week[0]} className="govuk-table__row">
              {week.map((day) => (
                <td
                  key={day}
                  className={`govuk-table__cell register-month__day${day.startsWith(month) ? '' : ' register-month__day--other'}${day === today ? ' register-month__day--today' : ''}`}
                >
                  <p className="register-month__date">
                    <time dateTime={day}>
                      <span aria-hidden="true">{Number(day.slice(8))}</span>
                      <span className="govuk-visually-hidden">{longDay(day)}</span>
                    </time>
                    {day === today ? <strong> Today</strong> : null}
                  </p>
                  <Entries day={day} entries={onDay(entries, day)} moreTo={listTo(day)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Entries({
  day,
  entries,
  moreTo,
}: {
  day: string;
  entries: Entry[];
  moreTo: { search: string };
}) {
  if (entries.length === 0) return null;
  return (
    <ul className="register-month__entries">
      {entries.slice(0, room).map((entry) => (
        <li
          key={entry.key}
          className={`register-month__entry register-month__entry--${entry.kind}`}
        >
          <span className="register-month__note">
            {[kindWords[entry.kind], day === entry.from ? entry.time : '', dayOfWindow(entry, day)]
              .filter(Boolean)
              .join(', ')}
          </span>
          <Link className="govuk-link" to={entry.path}>
            {entry.title}
          </Link>
          {entry.status ? <strong className="register-month__note">{entry.status}</strong> : null}
        </li>
      ))}
      {entries.length > room ? (
        <li className="register-month__entry">
          <Link className="govuk-link" to={moreTo}>
            {entries.length - room} more
            <span className="govuk-visually-hidden"> on {longDay(day)}</span>
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
