/** The days on which a request reminds: chosen by their distance from the day that answers are due. */

import type { Choice } from '../../forms/index.js';
import { addDays } from '../../ui/london.js';
import { isDay } from '../../ui/when.js';
import { day } from '../../ui/words.js';

const distances = [
  { days: -14, label: '2 weeks before' },
  { days: -7, label: '1 week before' },
  { days: -2, label: '2 days before' },
  { days: 0, label: 'On the day itself' },
  { days: 3, label: '3 days after' },
  { days: 7, label: '1 week after' },
];

/** What can be chosen: the days to come, and those that a request has already. */
export function reminderChoices(dueOn: string, today: string, had: readonly string[]): Choice[] {
  if (!isDay(dueOn)) return [];
  const near = distances
    .map(({ days, label }) => ({ on: addDays(dueOn, days), label }))
    .filter(({ on }) => on > today || had.includes(on));
  const others = had.filter((on) => !near.some((each) => each.on === on));
  return [
    ...near.map(({ on, label }) => ({ value: on, label: `${label}: ${day(on)}` })),
    ...others.map((on) => ({ value: on, label: day(on) })),
  ].sort((one, other) => one.value.localeCompare(other.value));
}

/** The same choices for another day that answers are due: the distances stay. */
export function moved(chosen: readonly string[], from: string, to: string): string[] {
  if (!isDay(from) || !isDay(to)) return [...chosen];
  const days = (Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000;
  return chosen.map((on) => addDays(on, Math.round(days)));
}

/** All days that were chosen, each once, in order. */
export function chosenDays(remindOn: readonly string[], another: string, today: string): string[] {
  const all = isDay(another) ? [...remindOn, another] : remindOn;
  return [...new Set(all)].filter((on) => on > today).sort();
}
