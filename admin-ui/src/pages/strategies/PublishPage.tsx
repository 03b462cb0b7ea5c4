import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { count, londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { nameOfPriority } from './names.js';
import { consequences } from './publishing.js';
import { type StateChanged, StateChangeFields, StateChangePage } from './StateChange.js';

const StrategyQuery = graphql(
  `
    query PublishPage_Strategy($id: ID!) {
      node(id: $id) { ... on Strategy { ...StateChange } }
    }
  `,
  [StateChangeFields],
);

const Publish = graphql(
  `
    mutation PublishPage_Publish($input: PublishStrategyInput!) {
      publishStrategy(input: $input) {
        strategy { ...StateChange }
        errors { ...UserError }
      }
    }
  `,
  [StateChangeFields, UserErrorFields],
);

/** Before an edition becomes public: what residents will see, and what it still lacks. */
export default function PublishPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node }) => {
        if (!node || !('title' in node)) return <NotFoundPage />;
        return node.viewerCanPublish && !node.isArchived ? (
          <Publisher strategy={node} />
        ) : (
          <Refused strategy={node} />
        );
      }}
    </Loaded>
  );
}

function Refused({
  strategy: { id, title, state, isArchived, partnership },
}: {
  strategy: StateChanged;
}) {
  return (
    <NotAllowed
      title={`You cannot publish ${title}`}
      to={plan(partnership.slug).strategies.one(id)}
      look="Look at the strategy"
    >
      {isArchived
        ? 'This strategy is archived.'
        : state === 'PUBLISHED'
          ? 'This strategy is published already.'
          : 'The coordinator of the partnership publishes its strategies.'}
    </NotAllowed>
  );
}

function Publisher({ strategy }: { strategy: StateChanged }) {
  const save = useSave(Publish, 'publishStrategy');
  const { kind, strategy: current } = strategy.partnership;
  const lines = consequences(strategy, current, kind, londonDay());
  return (
    <StateChangePage
      strategy={strategy}
      title="Publish this strategy"
      submitLabel="Publish"
      done={`${strategy.title} is published`}
      save={save}
    >
      <h2 className="govuk-heading-m">What will happen</h2>
      <ul className="govuk-list govuk-list--bullet">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>Editions published before stay readable, word for word.</li>
        <li>
          Each later change to it asks for a reason. To take it back, withdraw it: it cannot be made
          a draft again.
        </li>
      </ul>
      <Lacks strategy={strategy} />
    </StateChangePage>
  );
}

/** What a reader would miss. None of it stands in the way. */
function Lacks({ strategy }: { strategy: StateChanged }) {
  const to = plan(strategy.partnership.slug);
  const lacks = lacksOf(strategy);
  if (lacks.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">What it still lacks</h2>
      <p className="govuk-body">You can publish it all the same.</p>
      <ul className="govuk-list govuk-list--bullet">
        {lacks.map((lack) => (
          <li key={lack}>{lack}</li>
        ))}
      </ul>
      <p className="govuk-body">
        <Link className="govuk-link" to={to.recordApproval(strategy.id)}>
          Record an approval
        </Link>{' '}
        or{' '}
        <Link className="govuk-link" to={to.strategies.one(strategy.id)}>
          go back to its priorities
        </Link>
        .
      </p>
    </>
  );
}

function lacksOf({ approvals, priorities, startsOn, endsOn }: StateChanged): string[] {
  const named = (these: StateChanged['priorities']) => these.map(nameOfPriority).join('; ');
  const provisional = priorities.filter(({ titleStatus }) => titleStatus !== 'VERIFIED');
  const unled = priorities.filter(({ leadAgencies }) => leadAgencies.length === 0);
  const bare = priorities.filter(({ focusAreas }) => focusAreas.length === 0);
  return [
    ...(approvals.some(({ outcome }) => outcome === 'ADOPTED')
      ? []
      : ['No body is recorded as having adopted it.']),
    ...(startsOn || endsOn ? [] : ['It has no dates.']),
    ...(priorities.length > 0 ? [] : ['It has no priorities.']),
    ...(provisional.length > 0
      ? [
          `${count(provisional.length, 'priority has', 'priorities have')} a provisional title or none: ${named(provisional)}.`,
        ]
      : []),
    ...(unled.length > 0
      ? [
          `${count(unled.length, 'priority has', 'priorities have')} no lead agency: ${named(unled)}.`,
        ]
      : []),
    ...(bare.length > 0
      ? [`${count(bare.length, 'priority has', 'priorities have')} no focus area: ${named(bare)}.`]
      : []),
  ];
}
