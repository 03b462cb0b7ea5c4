import {
  createClient,
  createRequest,
  type Operation,
  type OperationContext,
  type OperationResult,
} from '@urql/core';
import { expect, test, vi } from 'vitest';
import { forEach, makeSubject, pipe } from 'wonka';
import { newestExchange } from './newest.js';

/** A network whose answers come when the test says so. */
function network() {
  const sent: Operation[] = [];
  const answers = makeSubject<OperationResult>();
  const operations = makeSubject<Operation>();
  const shown: unknown[] = [];
  const client = createClient({ url: '/graphql', exchanges: [] });
  const again = vi.spyOn(client, 'reexecuteOperation').mockImplementation(() => undefined);
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
  const askedAgain = () =>
    again.mock.calls.map(([{ key, context }]) => [key, context.requestPolicy]);
  return { ask, shown, sent, askedAgain };
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

test('what is on its way when a save is answered is asked again, and nothing else', () => {
  const { ask, sent, askedAgain } = network();
  const answered = ask('query', '{ name }');
  answered('a name');
  const save = ask('mutation', 'mutation { save }');
  const order = ask('query', '{ order }');
  save('saved');
  expect(askedAgain()).toEqual([[sent[2]?.key, 'network-only']]);
  order('between the saves');
  ask('mutation', 'mutation { save }')('saved again');
  expect(askedAgain()).toHaveLength(1);
});
