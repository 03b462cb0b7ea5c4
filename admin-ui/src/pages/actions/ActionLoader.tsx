/** For the small pages that do one thing with an action: loads it, and refuses plainly. */
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import NotFoundPage from '../NotFoundPage.js';
import { type Action, ActionFields } from './action.js';

const OneQuery = graphql(
  `
    query ActionLoader_Action($id: ID!) {
      node(id: $id) { ... on Action { ...ActionPage } }
    }
  `,
  [ActionFields],
);

type Props = {
  /** Why this cannot be done with the action, or null. */
  refusal(action: Action): { title: string; why: string } | null;
  /** The name of the form's draft, if it keeps one. */
  draft?(action: Action): string;
  children(action: Action, back: string): ReactNode;
};

export function ActionLoader({ refusal, draft, children }: Props) {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: OneQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the action">
      {({ node }) => {
        if (!node || !('owners' in node)) return <NotFoundPage />;
        const back = plan(slug).actions.one(node.id);
        const refused = refusal(node);
        return refused ? (
          <NotAllowed
            title={refused.title}
            to={back}
            look="Look at the action"
            {...(draft ? { draft: draft(node) } : {})}
          >
            {refused.why}
          </NotAllowed>
        ) : (
          children(node, back)
        );
      }}
    </Loaded>
  );
}
