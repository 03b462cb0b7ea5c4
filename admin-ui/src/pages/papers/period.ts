/** The period of a report: which days, and what is wrong with them. */
import { badDates, type FormError } from '../../forms/index.js';

export type Days = { first: string; last: string };

/** The longest report, in years. */
const LONGEST = 5;

/** The last financial year that is over on a day: 1 April to 31 March. */
export function lastYear(today: string): Days {
  const year = Number(today.slice(0, 4)) - (today.slice(5) >= '04-01' ? 0 : 1);
  return { first: `${year - 1}-04-01`, last: `${year}-03-31` };
}

/** What is wrong with the days of a report. */
export function badDays({ first, last }: Days): FormError[] {
  if (!first) return [{ field: 'first', message: 'Enter the first day' }];
  if (!last) return [{ field: 'last', message: 'Enter the last day' }];
  const bad = badDates({ first, last }, [
    ['first', 'The first day'],
    ['last', 'The last day'],
  ]);
  if (bad.length > 0) return bad;
  if (last < first)
    return [{ field: 'last', message: 'The last day must not be before the first' }];
  const longest = `${Number(first.slice(0, 4)) + LONGEST}${first.slice(4)}`;
  if (last > longest) {
    return [{ field: 'last', message: `A report covers at most ${LONGEST} years` }];
  }
  return [];
}
