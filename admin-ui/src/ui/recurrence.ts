/**
 * How often something takes place, in the words that people choose, and as the
 * RFC 5545 rule that the register keeps.
 */

/** How often, without the day. `OTHER` is a rule that these words cannot say. */
export type Every = keyof typeof everyWords | 'OTHER' | '';

/** A rule in parts: `nth` and `weekday` are empty when the first date says the day. */
export type Repeat = {
  every: Every;
  /** `1` to `4`, or `-1` for the last; only by the month. */
  nth: string;
  /** `MO` to `SU`. */
  weekday: string;
};

export const everyWords = {
  WEEK: 'Every week',
  FORTNIGHT: 'Every 2 weeks',
  MONTH: 'Every month',
  TWO_MONTHS: 'Every couple of months (every 2 months)',
  QUARTER: 'Quarterly (every 3 months)',
  HALF_YEAR: 'Every 6 months',
  YEAR: 'Every year',
} as const;

export const nthWords = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '-1': 'last',
} as const;

export const weekdayWords = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
} as const;

const frequencies = {
  WEEK: ['WEEKLY', 1],
  FORTNIGHT: ['WEEKLY', 2],
  MONTH: ['MONTHLY', 1],
  TWO_MONTHS: ['MONTHLY', 2],
  QUARTER: ['MONTHLY', 3],
  HALF_YEAR: ['MONTHLY', 6],
  YEAR: ['MONTHLY', 12],
} as const;

type Known = keyof typeof everyWords;

const isKnown = (every: Every): every is Known => every !== '' && every !== 'OTHER';

/** Whether the rule counts weeks, so that no "second" or "last" goes with it. */
export function isWeekly(every: Every): boolean {
  return every === 'WEEK' || every === 'FORTNIGHT';
}

/** The rule for these parts; empty when they say none. */
export function ruleOf({ every, nth, weekday }: Repeat): string {
  if (!isKnown(every)) return '';
  const [frequency, interval] = frequencies[every];
  const parts = [`FREQ=${frequency}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (weekday && (isWeekly(every) || nth)) {
    parts.push(`BYDAY=${isWeekly(every) ? '' : nth}${weekday}`);
  }
  return parts.join(';');
}

/** The parts of a rule; `OTHER` for one that these words cannot say. */
export function readRule(rule: string | null | undefined): Repeat {
  const none = { every: '', nth: '', weekday: '' } as const;
  if (!rule) return none;
  const other = { ...none, every: 'OTHER' } as const;
  const parts = new Map<string, string>();
  for (const part of rule
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')
    .filter(Boolean)) {
    const [name = '', value = ''] = part.split('=');
    parts.set(name, value);
  }
  const yearly = parts.get('FREQ') === 'YEARLY' && !parts.has('BYDAY');
  const frequency = yearly ? 'MONTHLY' : parts.get('FREQ');
  const interval = Number(parts.get('INTERVAL') ?? '1') * (yearly ? 12 : 1);
  const every = (Object.keys(frequencies) as Known[]).find(
    (each) => frequencies[each][0] === frequency && frequencies[each][1] === interval,
  );
  const known = ['FREQ', 'INTERVAL', 'BYDAY'];
  if (!every || [...parts.keys()].some((name) => !known.includes(name))) return other;
  const day = parts.get('BYDAY');
  if (!day) return { ...none, every };
  const [, nth = '', weekday = ''] = /^([+-]?\d?)(MO|TU|WE|TH|FR|SA|SU)$/.exec(day) ?? [];
  const place = nth.replace('+', '');
  const fits = isWeekly(every) ? place === '' : place in nthWords;
  return weekday && fits ? { every, nth: place, weekday } : other;
}

/** A rule as "Every month on the second Tuesday"; one that cannot be said, as it is kept. */
export function ruleInWords(rule: string | null | undefined): string {
  if (!rule) return '';
  const { every, nth, weekday } = readRule(rule);
  if (!isKnown(every)) return `By the rule ${rule}`;
  const words = everyWords[every];
  if (!weekday) return words;
  const name = weekdayWords[weekday as keyof typeof weekdayWords];
  return isWeekly(every)
    ? `${words} on ${name}`
    : `${words} on the ${nthWords[nth as keyof typeof nthWords]} ${name}`;
}

/** Which weekday of its month a day is: a fifth one counts as the last. */
export function placeInMonth(day: string): { nth: string; weekday: string } {
  const date = new Date(`${day}T12:00:00Z`);
  const weekday = Object.keys(weekdayWords)[(date.getUTCDay() + 6) % 7] ?? 'MO';
  const nth = Math.ceil(date.getUTCDate() / 7);
  return { nth: nth > 4 ? '-1' : String(nth), weekday };
}

const iso = (date: Date) => date.toISOString().slice(0, 10);
const plusDays = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);

/** The days of a rule from `first` to `last`, as the register will count them; null for a rule it alone can count. */
export function daysOf(rule: string, first: string, last: string, most = 201): string[] | null {
  const repeat = readRule(rule);
  if (!isKnown(repeat.every)) return null;
  const begin = new Date(`${first}T12:00:00Z`);
  const found: string[] = [];
  // As long as the register follows a rule: ten years.
  const horizon = [last, iso(plusMonths(begin, 120))].sort()[0] ?? last;
  for (let round = 0; found.length < most; round += 1) {
    const [earliest, day] = dayOfRound(repeat, begin, round);
    if (earliest > horizon) break;
    if (day && day >= first && day <= horizon) found.push(day);
  }
  return found;
}

/** Whether a rule gives nothing in some of its months, because they have no such day. */
export function leavesOut(rule: string, first: string): boolean {
  const { every, weekday } = readRule(rule);
  if (!isKnown(every) || isWeekly(every) || weekday) return false;
  const date = Number(first.slice(8));
  const [, interval] = frequencies[every];
  const begin = new Date(`${first}T12:00:00Z`);
  return Array.from({ length: 12 }, (_, round) => plusMonths(begin, interval * round)).some(
    (month) => plusDays(month, date - 1).getUTCMonth() !== month.getUTCMonth(),
  );
}

/** The earliest day that a round may give, and the day that it gives, if there is one. */
function dayOfRound({ every, nth, weekday }: Repeat, begin: Date, round: number) {
  const [, interval] = frequencies[every as Known];
  const place = Object.keys(weekdayWords).indexOf(weekday);
  if (isWeekly(every)) {
    const from = weekday ? plusDays(begin, -((begin.getUTCDay() + 6) % 7) + place) : begin;
    const day = iso(plusDays(from, 7 * interval * round));
    return [day, day] as const;
  }
  const month = plusMonths(begin, interval * round);
  const start = iso(month);
  if (weekday) return [start, iso(weekdayOf(month, nth, place))] as const;
  const same = plusDays(month, begin.getUTCDate() - 1);
  // A month that has no 31st is left out, as RFC 5545 has it.
  return [start, same.getUTCMonth() === month.getUTCMonth() ? iso(same) : null] as const;
}

/** The first day of the month so many months on. */
function plusMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1, 12));
}

function weekdayOf(month: Date, nth: string, place: number): Date {
  if (nth === '-1') {
    const end = plusDays(plusMonths(month, 1), -1);
    return plusDays(end, -((((end.getUTCDay() + 6) % 7) - place + 7) % 7));
  }
  const offset = (place - ((month.getUTCDay() + 6) % 7) + 7) % 7;
  return plusDays(month, offset + 7 * (Number(nth) - 1));
}
