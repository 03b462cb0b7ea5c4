import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { RecordFields, RecordForm } from './RecordForm.js';

const RecordQuery = graphql(
  `
    query RecordPage_Sitting($id: ID!, $slug: String!) {
      node(id: $id) { ... on MeetingOccurrence { ...SittingRecordForm } }
      partnership(slug: $slug) {
        id
        memberships { capacity agency { id name } }
      }
    }
  `,
  [RecordFields],
);

/** What became of a sitting: who came, what was decided, its papers and the actions agreed, in one save. */
export default function RecordPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: RecordQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the sitting">
      {({ node, partnership }) =>
        node && 'viewerCanRecord' in node && node.viewerCanRecord && !node.isArchived ? (
          <RecordForm
            key={node.id}
            slug={slug}
            sitting={node}
            members={(partnership?.memberships ?? []).map(({ capacity, agency }) => ({
              ...agency,
              capacity,
            }))}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
