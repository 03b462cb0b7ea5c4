/** What the pages about API keys ask for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

const KeyFields = graphql(`
  fragment KeyRow on ApiKey @_unmask {
    id
    version
    name
    partnership { id name }
    reads
    createdAt
    expiresAt
    lastUsedAt
    isRevoked
    works
  }
`);

export type KeyRow = ResultOf<typeof KeyFields>;

export const KeysQuery = graphql(
  `
    query Keys_Keys($first: Int, $after: String, $last: Int, $before: String) {
      viewer {
        viewerCanManageApiKeys
        roles { id role partnership { id name } }
      }
      apiKeys(first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { ...KeyRow }
      }
    }
  `,
  [KeyFields],
);

export type KeyViewer = NonNullable<ResultOf<typeof KeysQuery>['viewer']>;

export const KeyMakerQuery = graphql(`
  query Keys_Maker {
    viewer { viewerCanManageApiKeys roles { id role partnership { id name } } }
  }
`);

/** A key is no `node`: it is looked for among the keys. */
export const KeyQuery = graphql(
  `
    query Keys_Key($after: String) {
      viewer { viewerCanManageApiKeys roles { id role partnership { id name } } }
      apiKeys(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { ...KeyRow }
      }
    }
  `,
  [KeyFields],
);

export const CreateKey = graphql(
  `
    mutation Keys_Create($input: CreateApiKeyInput!) {
      createApiKey(input: $input) { apiKey { ...KeyRow } secret errors { ...UserError } }
    }
  `,
  [KeyFields, UserErrorFields],
);

export const RevokeKey = graphql(
  `
    mutation Keys_Revoke($input: RevokeApiKeyInput!) {
      revokeApiKey(input: $input) { apiKey { ...KeyRow } errors { ...UserError } }
    }
  `,
  [KeyFields, UserErrorFields],
);
