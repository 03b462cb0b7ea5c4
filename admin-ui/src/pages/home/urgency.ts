/** Which of an agency's schemes to look at first. */

/** What of a scheme tells how urgent it is. */
export type Urgent = {
  name: string;
  status: string;
  isStale: boolean;
  latestProgress: { rating: string; on: string } | null;
};

const rank: Record<string, number> = { RED: 1, AMBER: 2, GREEN: 4, NOT_RATED: 3 };

/** 0: no news for too long; then as it is rated; those that are over come last. */
function urgency({ status, isStale, latestProgress }: Urgent): number {
  if (isStale) return 0;
  if (status === 'COMPLETED' || status === 'CANCELLED') return 5;
  return rank[latestProgress?.rating ?? 'NOT_RATED'] ?? 3;
}

/** The most urgent first; among equals those that have been silent longest, then by name. */
export function mostUrgentFirst<S extends Urgent>(schemes: readonly S[]): S[] {
  const since = ({ latestProgress }: S) => latestProgress?.on ?? '';
  return [...schemes].sort(
    (one, other) =>
      urgency(one) - urgency(other) ||
      since(one).localeCompare(since(other)) ||
      one.name.localeCompare(other.name),
  );
}

/** The latest changes of several records as one list, the newest first, each once. */
export function latestOf<C extends { id: string; sequence: number }>(
  lists: readonly (readonly C[])[],
  most: number,
): C[] {
  const all = new Map(lists.flat().map((change) => [change.id, change]));
  return [...all.values()].sort((one, other) => other.sequence - one.sequence).slice(0, most);
}
