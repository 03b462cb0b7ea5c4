/** Sittings, dates of events and due dates of actions as entries of one calendar. */
import { plan } from '../../paths.js';
import { longDay, whenWords } from '../../ui/when.js';

export type EntryKind = 'sitting' | 'event' | 'action';

export const kindWords: Record<EntryKind, string> = {
  sitting: 'Sitting',
  event: 'Event',
  action: 'Action due',
};

export type Entry = {
  key: string;
  kind: EntryKind;
  title: string;
  /** The first and the last day. */
  from: string;
  to: string;
  /** When it starts on the first day, `10:00`, or empty. */
  time: string;
  /** Days and times in words. */
  when: string;
  venue: string | null;
  /** A word when it is not simply planned: "Cancelled", "Overdue". */
  status: string;
  path: string;
};

type Occurrence = {
  id: string;
  name: string;
  startsOn: string | null;
  endsOn: string | null;
  startTime?: string | null;
  endTime?: string | null;
  venue: string | null;
  status: 'PLANNED' | 'HELD' | 'CANCELLED' | 'POSTPONED';
} & ({ meeting: { name: string } } | { event: { id: string; name: string } } | object);

type Event = {
  id: string;
  name: string;
  startsOn: string | null;
  endsOn: string | null;
  venue: string | null;
};

type Action = {
  id: string;
  text: string;
  dueOn: string | null;
  status: string;
  isOverdue: boolean;
};

export type Sources = {
  occurrences: readonly Occurrence[];
  /** Events with days of their own, which are not occurrences. */
  events: readonly Event[];
  actions: readonly Action[];
};

const statuses = { PLANNED: '', HELD: 'Held', CANCELLED: 'Cancelled', POSTPONED: 'Postponed' };

/** All entries in order of day and time. */
export function entriesOf(slug: string, { occurrences, events, actions }: Sources): Entry[] {
  const dated = occurrences.flatMap((each) => occurrenceEntry(slug, each));
  // An event whose date is in the calendar already is not shown a second time.
  const shown = new Set(
    occurrences.flatMap((each) => ('event' in each ? [`${each.event.id} ${each.startsOn}`] : [])),
  );
  const own = events
    .filter(({ id, startsOn }) => startsOn && !shown.has(`${id} ${startsOn}`))
    .flatMap((each) => eventEntry(slug, each));
  const due = actions.flatMap((each) => actionEntry(slug, each));
  return [...dated, ...own, ...due].sort(
    (one, other) =>
      one.from.localeCompare(other.from) ||
      one.time.localeCompare(other.time) ||
      one.title.localeCompare(other.title),
  );
}

function occurrenceEntry(slug: string, each: Occurrence): Entry[] {
  if (!each.startsOn) return [];
  const isEvent = 'event' in each;
  const to = plan(slug);
  const { startTime = null, endTime = null } = each;
  return [
    {
      key: each.id,
      kind: isEvent ? 'event' : 'sitting',
      title: each.name,
      from: each.startsOn,
      to: each.endsOn ?? each.startsOn,
      time: startTime ?? '',
      when: whenWords({ ...each, startTime, endTime, dateNote: null }),
      venue: each.venue,
      status: statuses[each.status],
      path: isEvent ? to.eventDate(each.id) : to.sitting(each.id),
    },
  ];
}

function eventEntry(slug: string, { id, name, startsOn, endsOn, venue }: Event): Entry[] {
  if (!startsOn) return [];
  const path = plan(slug).events.one(id);
  const times = { startTime: null, endTime: null, dateNote: null };
  const when = whenWords({ startsOn, endsOn, ...times });
  const days = { from: startsOn, to: endsOn ?? startsOn, time: '', when };
  return [{ key: id, kind: 'event', title: name, ...days, venue, status: '', path }];
}

function actionEntry(slug: string, { id, text, dueOn, status, isOverdue }: Action): Entry[] {
  if (!dueOn) return [];
  return [
    {
      key: id,
      kind: 'action',
      title: text,
      from: dueOn,
      to: dueOn,
      time: '',
      when: longDay(dueOn),
      venue: null,
      status: isOverdue ? 'Overdue' : status === 'OPEN' ? '' : 'Closed',
      path: plan(slug).actions.one(id),
    },
  ];
}

/** What stands on a day; what takes several days stands on each of them. */
export function onDay(entries: readonly Entry[], day: string): Entry[] {
  return entries.filter(({ from, to }) => from <= day && day <= to);
}

/** "Day 2 of 4" of what takes several days, else empty. */
export function dayOfWindow({ from, to }: Entry, day: string): string {
  if (from === to) return '';
  const days = (one: string, other: string) =>
    Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000) + 1;
  return `Day ${days(from, day)} of ${days(from, to)}`;
}
