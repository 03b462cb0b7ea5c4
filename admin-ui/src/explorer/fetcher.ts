import type { Fetcher, FetcherParams } from '@graphiql/toolkit';

/**
 * The parameters without an operation name that the document does not hold.
 *
 * GraphiQL learns the name a moment after the text: whoever changes the tab
 * and runs it at once would send the name of the tab before.
 */
function withoutStaleName(params: FetcherParams): FetcherParams {
  const { operationName, ...rest } = params;
  const held = operationName && new RegExp(`\\b${operationName}\\b`).test(params.query);
  return held ? params : rest;
}

/**
 * Sends one operation to the register this page came from.
 *
 * An answer that is not JSON (a proxy's error page, say) is shown as an error
 * rather than as a parser's complaint.
 */
export const fetcher: Fetcher = async (params, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      ...options?.headers,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    },
    body: JSON.stringify(withoutStaleName(params)),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `HTTP ${response.status}: the answer was not JSON.` }] };
  }
};
