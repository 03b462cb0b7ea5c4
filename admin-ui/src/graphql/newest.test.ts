import {
  createClient,
  createRequest,
  type Operation,
  type OperationContext,
  type OperationResult,
} from '@urql/core';
import { expect, test } from 'vitest';
import { forEach, makeSubject, pipe } from 'wonka';
import { newestExchange } from './newest.js';

/** A network whose answers come when the test says so. */
function network() {
  const sent: Operation[] = [];
  const answers = makeSubject<OperationResult>();
  const operations = makeSubject<Operation>();
  const shown: unknown[] = [];
  const client = createClient({ url: '/graphql', exchanges: [] });
  pipe(
    newestExchange({
      client,
      dispatchDebug: () => undefined,
      forward: (incoming) => {
        pipe(
          incoming,
          forEach((operation) => {
            sent.push(operation);
          }),
        );
        return answers.source;
      },
    })(operations.source),
    forEach(({ data }) => {
      shown.push(data);
    }),
  );
  const ask = (kind: 'query' | 'mutation', document: string) => {
    const context = { url: '/graphql' } as OperationContext;
    operations.next(client.createRequestOperation(kind, createRequest(document, {}), context));
    const operation = sent.at(-1);
    if (!operation) throw new Error('nothing was sent');
    return (data: string) =>
      answers.next({ operation, data, stale: false, hasNext: false } as OperationResult);
  };
  return { ask, shown };
}

test('an answer that comes after a newer one is not shown', () => {
  const { ask, shown } = network();
  const [first, second] = [ask('query', '{ order }'), ask('query', '{ order }')];
  second('new');
  first('old');
  expect(shown).toEqual(['new']);
});

test('answers in their order, to other queries and to mutations are all shown', () => {
  const { ask, shown } = network();
  const [first, other, second] = [
    ask('query', '{ order }'),
    ask('query', '{ name }'),
    ask('query', '{ order }'),
  ];
  const [save, again] = [
    ask('mutation', 'mutation { save }'),
    ask('mutation', 'mutation { save }'),
  ];
  first('old');
  second('new');
  other('other');
  again('saved again');
  save('saved');
  expect(shown).toEqual(['old', 'new', 'other', 'saved again', 'saved']);
});
