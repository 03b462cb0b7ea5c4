/** The one way to the API: the same `/graphql` as everyone, with the browser's session. */
import {
  type Client,
  type CombinedError,
  cacheExchange,
  createClient,
  fetchExchange,
  subscriptionExchange,
} from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';
import { sessionExchange } from '../session/exchange.js';
import { shownExchange } from '../session/shown.js';
import { subscribe } from './live.js';
import { newestExchange } from './newest.js';

/** Without this header a cookie counts for nothing: pages of other sites cannot send it. */
const CSRF = { 'X-Register-Csrf': '1' };

/** Makes a client with an empty cache: a new one for each person who signs in. */
export function createRegisterClient(): Client {
  return createClient({
    url: '/graphql',
    preferGetMethod: false,
    // What is known is shown at once, and asked anew behind it: others edit too.
    requestPolicy: 'cache-and-network',
    fetchOptions: { credentials: 'same-origin', headers: CSRF },
    exchanges: [
      cacheExchange,
      newestExchange,
      sessionExchange,
      shownExchange,
      retryExchange({
        initialDelayMs: 500,
        maxDelayMs: 5_000,
        maxNumberAttempts: 4,
        // A mutation is only sent again by whoever knows its Idempotency-Key.
        retryIf: (error, operation) => operation.kind === 'query' && isUnanswered(error),
      }),
      fetchExchange,
      subscriptionExchange({ forwardSubscription: subscribe }),
    ],
  });
}

/**
 * Whether nobody knows if a request was carried out: no network, a proxy without
 * a server behind it, or a server that lost its database.
 */
export function isUnanswered(error: CombinedError | undefined): boolean {
  if (!error) return false;
  if (error.graphQLErrors.length === 0) return error.networkError !== undefined;
  return error.graphQLErrors.some((each) => each.extensions.code === 'UNAVAILABLE');
}

/**
 * The register's own words for why it did not answer, such as that it has no room left; null
 * where it said nothing, or was not reached at all.
 */
export function unansweredWords(error: CombinedError): string | null {
  const said = error.graphQLErrors.find((each) => each.extensions.code === 'UNAVAILABLE');
  return said?.message || null;
}
