/** Hears of changes that others make while a page is open. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { onEnd, pipe, subscribe } from 'wonka';
import { liveConnection } from '../graphql/live.js';
import { graphql, type VariablesOf } from '../graphql/tada.js';
import { useSession } from '../session/Session.js';
import { type ChangeLine, ChangeLineFields } from './RecentChanges.js';

const Changes = graphql(
  `
    subscription LiveNotice_Changes($filter: ChangeFilter, $after: Int) {
      changes(filter: $filter, after: $after) { ...ChangeLine }
    }
  `,
  [ChangeLineFields],
);

export type ChangeFilter = NonNullable<VariablesOf<typeof Changes>['filter']>;

/** How long to wait before a subscription that ended by itself is begun again. */
const pause = 10_000;

/**
 * The changes after the one with the sequence `after` (without it: from now on)
 * that somebody else made, the latest first. What the page shows by now is left out.
 */
export function useLiveChanges(filter: ChangeFilter, after: number | undefined) {
  const client = useClient();
  const { viewer } = useSession();
  const [heard, setHeard] = useState<ChangeLine[]>([]);
  const [round, setRound] = useState(0);
  const lost = useSyncExternalStore(liveConnection.watch, liveConnection.isLost);
  const wanted = JSON.stringify(filter);

  // biome-ignore lint/correctness/useExhaustiveDependencies: who signs in again (viewer) listens anew, and so does whoever was cut off (round)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const variables = { filter: JSON.parse(wanted) as ChangeFilter, after: after ?? null };
    const { unsubscribe } = pipe(
      client.subscription(Changes, variables),
      onEnd(() => {
        if (!left) timer = setTimeout(() => setRound((old) => old + 1), pause);
      }),
      subscribe(({ data }) => {
        const change = data?.changes;
        if (!change) return;
        setHeard((old) =>
          old.some(({ id }) => id === change.id) ? old : [change, ...old].slice(0, 50),
        );
      }),
    );
    return () => {
      left = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [client, viewer, wanted, after, round]);

  // A list with another filter has other news.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new filter empties it
  useEffect(() => setHeard([]), [wanted]);

  const me = viewer?.user?.id;
  const news = heard.filter(
    ({ sequence, actor }) => actor.id !== me && (after === undefined || sequence > after),
  );
  return { news, lost, forget: () => setHeard([]) };
}
