/**
 * Keeps what is shown from going back in time. After each save the queries on the page are
 * asked again; when two saves follow each other closely, the answer that was asked for first
 * may come last, and would show the plan as it was between them. And the cache asks again
 * only what has its answer: a query on its way when a save is answered may have been read
 * before that save, and nobody would ask it again.
 */
import { type Exchange, makeOperation, type Operation } from '@urql/core';
import { filter, map, onPush, pipe } from 'wonka';

/**
 * Drops the answer to a query when one that was asked for later has already come, and asks
 * again what is still on its way when a save is answered.
 */
export const newestExchange: Exchange =
  ({ forward, client }) =>
  (operations) => {
    let asked = 0;
    const newest = new Map<number, number>();
    const underWay = new Map<number, Operation>();
    return pipe(
      operations,
      map((operation) => {
        if (operation.kind === 'teardown') underWay.delete(operation.key);
        if (operation.kind !== 'query') return operation;
        const query = makeOperation('query', operation, { ...operation.context, asked: ++asked });
        underWay.set(query.key, query);
        return query;
      }),
      forward,
      onPush(({ operation }) => {
        if (operation.kind !== 'mutation') return;
        for (const query of [...underWay.values()]) {
          const context = { ...query.context, requestPolicy: 'network-only' as const };
          client.reexecuteOperation(makeOperation('query', query, context));
        }
      }),
      filter(({ operation }) => {
        const { asked: mine } = operation.context;
        if (typeof mine !== 'number') return true;
        if (underWay.get(operation.key)?.context.asked === mine) underWay.delete(operation.key);
        if (mine < (newest.get(operation.key) ?? 0)) return false;
        newest.set(operation.key, mine);
        return true;
      }),
    );
  };
