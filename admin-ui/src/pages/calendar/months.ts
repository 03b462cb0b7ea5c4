/** Months as `2027-03`, and the weeks that a calendar shows of one. Plain days: clocks play no part. */

const at = (day: string) => new Date(`${day}T12:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

/** The day so many days on, or before. */
export function plusDays(day: string, days: number): string {
  return iso(new Date(at(day).getTime() + days * 86_400_000));
}

export function isMonth(text: string | null): text is string {
  return text !== null && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/** The month so many months on, or before. */
export function plusMonths(month: string, months: number): string {
  const first = at(`${month}-01`);
  return iso(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1, 12))).slice(
    0,
    7,
  );
}

/** The weeks that touch the month, each from Monday to Sunday. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const last = plusDays(`${plusMonths(month, 1)}-01`, -1);
  const weeks: string[][] = [];
  for (let monday = mondayOf(first); monday <= last; monday = plusDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => plusDays(monday, index)));
  }
  return weeks;
}

function mondayOf(day: string): string {
  return plusDays(day, -((at(day).getUTCDay() + 6) % 7));
}

const monthFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  month: 'long',
  year: 'numeric',
});

/** `2027-03` as "March 2027". */
export function monthWords(month: string): string {
  return monthFormat.format(at(`${month}-01`));
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
