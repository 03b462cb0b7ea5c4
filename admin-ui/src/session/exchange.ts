/**
 * Holds what was refused because the session had ended or is somebody else's now, and
 * sends it again once the same person has signed in: a form that was half filled is saved
 * after all.
 */
import type { Exchange, Operation, OperationResult } from '@urql/core';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import { type Ended, sessionEnded } from './ended.js';

const resumed = makeSubject<Operation>();
const held = new Map<number, Operation>();

/** Sends again what waited for the session. */
export function resumeHeld(): void {
  const waiting = [...held.values()];
  held.clear();
  for (const operation of waiting) resumed.next(operation);
}

/** Lets go of what waited: whoever signs in next did not ask it. */
export function forgetHeld(): void {
  held.clear();
}

/** Whether an answer says that nobody is signed in, or another person than the page shows. */
function refusalOf(result: OperationResult): Ended | undefined {
  const codes = result.error?.graphQLErrors.map((error) => error.extensions.code) ?? [];
  if (codes.includes('OTHER_VIEWER')) return 'other';
  return codes.includes('UNAUTHENTICATED') ? 'nobody' : undefined;
}

export const sessionExchange: Exchange =
  ({ forward }) =>
  (operations) =>
    pipe(
      merge([pipe(operations, tap(forget)), resumed.source]),
      forward,
      filter((result) => {
        const refusal = refusalOf(result);
        if (!refusal || !sessionEnded.isWatched()) return true;
        held.set(result.operation.key, result.operation);
        sessionEnded.announce(refusal);
        return false;
      }),
    );

/** A page that was left no longer waits for its answer. */
function forget(operation: Operation): void {
  if (operation.kind === 'teardown') held.delete(operation.key);
}
