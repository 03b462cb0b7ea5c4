/** What is asked of what is signed. */
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
