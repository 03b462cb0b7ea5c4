/** Requests for updates: what their pages ask for. */
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const RequestLineFields = graphql(`
  fragment UpdateRequestLine on UpdateRequest @_unmask {
    id
    state
    askedAt
    dueOn
    isOverdue
    agencyCount
    answeredCount
  }
`);

export const RequestFields = graphql(`
  fragment UpdateRequestWhole on UpdateRequest @_unmask {
    id
    version
    state
    askedAt
    dueOn
    isOverdue
    message
    remindOn
    lastRemindedAt
    agencyCount
    answeredCount
    sendsLetters
    viewerCanUpdate
    viewerCanSeeHistory
    answers {
      agency { id name }
      state
      answeredAt
      answeredBy { id name }
      isOnBehalf
      schemeCount
      reportedCount
      peopleCount
      lettersSent
      lettersWaiting
      lettersFailed
      lastLetterAt
    }
    letter { subject body }
  }
`);

export type Request = ResultOf<typeof RequestFields>;
export type Answer = Request['answers'][number];

export const RequestQuery = graphql(
  `
    query UpdateRequest_Request($id: ID!) {
      updateRequest(id: $id) { ...UpdateRequestWhole partnership { id slug name agencies { id name endedOn } } }
    }
  `,
  [RequestFields],
);

/** The letter as one text to copy. */
export function letterText({ subject, body }: { subject: string; body: string }): string {
  return `${subject}\n\n${body}`;
}
