import { expect, test } from 'vitest';
import { namesRemoved } from './RemovedHere.js';

test('the change that removed texts says which, each once, and none that others removed', () => {
  const removal = (at: string) => ({ removal: { at } });
  const description = { field: 'description', ...removal('now') };
  const changes = [
    {
      removedValues: [description, { field: 'leadPost', ...removal('then') }],
      reasonRemoval: null,
    },
    { removedValues: [description], reasonRemoval: { at: 'now' } },
  ];
  expect(namesRemoved(changes, 'now')).toEqual(['description', 'the reason that was given']);
});
