import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/tada.js';
import { pageVariables } from '../../../ui/Pagination.js';
import { day, words } from '../../../ui/words.js';
import { useAsOf } from './AsOfLayout.js';
import { AsOfList, names } from './AsOfListPage.js';

const EventsQuery = graphql(`
  query AsOfEventsPage_Events(
    $slug: String!
    $moment: DateTime!
    $text: String
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    partnership(slug: $slug, asOf: $moment) {
      id
      name
      list: events(
        filter: { text: $text }
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { id name kind startsOn endsOn venue hostAgencies { id name } }
      }
    }
  }
`);

/** Events as they stood. */
export default function AsOfEventsPage() {
  const { slug, moment } = useAsOf();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: EventsQuery,
    variables: { slug, moment, text: search.get('q'), ...pageVariables(search) },
  });
  return (
    <AsOfList
      title="Events"
      query={query}
      retry={ask}
      columns={[
        { heading: 'Kind', cell: ({ kind }) => words(kind) },
        {
          heading: 'When',
          cell: ({ startsOn, endsOn }) =>
            [startsOn, endsOn === startsOn ? null : endsOn].filter(Boolean).map(day).join(' to '),
        },
        { heading: 'Where', cell: ({ venue }) => venue },
        { heading: 'Hosts', cell: ({ hostAgencies }) => names(hostAgencies) },
      ]}
    />
  );
}
