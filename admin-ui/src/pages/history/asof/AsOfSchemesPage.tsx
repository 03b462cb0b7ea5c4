import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/tada.js';
import { pageVariables } from '../../../ui/Pagination.js';
import { RatingWithDate } from '../../../ui/RatingWithDate.js';
import { ProjectStatusTag } from '../../../ui/Status.js';
import { useAsOf } from './AsOfLayout.js';
import { AsOfList, names } from './AsOfListPage.js';

const SchemesQuery = graphql(`
  query AsOfSchemesPage_Schemes(
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
      list: projects(
        filter: { text: $text }
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes {
          id
          name
          status
          leadAgency { id name }
          partnerAgencies { id name }
          latestProgress { id rating on }
        }
      }
    }
  }
`);

/** Projects and schemes as they stood. */
export default function AsOfSchemesPage() {
  const { slug, moment } = useAsOf();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: SchemesQuery,
    variables: { slug, moment, text: search.get('q'), ...pageVariables(search) },
  });
  return (
    <AsOfList
      title="Projects and schemes"
      query={query}
      retry={ask}
      columns={[
        { heading: 'Status', cell: ({ status }) => <ProjectStatusTag status={status} /> },
        { heading: 'Lead agency', cell: ({ leadAgency }) => names(leadAgency ? [leadAgency] : []) },
        { heading: 'Partner agencies', cell: ({ partnerAgencies }) => names(partnerAgencies) },
        {
          heading: 'Latest progress',
          cell: ({ latestProgress }) => <RatingWithDate progress={latestProgress} />,
        },
      ]}
    />
  );
}
