import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { nameOfPriority } from '../strategies/names.js';
import { ProgressForm } from './ProgressForm.js';
import { useReporters } from './useReporters.js';

const FocusAreaQuery = graphql(`
  query FocusAreaProgressPage_FocusArea($id: ID!, $slug: String!) {
    node(id: $id) {
      ... on FocusArea {
        id
        title
        priority { id position title }
        latestProgress { id rating on }
        viewerCanPostProgress
      }
    }
    partnership(slug: $slug) { id agencies { id name } }
  }
`);

/** A dated rating of a focus area, with a word on it. */
export default function FocusAreaProgressPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: FocusAreaQuery, variables: { id, slug } });
  const own = useReporters(query.data?.partnership?.id);
  return (
    <Loaded query={query} retry={ask} what="the focus area">
      {({ node, partnership }) =>
        node && 'priority' in node && node.viewerCanPostProgress ? (
          <ProgressForm
            subject={{ focusArea: node.id }}
            name={node.title}
            caption={`Focus area of ${nameOfPriority(node.priority)}`}
            backTo={plan(slug).focusAreas.one(node.id)}
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
