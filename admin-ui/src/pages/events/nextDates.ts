/** The next planned date of each event, read from the partnership's calendar. */

export type NextDate = { id: string; startsOn: string | null };

type Entry = { id: string; startsOn: string | null; status: string } & (
  | { event: { id: string } }
  | object
);

/** By event id; the calendar is in order of time, so the first entry of an event is its next. */
export function nextDates(calendar: readonly Entry[]): Map<string, NextDate> {
  const next = new Map<string, NextDate>();
  for (const entry of calendar) {
    if (!('event' in entry) || entry.status !== 'PLANNED' || next.has(entry.event.id)) continue;
    next.set(entry.event.id, { id: entry.id, startsOn: entry.startsOn });
  }
  return next;
}
