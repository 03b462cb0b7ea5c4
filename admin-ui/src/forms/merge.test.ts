import { expect, test } from 'vitest';
import { isIdle, merge } from './merge.js';

const base = { name: 'SOS Bus', status: 'ACTIVE', partners: ['a', 'b'] };

test('what only they changed is taken over', () => {
  const merged = merge(base, { ...base, status: 'PAUSED' }, { ...base, name: 'The SOS Bus' });
  expect(merged).toEqual({
    values: { name: 'The SOS Bus', status: 'PAUSED', partners: ['a', 'b'] },
    clashes: [],
    takenOver: ['name'],
  });
});

test('what both changed differently is a clash, and mine until it is decided', () => {
  const merged = merge(base, { ...base, partners: ['a'] }, { ...base, partners: ['a', 'b', 'c'] });
  expect(merged.clashes).toEqual([{ name: 'partners', mine: ['a'], theirs: ['a', 'b', 'c'] }]);
  expect(merged.values.partners).toEqual(['a']);
});

test('what both changed to the same is no clash', () => {
  const both = { ...base, status: 'COMPLETED' };
  expect(merge(base, both, both)).toEqual({ values: both, clashes: [], takenOver: [] });
});

test('somebody who saved without changing a field of the form leaves nothing to decide', () => {
  const mine = { ...base, status: 'PAUSED' };
  expect(isIdle(merge(base, mine, base))).toBe(true);
  expect(isIdle(merge(base, mine, mine))).toBe(true);
  expect(isIdle(merge(base, mine, { ...base, name: 'The SOS Bus' }))).toBe(false);
  expect(isIdle(merge(base, mine, { ...base, status: 'COMPLETED' }))).toBe(false);
});
