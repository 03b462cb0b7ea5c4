/** What the page of a scheme asks for. */
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields } from '../../ui/Sources.js';
import { ActionRowFields } from '../actions/ActionsTable.js';
import { DocumentRowFields } from '../documents/DocumentsTable.js';

/** The links of a scheme into one edition of the strategy. */
export const ServesFields = graphql(`
  fragment SchemeServes on Project @_unmask {
    id
    priorities(strategy: $strategy) { id position heading }
    focusAreas(strategy: $strategy) { id title priority { id position } }
  }
`);

export const SchemeFields = graphql(
  `
    fragment Scheme on Project @_unmask {
      id
      version
      updatedAt
      isArchived
      name
      kind
      status
      description
      website
      leadAgency { id name }
      leadPost
      partnerAgencies { id name }
      startsOn
      endsOn
      visibility
      isStale
      lastConfirmedAt
      latestProgress { id rating on }
      actions { ...ActionRow }
      documents { ...DocumentRow }
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      viewerCanPostProgress
      viewerCanClaim
      changes(first: 3) { ...RecentChanges }
      partnership { id slug name }
    }
  `,
  [ActionRowFields, DocumentRowFields, SourceFields, RecentChangesFields],
);

export const SchemeQuery = graphql(
  `
    query SchemePage_Scheme($id: ID!) {
      node(id: $id) { ... on Project { ...Scheme } }
    }
  `,
  [SchemeFields],
);

export type Scheme = ResultOf<typeof SchemeFields>;
