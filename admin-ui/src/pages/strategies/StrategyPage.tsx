import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RecentChanges } from '../../ui/RecentChanges.js';
import { StrategyStateTag } from '../../ui/Status.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { day, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { Approvals } from './Approvals.js';
import { StrategyPageFields, type StrategyRecord } from './fields.js';
import { Priorities } from './Priorities.js';
import { StrategyActions } from './StrategyActions.js';
import { StrategyDocuments } from './StrategyDocuments.js';

const StrategyQuery = graphql(
  `
    query StrategyPage_Strategy($id: ID!, $slug: String!) {
      node(id: $id) { ... on Strategy { ...StrategyPage } }
      partnership(slug: $slug) { id strategy { id title } }
    }
  `,
  [StrategyPageFields],
);

/** One edition of a plan: what it says, who approved it, its priorities in order. */
export default function StrategyPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node, partnership }) =>
        node && 'title' in node && node.partnership.slug === slug ? (
          <>
            <Edition
              strategy={node}
              isCurrent={partnership?.strategy?.id === node.id}
              current={partnership?.strategy ?? null}
            />
            <LiveNotice
              filter={{ entity: node.id }}
              after={node.changes.nodes[0]?.sequence}
              what="this strategy"
              onShow={() => ask({ requestPolicy: 'network-only' })}
            />
          </>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = {
  strategy: StrategyRecord;
  isCurrent: boolean;
  current: { id: string; title: string } | null;
};

function Edition({ strategy, isCurrent, current }: Props) {
  const to = plan(strategy.partnership.slug);
  return (
    <Page title={strategy.title} caption={`Strategy, ${strategy.partnership.name}`}>
      <StateNote strategy={strategy} isCurrent={isCurrent} current={current} />
      <StrategyActions strategy={strategy} />
      <SummaryList rows={rowsOf(strategy)} />
      <Priorities strategy={strategy} />
      <Approvals strategy={strategy} />
      <StrategyDocuments strategy={strategy} />
      <ul className="govuk-list">
        <li>
          <Link className="govuk-link" to={`${to.responsibilities}?strategy=${strategy.id}`}>
            Who is responsible for what in this edition
          </Link>
        </li>
        <li>
          <Link className="govuk-link" to={`${to.ratings}?strategy=${strategy.id}`}>
            Ratings over time
          </Link>
        </li>
      </ul>
      <RecentChanges changes={strategy.changes} historyTo={to.strategies.history(strategy.id)} />
    </Page>
  );
}

function rowsOf(strategy: StrategyRecord) {
  const to = plan(strategy.partnership.slug);
  const { supersedes } = strategy;
  const follows: ReactNode = supersedes ? (
    <>
      <Link className="govuk-link" to={to.strategies.one(supersedes.id)}>
        {supersedes.title}
      </Link>
      <br />
      <Link className="govuk-link" to={to.newInEdition(strategy.id)}>
        Compare the two editions
      </Link>
    </>
  ) : null;
  return [
    { term: 'State', value: <StrategyStateTag state={strategy.state} /> },
    { term: 'Kind', value: words(strategy.kind) },
    { term: 'Period', value: strategy.periodLabel },
    { term: 'Edition', value: strategy.editionLabel },
    { term: 'First day', value: day(strategy.startsOn) },
    { term: 'Last day', value: day(strategy.endsOn) },
    { term: 'Summary', value: strategy.summary ? <Paragraphs text={strategy.summary} /> : null },
    { term: 'Follows', value: follows ?? 'No earlier edition' },
  ];
}

/** What the state means for those who read it. */
function StateNote({ strategy, isCurrent, current }: Props) {
  return (
    <div className="govuk-inset-text">
      {strategy.isArchived ? 'This strategy is in the archive: it has left the lists. ' : ''}
      {stateWords(strategy, isCurrent)}
      {!isCurrent && current && strategy.state !== 'PUBLISHED' ? (
        <>
          {' '}
          Residents read{' '}
          <Link
            className="govuk-link"
            to={plan(strategy.partnership.slug).strategies.one(current.id)}
          >
            {current.title}
          </Link>
          .
        </>
      ) : null}
    </div>
  );
}

function stateWords({ state }: StrategyRecord, isCurrent: boolean): string {
  switch (state) {
    case 'DRAFT':
      return 'This is a draft. Only people of the partnership can see it until it is published.';
    case 'CONSULTATION':
      return 'This is out for consultation: everyone can read it, and it is not final.';
    case 'WITHDRAWN':
      return 'This strategy was withdrawn: it can still be read, and no longer stands.';
    default:
      return isCurrent
        ? 'This is published, and the plan that residents see now.'
        : 'This is published. It is not the plan that the public pages show now.';
  }
}
