/** All dates of an event, the earliest first. */
import { useClient } from 'urql';
import { useEvery } from '../../graphql/every.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { isToCome } from '../../ui/when.js';

const DateFields = graphql(`
  fragment EventDatesLine on EventOccurrence @_unmask {
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
    hostAgencies { name }
  }
`);

const DatesQuery = graphql(
  `
    query Event_Dates($id: ID!, $after: String) {
      node(id: $id) {
        ... on Event {
          id
          occurrences(first: 100, after: $after) {
            pageInfo { hasNextPage endCursor }
            nodes { ...EventDatesLine }
          }
        }
      }
    }
  `,
  [DateFields],
);

export type EventDate = ResultOf<typeof DateFields>;

/** As `useQuery`; `round` asks anew when it changes. */
export function useEventDates(event: string, round: number) {
  const client = useClient();
  return useEvery<EventDate>(`${event} ${round}`, async (after) => {
    const { data, error } = await client
      .query(DatesQuery, { id: event, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (error) return { error };
    const node = data?.node;
    return { page: node && 'occurrences' in node ? node.occurrences : null };
  });
}

/** What is to come, the next first, and what has been, the latest first. */
export function split(dates: readonly EventDate[], today?: string) {
  const shown = dates.filter(({ isArchived }) => !isArchived);
  const toCome = shown.filter((each) => each.status !== 'HELD' && isToCome(each, today));
  return { toCome, past: shown.filter((each) => !toCome.includes(each)).reverse() };
}
