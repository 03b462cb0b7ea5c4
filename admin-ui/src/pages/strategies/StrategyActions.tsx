import { Link } from 'react-router';
import { plan } from '../../paths.js';
import { ButtonGroup } from '../../ui/Button.js';
import type { StrategyRecord } from './fields.js';

/** What the person may do with the edition, the likeliest first. */
export function StrategyActions({ strategy }: { strategy: StrategyRecord }) {
  const to = plan(strategy.partnership.slug);
  const secondary = 'govuk-button govuk-button--secondary';
  const { id, isArchived } = strategy;
  const canPublish = strategy.viewerCanPublish && !isArchived;
  const any =
    strategy.viewerCanUpdate ||
    canPublish ||
    strategy.viewerCanWithdraw ||
    strategy.viewerCanRollForward ||
    strategy.viewerCanArchive;
  if (!any) return null;
  return (
    <ButtonGroup>
      {canPublish ? (
        <Link className="govuk-button" to={to.publish(id)}>
          Publish
        </Link>
      ) : null}
      {strategy.viewerCanUpdate ? (
        <Link className={secondary} to={to.strategies.edit(id)}>
          Edit<span className="govuk-visually-hidden"> {strategy.title}</span>
        </Link>
      ) : null}
      {strategy.viewerCanRollForward ? (
        <Link className={secondary} to={to.rollForward(id)}>
          Roll forward
        </Link>
      ) : null}
      {strategy.viewerCanWithdraw ? (
        <Link className={secondary} to={to.withdraw(id)}>
          Withdraw
        </Link>
      ) : null}
    </ButtonGroup>
  );
}
