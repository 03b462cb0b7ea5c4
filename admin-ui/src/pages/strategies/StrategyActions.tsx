import { Link } from 'react-router';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { ButtonGroup } from '../../ui/Button.js';
import type { StrategyRecord } from './fields.js';

const ArchiveStrategy = graphql(
  `
    mutation StrategyPage_Archive($input: ArchiveInput!) {
      archiveStrategy(input: $input) {
        strategy { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const UnarchiveStrategy = graphql(
  `
    mutation StrategyPage_Unarchive($input: ArchiveInput!) {
      unarchiveStrategy(input: $input) {
        strategy { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** What the person may do with the edition, the likeliest first. */
export function StrategyActions({ strategy }: { strategy: StrategyRecord }) {
  const to = plan(strategy.partnership.slug);
  const archive = useSave(ArchiveStrategy, 'archiveStrategy');
  const unarchive = useSave(UnarchiveStrategy, 'unarchiveStrategy');
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
      {strategy.viewerCanArchive ? (
        <ArchiveButton
          what="strategy"
          record={strategy}
          name={strategy.title}
          archive={archive}
          unarchive={unarchive}
          listTo={to.strategies.list}
        />
      ) : null}
    </ButtonGroup>
  );
}
