/**
 * Keeps what is shown from going back in time. After each save the queries on the page are
 * asked again; when two saves follow each other closely, the answer that was asked for first
 * may come last, and would show the plan as it was between them.
 */
import { type Exchange, makeOperation } from '@urql/core';
import { filter, map, pipe } from 'wonka';

/** Drops the answer to a query when one that was asked for later has already come. */
export const newestExchange: Exchange =
  ({ forward }) =>
  (operations) => {
    let asked = 0;
    const newest = new Map<number, number>();
    return pipe(
      operations,
      map((operation) =>
        operation.kind === 'query'
          ? makeOperation('query', operation, { ...operation.context, asked: ++asked })
          : operation,
      ),
      forward,
      filter(({ operation }) => {
        const { asked: mine } = operation.context;
        if (typeof mine !== 'number') return true;
        if (mine < (newest.get(operation.key) ?? 0)) return false;
        newest.set(operation.key, mine);
        return true;
      }),
    );
  };
