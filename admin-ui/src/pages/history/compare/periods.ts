/** The periods that boards report on, and the moments between which a plan is compared. */

import { addDays, endOfDay, exactMoment } from '../../../ui/london.js';
import { isDay } from '../../../ui/when.js';
import { day, londonDay, moment } from '../../../ui/words.js';

export type Period = { label: string; from: string; to: string };

const names = ['January to March', 'April to June', 'July to September', 'October to December'];

const pad = (month: number) => String(month).padStart(2, '0');

/**
 * The current quarter, the four before it, and the financial year, the newest
 * first; none that had ended before the history began. `from` is the day before the period,
 * because a day is taken at its end.
 */
export function periodsUntil(today: string, begins = ''): Period[] {
  const year = Number(today.slice(0, 4));
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const quarters = [0, 1, 2, 3, 4].map((back) => {
    const of = (((quarter - back) % 4) + 4) % 4;
    const inYear = year - (back > quarter ? Math.ceil((back - quarter) / 4) : 0);
    const begins = `${inYear}-${pad(of * 3 + 1)}-01`;
    const next = of === 3 ? `${inYear + 1}-01-01` : `${inYear}-${pad(of * 3 + 4)}-01`;
    const ends = addDays(next, -1);
    return {
      label: `${names[of]} ${inYear}${back === 0 ? ' so far' : ''}`,
      from: addDays(begins, -1),
      to: ends < today ? ends : today,
    };
  });
  const april = Number(today.slice(5, 7)) >= 4 ? year : year - 1;
  const all = [
    ...quarters,
    {
      label: `This financial year, since 1 April ${april}`,
      from: `${april}-03-31`,
      to: today,
    },
  ];
  return all.filter(({ to }) => to >= begins);
}

/** One end of a comparison. */
export type Point = {
  /** In UTC, as the register takes it. */
  moment: string;
  /** Its day in London. */
  day: string;
  /** "the end of 30 June 2026", or "30 June 2026 at 14:05". */
  words: string;
};

/** What an address says of one end: a day, taken at its end, or a moment; null when it is neither. */
export function pointOf(text: string, now: Date = new Date()): Point | null {
  if (isDay(text)) {
    return { moment: endOfDay(text, now), day: text, words: `the end of ${day(text)}` };
  }
  const exact = exactMoment(text);
  if (!exact) return null;
  return { moment: exact, day: londonDay(new Date(exact)), words: moment(exact) };
}
