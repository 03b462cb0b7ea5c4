/**
 * The account that this page shows, sent with everything that it changes. Somebody else may
 * have signed in in another tab: the register then refuses what was meant for this account.
 */
import { type Exchange, makeOperation, type Operation } from '@urql/core';
import { map, pipe } from 'wonka';

let shown = '';

/** Says whose page this is from now on; nobody's when empty. */
export function showsAccount(user: string): void {
  shown = user;
}

/** For mutations that anybody may send from any page: signing in. */
export const AS_ANYONE = { asAnyone: true };

export const shownExchange: Exchange =
  ({ forward }) =>
  (operations) =>
    pipe(operations, map(named), forward);

function named(operation: Operation): Operation {
  const { context } = operation;
  if (operation.kind !== 'mutation' || !shown || context.asAnyone) return operation;
  const { fetchOptions } = context;
  const options = typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions;
  const headers = { ...(options?.headers as object), 'X-Register-Viewer': shown };
  return makeOperation('mutation', operation, {
    ...context,
    fetchOptions: { ...options, headers },
  });
}
