import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/tada.js';
import { pageVariables } from '../../../ui/Pagination.js';
import { words } from '../../../ui/words.js';
import { useAsOf } from './AsOfLayout.js';
import { AsOfList, names } from './AsOfListPage.js';

const MeetingsQuery = graphql(`
  query AsOfMeetingsPage_Meetings(
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
      list: meetings(
        filter: { text: $text }
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { id name kind isBoard cadence ownerAgency { id name } chairAgencies { id name } }
      }
    }
  }
`);

/** Meetings as they stood. */
export default function AsOfMeetingsPage() {
  const { slug, moment } = useAsOf();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: MeetingsQuery,
    variables: { slug, moment, text: search.get('q'), ...pageVariables(search) },
  });
  return (
    <AsOfList
      title="Meetings"
      query={query}
      retry={ask}
      columns={[
        {
          heading: 'Kind',
          cell: ({ kind, isBoard }) => words(kind) + (isBoard ? ' (the board)' : ''),
        },
        { heading: 'How often', cell: ({ cadence }) => cadence },
        {
          heading: 'Belongs to',
          cell: ({ ownerAgency }) => names(ownerAgency ? [ownerAgency] : []),
        },
        { heading: 'Chaired by', cell: ({ chairAgencies }) => names(chairAgencies) },
      ]}
    />
  );
}
