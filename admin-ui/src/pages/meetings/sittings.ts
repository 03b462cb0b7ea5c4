/** All sittings of a meeting, read page by page: what is to come stands between the past and the undated. */
import { useClient } from 'urql';
import { useEvery } from '../../graphql/every.js';
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

/** As `useQuery`, for the whole list, the earliest first; `round` asks anew when it changes. */
export function useSittings(meeting: string, round: number) {
  const client = useClient();
  return useEvery<Sitting>(`${meeting} ${round}`, async (after) => {
    const { data, error } = await client
      .query(SittingsQuery, { id: meeting, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (error) return { error };
    const node = data?.node;
    return { page: node && 'occurrences' in node ? node.occurrences : null };
  });
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

/**
 * Whether the day comes first: a sitting that was held was held on a day. What is recorded
 * already, such as one of a plan that was brought in, stands without.
 */
export function needsDay({ startsOn, status }: Pick<Sitting, 'startsOn' | 'status'>): boolean {
  return startsOn === null && status !== 'HELD';
}
