/** What the page of an edition shows, and what its parts save. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { RecentChangesFields } from '../../ui/RecentChanges.js';

export const FocusAreaLineFields = graphql(`
  fragment FocusAreaLine on FocusArea @_unmask {
    id
    version
    title
    position
    viewerCanUpdate
    latestProgress { id rating on }
  }
`);

export const PriorityLineFields = graphql(
  `
    fragment PriorityLine on Priority @_unmask {
      id
      version
      position
      title
      titleStatus
      heading
      viewerCanUpdate
      viewerCanEditFocusAreas
      leadAgencies { id name }
      latestProgress { id rating on }
      projects { id }
      focusAreas { ...FocusAreaLine }
    }
  `,
  [FocusAreaLineFields],
);

export const StrategyPageFields = graphql(
  `
    fragment StrategyPage on Strategy @_unmask {
      id
      version
      title
      kind
      state
      periodLabel
      editionLabel
      startsOn
      endsOn
      summary
      isArchived
      supersedes { id title }
      partnership { id slug name }
      approvals { body outcome on agency { id name } }
      documents { id title kind url datedOn visibility }
      priorities { ...PriorityLine }
      viewerCanUpdate
      viewerCanArchive
      viewerCanPublish
      viewerCanWithdraw
      viewerCanRollForward
      viewerCanRecordApproval
      viewerCanEditPriorities
      changes(first: 3) { ...RecentChanges }
    }
  `,
  [PriorityLineFields, RecentChangesFields],
);

export const ReorderPriorities = graphql(
  `
    mutation StrategyPage_ReorderPriorities($input: ReorderPrioritiesInput!) {
      reorderPriorities(input: $input) {
        strategy { id priorities { id position heading } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export const ReorderFocusAreas = graphql(
  `
    mutation StrategyPage_ReorderFocusAreas($input: ReorderFocusAreasInput!) {
      reorderFocusAreas(input: $input) {
        priority { id focusAreas { id position } }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export type StrategyRecord = ResultOf<typeof StrategyPageFields>;
export type PriorityLine = ResultOf<typeof PriorityLineFields>;
export type FocusAreaLine = ResultOf<typeof FocusAreaLineFields>;

/** Whether people may have read an edition as published: then each change to it says why. */
export function wasPublished(state: StrategyRecord['state']): boolean {
  return state === 'PUBLISHED' || state === 'WITHDRAWN';
}
