import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { type StateChanged, StateChangeFields, StateChangePage } from './StateChange.js';

const StrategyQuery = graphql(
  `
    query WithdrawPage_Strategy($id: ID!) {
      node(id: $id) { ... on Strategy { ...StateChange } }
    }
  `,
  [StateChangeFields],
);

const Withdraw = graphql(
  `
    mutation WithdrawPage_Withdraw($input: WithdrawStrategyInput!) {
      withdrawStrategy(input: $input) {
        strategy { ...StateChange }
        errors { ...UserError }
      }
    }
  `,
  [StateChangeFields, UserErrorFields],
);

/** Before an edition is withdrawn: what readers will see then. */
export default function WithdrawPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node }) =>
        node && 'title' in node && node.viewerCanWithdraw ? (
          <Withdrawer strategy={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Withdrawer({ strategy }: { strategy: StateChanged }) {
  const save = useSave(Withdraw, 'withdrawStrategy');
  const isCurrent = strategy.partnership.strategy?.id === strategy.id;
  return (
    <StateChangePage
      strategy={strategy}
      title="Withdraw this strategy"
      submitLabel="Withdraw"
      done={`${strategy.title} is withdrawn`}
      save={save}
    >
      <h2 className="govuk-heading-m">What will happen</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Everyone can still read it, marked as withdrawn.</li>
        {isCurrent ? (
          <li>
            It is no longer the current plan from today. Residents see the edition before it, if one
            is published, or no plan.
          </li>
        ) : (
          <li>The current plan stays as it is.</li>
        )}
        <li>It can be published again later, with a reason.</li>
      </ul>
    </StateChangePage>
  );
}
