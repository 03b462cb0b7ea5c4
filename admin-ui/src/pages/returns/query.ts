/** What the return page asks for. */
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const ReturnSchemeFields = graphql(`
  fragment ReturnScheme on Project @_unmask {
    id
    version
    name
    status
    isStale
    lastConfirmedAt
    viewerCanUpdate
    latestProgress { id on periodLabel rating narrative }
  }
`);

export const ReturnActionFields = graphql(`
  fragment ReturnAction on Action @_unmask {
    id
    version
    reference
    text
    dueOn
    isOverdue
    status
    closureNote
  }
`);

/** The plan and what is asked in it: enough to know whose return it is. */
export const PlaceQuery = graphql(`
  query ReturnPage_Place($slug: String!, $partnership: ID!) {
    partnership(slug: $slug) {
      id
      slug
      name
      staleAfterDays
      viewerCanEditPlan
      viewerAgencies { id name }
      agencies { id name }
    }
    updateRequests(partnership: $partnership) {
      id
      state
      dueOn
      message
      answers { agency { id } state answeredAt answeredBy { id name } }
    }
  }
`);

/** What the agency has to report on. */
export const ReturnQuery = graphql(
  `
    query ReturnPage_Agency($slug: String!, $agency: ID!, $until: Date!) {
      partnership(slug: $slug) {
        id
        projects(
          first: 100
          filter: { agency: $agency, role: LEAD, status: [PROPOSED, ACTIVE, PAUSED, NOT_STATED] }
        ) {
          totalCount
          nodes { ...ReturnScheme }
        }
        actions(
          first: 50
          filter: { agency: $agency, status: [OPEN], to: $until }
          orderBy: DUE_ON
        ) {
          nodes { ...ReturnAction }
        }
      }
    }
  `,
  [ReturnSchemeFields, ReturnActionFields],
);

export type Place = ResultOf<typeof PlaceQuery>;
export type Asked = Place['updateRequests'][number];
export type Scheme = ResultOf<typeof ReturnSchemeFields>;
export type DueAction = ResultOf<typeof ReturnActionFields>;
