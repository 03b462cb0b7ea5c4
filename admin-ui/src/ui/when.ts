/** When a sitting or an event takes place, in words and for sorting. Times are those of London's clocks. */
import { day, londonDay } from './words.js';

/** The date fields of a sitting or of an occurrence of an event. */
export type When = {
  startsOn: string | null;
  endsOn: string | null;
  startTime: string | null;
  endTime: string | null;
  dateNote: string | null;
};

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });

/** `2027-01-12` as "Tuesday 12 January 2027". */
export function longDay(date: string): string {
  return `${weekday.format(new Date(`${date}T12:00:00Z`))} ${day(date)}`;
}

/** "Tuesday 12 January 2027, 10:00 to 12:00", "10 June 2027 to 14 June 2027", the note, or "Date not known". */
export function whenWords({ startsOn, endsOn, startTime, endTime, dateNote }: When): string {
  if (!startsOn) return dateNote || 'Date not known';
  const windowOfDays = endsOn !== null && endsOn !== startsOn;
  if (!windowOfDays) {
    const times = startTime ? `, ${startTime}${endTime ? ` to ${endTime}` : ''}` : '';
    return longDay(startsOn) + times;
  }
  const from = startTime ? `${day(startsOn)}, ${startTime}` : day(startsOn);
  const to = endTime ? `${day(endsOn)}, ${endTime}` : day(endsOn);
  return `${from} to ${to}`;
}

/** The same after something else: "Sitting, date not known". */
export function whenWordsAfter(when: When): string {
  return when.startsOn || when.dateNote ? whenWords(when) : 'date not known';
}

/** Whether it is still to come, or under way, on this day; what has no date is. */
export function isToCome(
  { startsOn, endsOn }: Pick<When, 'startsOn' | 'endsOn'>,
  today: string = londonDay(),
): boolean {
  return (endsOn ?? startsOn ?? '9999-12-31') >= today;
}

/** A time as people type it ("10", "2.30pm", "14:30") as `14:30`; null when it is none. */
export function timeOf(text: string): string | null {
  const [, hours, minutes = '00', half] =
    /^(\d{1,2})(?:[:.]?(\d\d))?\s*(am|pm)?$/i.exec(text.trim()) ?? [];
  if (hours === undefined) return null;
  let hour = Number(hours);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** Whether a text is a day of the calendar, `2026-11-23`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/**
 * A day with its year as people type it ("27/3/2027", "27 3 27", "27 March 2027",
 * "2027-03-27") as `2027-03-27`; null when it is none.
 */
export function fullDayOf(text: string): string | null {
  const typed = text.trim();
  if (isDay(typed)) return typed;
  const [, date = '', named = '', year = ''] =
    /^(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,})[\s/.-]+(\d{4}|\d\d)$/i.exec(typed) ?? [];
  const month = /^\d/.test(named)
    ? Number(named)
    : MONTHS.findIndex((name) => name.startsWith(named.toLowerCase())) + 1;
  const full = year.length === 2 ? `20${year}` : year;
  const found = `${full}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(found) ? found : null;
}

/** The same, where a day without a year ("27/3", "27 mar") is the next such day. */
export function dayOf(text: string, today: string = londonDay()): string | null {
  const typed = text.trim();
  if (!/^\d{1,2}[\s/.-]+(\d{1,2}|[a-z]{3,}\.?)$/i.test(typed)) return fullDayOf(typed);
  const year = Number(today.slice(0, 4));
  const [now, later] = [fullDayOf(`${typed} ${year}`), fullDayOf(`${typed} ${year + 1}`)];
  return now && now >= today ? now : later;
}
