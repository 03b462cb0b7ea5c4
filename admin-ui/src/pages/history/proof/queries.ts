/** What is asked of what is signed. */
import { UserErrorFields } from '../../../forms/index.js';
import { graphql, type ResultOf } from '../../../graphql/tada.js';

export const NewestQuery = graphql(`
  query Proof_Newest {
    checkpoint {
      size at note origin
      cosignatures { witness at }
      declaredLosses { origin size kept lost }
    }
    logKeys
  }
`);

export type Newest = ResultOf<typeof NewestQuery>;

export const ChangeProofQuery = graphql(`
  query Proof_Change($id: ID!) {
    change(id: $id) {
      sequence
      inclusionProof { index leaf hashes checkpoint { size at note } }
    }
    logKeys
  }
`);

export type ChangeProof = ResultOf<typeof ChangeProofQuery>;

export const ContinuedQuery = graphql(`
  query Proof_Continued($from: Int!, $to: Int!) {
    consistencyProof(from: $from, to: $to) { hashes }
    checkpoint(size: $from, atLeast: true) { size at }
  }
`);

export const ProofQuery = graphql(`
  query Proof_State {
    proof { state changes signed contradicted }
  }
`);

export type Proof = ResultOf<typeof ProofQuery>['proof'];

const LettersFields = graphql(`
  fragment Proof_Letters on CheckpointLetters @_unmask {
    sendsLetters
    subscriptions { email everyDays askedBy askedAt lastSentAt }
  }
`);

export type Letters = ResultOf<typeof LettersFields>;

export const LettersQuery = graphql(
  `
    query Proof_CheckpointLetters {
      checkpointLetters { ...Proof_Letters }
    }
  `,
  [LettersFields],
);

export const SubscribeCheckpoints = graphql(
  `
    mutation Proof_Subscribe($input: SubscribeCheckpointsInput!) {
      subscribeCheckpoints(input: $input) {
        checkpointLetters { ...Proof_Letters }
        errors { ...UserError }
      }
    }
  `,
  [LettersFields, UserErrorFields],
);

export const UnsubscribeCheckpoints = graphql(
  `
    mutation Proof_Unsubscribe($input: UnsubscribeCheckpointsInput!) {
      unsubscribeCheckpoints(input: $input) {
        checkpointLetters { ...Proof_Letters }
        errors { ...UserError }
      }
    }
  `,
  [LettersFields, UserErrorFields],
);
