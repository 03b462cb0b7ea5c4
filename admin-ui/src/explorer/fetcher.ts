import type { Fetcher } from '@graphiql/toolkit';

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
    body: JSON.stringify(params),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `HTTP ${response.status}: the answer was not JSON.` }] };
  }
};
