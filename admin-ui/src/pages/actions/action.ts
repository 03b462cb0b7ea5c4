/** What the page of an action asks for. */
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields } from '../../ui/Sources.js';

export const ActionFields = graphql(
  `
    fragment ActionPage on Action @_unmask {
      id
      version
      isArchived
      reference
      text
      owners { id name }
      ownerPost
      dueOn
      originalDueOn
      status
      isOverdue
      closedOn
      closureNote
      duplicateOf { id reference text }
      duplicates { id reference text }
      raisedAt { id name startsOn }
      project { id name }
      priority { id heading }
      visibility
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      viewerCanClose
      changes(first: 3) { ...RecentChanges }
      partnership { id slug name }
    }
  `,
  [SourceFields, RecentChangesFields],
);

/** The due dates it has had: each change of it, the newest first. */
export const ActionQuery = graphql(
  `
    query ActionPage_Action($id: ID!) {
      node(id: $id) { ... on Action { ...ActionPage } }
      redated: changes(filter: { entity: $id, field: "dueOn", action: [UPDATE, REVERT] }, first: 20) {
        totalCount
        nodes { id at reason actor { id name } fields { field beforeValue afterValue } }
      }
    }
  `,
  [ActionFields],
);

export type Action = ResultOf<typeof ActionFields>;
export type Redated = ResultOf<typeof ActionQuery>['redated'];

/** What an action is called in a heading: its text is often long. */
export function shortText(text: string, most = 80): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))}…`;
}
