/** What a new edition makes of the one that it follows: pure comparison of the two. */
import { shifted } from '../../ui/order.js';

export type Area = { id: string; title: string; carriedFrom: { id: string } | null };
export type PriorityOf = {
  id: string;
  position: number;
  title: string | null;
  carriedFrom: { id: string } | null;
  focusAreas: readonly Area[];
};

/** What became of something: carried alone means that it reads and stands as before. */
export type Fate = 'carried' | 'reworded' | 'moved' | 'new' | 'dropped';

export type Row<T> = { before: T | null; after: T | null; fates: Fate[] };
export type PriorityRow = Row<PriorityOf> & { areas: AreaRow[] };
export type AreaRow = Row<Area> & {
  /** The priority under which it stood, when it came from another one. */
  cameFrom: PriorityOf | null;
};

/**
 * Each priority of the new edition in its order, then those that were dropped;
 * below each its focus areas, likewise.
 */
export function compareEditions(
  before: readonly PriorityOf[],
  after: readonly PriorityOf[],
): PriorityRow[] {
  const old = new Map(before.map((priority) => [priority.id, priority]));
  const origin = (priority: PriorityOf) => old.get(priority.carriedFrom?.id ?? '') ?? null;
  const places = movedAmong(before, after);
  const kept = new Set(after.map((priority) => origin(priority)?.id));
  const areas = new AreaHistory(before, after);
  return [
    ...after.map((priority) => {
      const from = origin(priority);
      return {
        before: from,
        after: priority,
        fates: fatesOf(from, priority, places),
        areas: areas.rows(from, priority),
      };
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((priority) => ({
        before: priority,
        after: null,
        fates: ['dropped' as const],
        areas: areas.rows(priority, null),
      })),
  ];
}

/** Where each focus area of two editions stood and stands. */
class AreaHistory {
  private readonly home = new Map<string, PriorityOf>();
  private readonly old = new Map<string, Area>();
  private readonly kept: Set<string>;

  constructor(before: readonly PriorityOf[], after: readonly PriorityOf[]) {
    for (const priority of before) {
      for (const area of priority.focusAreas) {
        this.home.set(area.id, priority);
        this.old.set(area.id, area);
      }
    }
    this.kept = new Set(
      after.flatMap(({ focusAreas }) => focusAreas.map((area) => area.carriedFrom?.id ?? '')),
    );
  }

  /** The focus areas of one priority, and those of its old self that are nowhere any more. */
  rows(from: PriorityOf | null, now: PriorityOf | null): AreaRow[] {
    const here = now?.focusAreas ?? [];
    const places = movedAmong(from?.focusAreas ?? [], here);
    const rows = here.map((area) => {
      const origin = this.old.get(area.carriedFrom?.id ?? '') ?? null;
      const home = origin ? (this.home.get(origin.id) ?? null) : null;
      const cameFrom = home && home.id !== from?.id ? home : null;
      const fates = fatesOf(origin, area, cameFrom ? new Set([area.id]) : places);
      return { before: origin, after: area, cameFrom, fates };
    });
    const dropped = (from?.focusAreas ?? []).filter(({ id }) => !this.kept.has(id));
    return [
      ...rows,
      ...dropped.map((area) => ({
        before: area,
        after: null,
        cameFrom: null,
        fates: ['dropped' as const],
      })),
    ];
  }
}

type Carried = { id: string; title: string | null; carriedFrom: { id: string } | null };

/** The ids, of the new edition, of what stands in another order than before. */
function movedAmong(before: readonly { id: string }[], after: readonly Carried[]): Set<string> {
  const now = new Map(after.map(({ id, carriedFrom }) => [carriedFrom?.id ?? '', id]));
  const moved = shifted(
    before.map(({ id }) => id),
    after.map(({ carriedFrom }) => carriedFrom?.id ?? ''),
  );
  return new Set([...moved].map((id) => now.get(id) ?? ''));
}

function fatesOf(
  before: { title: string | null } | null,
  after: Carried,
  moved: Set<string>,
): Fate[] {
  if (!before) return ['new'];
  const fates: Fate[] = [
    ...(before.title === after.title ? [] : (['reworded'] as const)),
    ...(moved.has(after.id) ? (['moved'] as const) : []),
  ];
  return fates.length > 0 ? fates : ['carried'];
}

/** How many priorities and focus areas together met each fate. */
export function tally(rows: readonly { fates: Fate[] }[]): Record<Fate, number> {
  const counts = { carried: 0, reworded: 0, moved: 0, new: 0, dropped: 0 };
  for (const { fates } of rows) for (const fate of fates) counts[fate] += 1;
  return counts;
}
