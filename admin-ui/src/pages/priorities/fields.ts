/** What several pages of priorities and focus areas ask for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

/** A scheme in a priority's or a focus area's table. */
export const ServingSchemeFields = graphql(`
  fragment ServingScheme on Project @_unmask {
    id
    name
    status
    visibility
    leadAgency { id name }
    latestProgress { id rating on }
  }
`);

/** An entry of the ratings over time. */
export const RatingFields = graphql(`
  fragment RatingEntry on ProgressUpdate @_unmask {
    id
    on
    periodLabel
    rating
    ratingAsPublished
    narrative
    visibility
    reportedBy { id name }
  }
`);

/** The edition that a priority stands in. */
export const EditionFields = graphql(`
  fragment EditionOf on Strategy @_unmask {
    id
    title
    state
    partnership { id slug name }
  }
`);

export const ArchivePriority = graphql(
  `
    mutation PriorityPage_Archive($input: ArchiveInput!) {
      archivePriority(input: $input) {
        priority { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export const UnarchivePriority = graphql(
  `
    mutation PriorityPage_Unarchive($input: ArchiveInput!) {
      unarchivePriority(input: $input) {
        priority { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export const ArchiveFocusArea = graphql(
  `
    mutation FocusAreaPage_Archive($input: ArchiveInput!) {
      archiveFocusArea(input: $input) {
        focusArea { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export const UnarchiveFocusArea = graphql(
  `
    mutation FocusAreaPage_Unarchive($input: ArchiveInput!) {
      unarchiveFocusArea(input: $input) {
        focusArea { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export type ServingScheme = ResultOf<typeof ServingSchemeFields>;
export type RatingEntry = ResultOf<typeof RatingFields>;
