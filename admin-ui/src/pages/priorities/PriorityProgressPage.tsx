import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { nameOfPriority } from '../strategies/names.js';
import { ProgressForm } from './ProgressForm.js';
import { useReporters } from './useReporters.js';

const PriorityQuery = graphql(`
  query PriorityProgressPage_Priority($id: ID!, $slug: String!) {
    node(id: $id) {
      ... on Priority {
        id
        position
        title
        strategy { id title }
        latestProgress { id rating on }
        viewerCanPostProgress
      }
    }
    partnership(slug: $slug) { id agencies { id name } }
  }
`);

/** A dated rating of a priority, with a word on it. */
export default function PriorityProgressPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: PriorityQuery, variables: { id, slug } });
  const own = useReporters(query.data?.partnership?.id);
  return (
    <Loaded query={query} retry={ask} what="the priority">
      {({ node, partnership }) =>
        node && 'strategy' in node && node.viewerCanPostProgress ? (
          <ProgressForm
            subject={{ priority: node.id }}
            name={nameOfPriority(node)}
            caption={node.strategy.title}
            backTo={plan(slug).priorities.one(node.id)}
            latest={node.latestProgress}
            agencies={partnership?.agencies ?? []}
            own={own}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
