/** All sittings of a meeting, read page by page: what is to come stands between the past and the undated. */
import { useCallback, useEffect, useState } from 'react';
import { type Client, type CombinedError, type OperationResult, useClient } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { isToCome } from '../../ui/when.js';
import { londonDay } from '../../ui/words.js';

const SittingFields = graphql(`
  fragment SittingsLine on MeetingOccurrence @_unmask {
    id
    name
    startsOn
    endsOn
    startTime
    endTime
    dateNote
    venue
    status
    visibility
    isArchived
    viewerCanRecord
    attendance { state agency { id name } }
  }
`);

const SittingsQuery = graphql(
  `
    query Meeting_Sittings($id: ID!, $after: String) {
      node(id: $id) {
        ... on Meeting {
          id
          occurrences(first: 75, after: $after) {
            pageInfo { hasNextPage endCursor }
            nodes { ...SittingsLine }
          }
        }
      }
    }
  `,
  [SittingFields],
);

export type Sitting = ResultOf<typeof SittingFields>;

type Answer = {
  data: Sitting[] | undefined;
  error: CombinedError | undefined;
  fetching: boolean;
};

/** As `useQuery`, for the whole list, the earliest first; `round` asks anew when it changes. */
export function useSittings(meeting: string, round: number): [Answer, () => void] {
  const client = useClient();
  const [again, setAgain] = useState(0);
  const [answer, setAnswer] = useState<Answer>({
    data: undefined,
    error: undefined,
    fetching: true,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: both counters only ask again
  useEffect(() => {
    let left = false;
    allOf(client, meeting).then((found) => {
      if (left) return;
      if (Array.isArray(found)) setAnswer({ data: found, error: undefined, fetching: false });
      else setAnswer((old) => ({ ...old, error: found, fetching: false }));
    });
    return () => {
      left = true;
    };
  }, [client, meeting, round, again]);
  const retry = useCallback(() => setAgain((old) => old + 1), []);
  return [answer, retry];
}

/** Page after page, or what went wrong. */
async function allOf(client: Client, meeting: string): Promise<Sitting[] | CombinedError> {
  const found: Sitting[] = [];
  let after: string | null = null;
  do {
    const answer: OperationResult<ResultOf<typeof SittingsQuery>> = await client
      .query(SittingsQuery, { id: meeting, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (answer.error) return answer.error;
    const node = answer.data?.node;
    if (!node || !('occurrences' in node)) break;
    found.push(...node.occurrences.nodes);
    const { hasNextPage, endCursor } = node.occurrences.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after);
  return found;
}

/** What is to come, the next first, and what has been, the latest first. */
export function split(sittings: readonly Sitting[], today?: string) {
  const shown = sittings.filter(({ isArchived }) => !isArchived);
  const toCome = shown.filter((each) => each.status !== 'HELD' && isToCome(each, today));
  const past = shown.filter((each) => !toCome.includes(each)).reverse();
  return { toCome, past };
}

/** A sitting is recorded from its day on: what has not been held has nothing to record. */
export function mayBeRecorded({ startsOn }: { startsOn: string | null }): boolean {
  return startsOn === null || startsOn <= londonDay();
}
