/** Leads from a record's id to its page, whatever it is: for links that know only the id. */
import { Navigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';

const RecordQuery = graphql(`
  query RecordPage_Record($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Partnership { partnershipSlug: slug }
      ... on Strategy { partnership { id slug } }
      ... on Priority { partnership { id slug } }
      ... on FocusArea { partnership { id slug } }
      ... on Project { partnership { id slug } }
      ... on Meeting { partnership { id slug } }
      ... on MeetingOccurrence { partnership { id slug } }
      ... on Event { partnership { id slug } }
      ... on EventOccurrence { partnership { id slug } }
      ... on Action { partnership { id slug } }
      ... on Document { partnership { id slug } }
      ... on Membership { partnership { id slug } }
      ... on ProgressUpdate {
        partnership { id slug }
        subject {
          __typename
          ... on Project { id }
          ... on Priority { id }
          ... on FocusArea { id }
        }
      }
      ... on Succession { from { id } }
    }
  }
`);

type Node = NonNullable<ResultOf<typeof RecordQuery>['node']>;

export default function RecordPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: RecordQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the record">
      {({ node }) => {
        const to = node ? pageOf(node) : null;
        return to ? <Navigate to={to} replace /> : <NotFoundPage />;
      }}
    </Loaded>
  );
}

/** The page of a record; null for what has none of its own. */
function pageOf(node: Node): string | null {
  if (node.__typename === 'Partnership') return plan(node.partnershipSlug).home;
  if (node.__typename === 'Agency') return paths.agencies.one(node.id);
  if (node.__typename === 'Succession') return paths.agencies.one(node.from.id);
  const to = plan(node.partnership.slug);
  if (node.__typename === 'ProgressUpdate') return subjectPage(to, node.subject);
  switch (node.__typename) {
    case 'Strategy':
      return to.strategies.one(node.id);
    case 'Priority':
      return to.priorities.one(node.id);
    case 'FocusArea':
      return to.focusAreas.one(node.id);
    case 'Project':
      return to.schemes.one(node.id);
    case 'Meeting':
      return to.meetings.one(node.id);
    case 'MeetingOccurrence':
      return to.sitting(node.id);
    case 'Event':
      return to.events.one(node.id);
    case 'EventOccurrence':
      return to.eventDate(node.id);
    case 'Action':
      return to.actions.one(node.id);
    case 'Document':
      return to.documents.one(node.id);
    case 'Membership':
      return to.members.one(node.id);
    default:
      return null;
  }
}

type Subject = Extract<Node, { __typename: 'ProgressUpdate' }>['subject'];

/** Progress is read where what it speaks of is. */
function subjectPage(to: ReturnType<typeof plan>, subject: Subject): string {
  if (subject.__typename === 'Project') return to.schemes.one(subject.id);
  if (subject.__typename === 'Priority') return to.priorities.one(subject.id);
  return to.focusAreas.one(subject.id);
}
