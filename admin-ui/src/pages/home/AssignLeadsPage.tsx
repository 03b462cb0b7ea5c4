import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { count } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { AssignLeads, UnledFields } from './AssignLeads.js';

const UnledQuery = graphql(
  `
    query AssignLeadsPage_Schemes(
      $slug: String!
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      partnership(slug: $slug) {
        id
        name
        viewerCanAssignLeads
        agencies { id name }
        all: projects(first: 1) { totalCount }
        projects(
          filter: { hasLead: false, status: [PROPOSED, ACTIVE, PAUSED, NOT_STATED] }
          first: $first
          after: $after
          last: $last
          before: $before
        ) {
          totalCount
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          nodes { ...Unled }
        }
      }
    }
  `,
  [UnledFields],
);

/** All schemes that nobody leads, a page at a time. */
export default function AssignLeadsPage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: UnledQuery,
    variables: { slug, ...pageVariables(search) },
  });
  return (
    <Loaded query={query} retry={ask} what="the schemes">
      {({ partnership }) =>
        partnership ? (
          <Page title="Schemes without a lead" caption={partnership.name}>
            <p className="govuk-body">
              {count(partnership.projects.totalCount, 'scheme has', 'schemes have')} no lead agency.
            </p>
            <AssignLeads
              key={partnership.projects.pageInfo.startCursor}
              slug={slug}
              schemes={partnership.projects.nodes}
              total={partnership.projects.totalCount}
              agencies={partnership.agencies}
              may={partnership.viewerCanAssignLeads}
              onSaved={() => ask({ requestPolicy: 'network-only' })}
              hasSchemes={partnership.all.totalCount > 0}
              isWhole
            />
            <Pagination info={partnership.projects.pageInfo} label="Pages of schemes" />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
