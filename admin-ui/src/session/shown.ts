/**
 * The account that this page shows, sent with everything that it changes or asks. Somebody
 * else may have signed in in another tab, or nobody be signed in any more: the register then
 * refuses what was meant for this account, and the page never shows what another person or
 * the public sees under this one's name.
 */
import { type Exchange, makeOperation, type Operation } from '@urql/core';
import { map, pipe } from 'wonka';

let shown = '';

/** Says whose page this is from now on; nobody's when empty. */
export function showsAccount(user: string): void {
  shown = user;
}

/** For what anybody may send from any page: signing in, and asking who is signed in. */
export const AS_ANYONE = { asAnyone: true };

export const shownExchange: Exchange =
  ({ forward }) =>
  (operations) =>
    pipe(operations, map(named), forward);

function named(operation: Operation): Operation {
  const { context } = operation;
  if (operation.kind === 'teardown' || !shown || context.asAnyone) return operation;
  const { fetchOptions } = context;
  const options = typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions;
  const headers = { ...(options?.headers as object), 'X-Register-Viewer': shown };
  return makeOperation(operation.kind, operation, {
    ...context,
    fetchOptions: { ...options, headers },
  });
}
