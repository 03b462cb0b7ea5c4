/** Lists of ids in an order that a person gives them. */

/** The list with one item moved from one place to another. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** What is there now, in the order given; what the order does not know comes last. */
export function placed(order: readonly string[], present: readonly string[]): string[] {
  const known = new Set(order);
  const there = new Set(present);
  return [...order.filter((id) => there.has(id)), ...present.filter((id) => !known.has(id))];
}

/**
 * Those that were moved between two orders of the same items: the fewest that have
 * to be taken out and put elsewhere to make the one order of the other.
 */
export function shifted(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((id, index) => [id, index]));
  const common = after.filter((id) => place.has(id));
  // The longest run of items, not next to each other, whose order has stayed.
  const best: string[][] = [];
  for (const [index, id] of common.entries()) {
    let longest: string[] = [];
    for (let earlier = 0; earlier < index; earlier += 1) {
      const run = best[earlier] ?? [];
      const end = run.at(-1) ?? '';
      if ((place.get(end) ?? 0) < (place.get(id) ?? 0) && run.length > longest.length)
        longest = run;
    }
    best.push([...longest, id]);
  }
  const stayed = new Set(
    best.reduce((one, other) => (other.length > one.length ? other : one), []),
  );
  return new Set(common.filter((id) => !stayed.has(id)));
}

/** The place that something dragged to this height would take: above as many as lie above it. */
export function dropPlace(middles: readonly number[], height: number, from: number): number {
  const above = middles.filter((middle, index) => index !== from && middle < height).length;
  return above;
}
