import { createClient, createRequest, type Operation, type OperationContext } from '@urql/core';
import { expect, test } from 'vitest';
import { forEach, makeSubject, pipe } from 'wonka';
import { AS_ANYONE, shownExchange, showsAccount } from './shown.js';

/** The headers with which the exchange sends an operation. */
function sent(kind: 'query' | 'mutation', more: object = {}): unknown {
  const client = createClient({ url: '/graphql', exchanges: [] });
  const operations = makeSubject<Operation>();
  let headers: unknown;
  shownExchange({
    client,
    dispatchDebug: () => undefined,
    forward: (incoming) => {
      pipe(
        incoming,
        forEach(({ context }) => {
          headers = (context.fetchOptions as RequestInit).headers;
        }),
      );
      return makeSubject<never>().source;
    },
  })(operations.source);
  const context = { url: '/graphql', fetchOptions: { headers: { a: 'b' } }, ...more };
  operations.next(
    client.createRequestOperation(
      kind,
      createRequest(`${kind} { x }`, {}),
      context as unknown as OperationContext,
    ),
  );
  return headers;
}

test('what is changed or asked names the account that the page shows, beside what is sent anyway', () => {
  showsAccount('user_1');
  expect(sent('query')).toEqual({ a: 'b', 'X-Register-Viewer': 'user_1' });
  expect(sent('mutation')).toEqual({ a: 'b', 'X-Register-Viewer': 'user_1' });
});

test('nobody is named by signing in, by asking who is, or by a page that nobody is signed in to', () => {
  showsAccount('user_1');
  expect(sent('query', AS_ANYONE)).toEqual({ a: 'b' });
  expect(sent('mutation', AS_ANYONE)).toEqual({ a: 'b' });
  showsAccount('');
  expect(sent('mutation')).toEqual({ a: 'b' });
});
