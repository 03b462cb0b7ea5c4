/** What the pages of the history ask for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { ChangeLineFields } from '../../ui/RecentChanges.js';

/** A change with its differences, as the timeline shows it. */
export const ChangeEntryFields = graphql(
  `
    fragment ChangeEntry on Change @_unmask {
      ...ChangeLine
      version
      visibility
      fields {
        field before after added removed beforeValue afterValue isErased
        removal { at reason actor }
      }
      reasonRemoval { at reason actor }
    }
  `,
  [ChangeLineFields],
);

export type ChangeEntry = ResultOf<typeof ChangeEntryFields>;
export type FieldChange = ChangeEntry['fields'][number];

export const ChangesQuery = graphql(
  `
    query History_Changes(
      $filter: ChangeFilter
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      changes(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        totalIsAll
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { ...ChangeEntry }
      }
    }
  `,
  [ChangeEntryFields],
);

export const ChangeQuery = graphql(
  `
    query History_Change($id: ID!) {
      change(id: $id) {
        ...ChangeEntry
        transactionId
        requestId
        canBeUndone
        after
        removedValues { field removal { at reason actor } }
        viewerCanRedact
      }
    }
  `,
  [ChangeEntryFields],
);

/** Puts away all that one command made. */
export const UndoChanges = graphql(
  `
    mutation History_Undo($input: UndoChangesInput!) {
      undoChanges(input: $input) { count errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

/** What one command can have made: lists of it are asked anew after an undo. */
export const MADE_TOGETHER = {
  touches: [
    'Project',
    'Action',
    'Meeting',
    'MeetingOccurrence',
    'Event',
    'EventOccurrence',
    'FocusArea',
    'Membership',
  ],
};

/** What records are called, for the ids inside of what a record held. */
export const NamesQuery = graphql(`
  query History_Names($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Agency { id name }
      ... on Partnership { id name }
      ... on Project { id name }
      ... on Meeting { id name }
      ... on MeetingOccurrence { id name }
      ... on Event { id name }
      ... on EventOccurrence { id name }
      ... on Strategy { id title }
      ... on FocusArea { id title }
      ... on Document { id title }
      ... on Priority { id heading }
      ... on Action { id text }
      ... on Membership { id nameAsPublished }
    }
  }
`);
