import { expect, test } from 'vitest';
import { endOf, endWords, keyErrors } from './lastDay.js';

test('a key works until the end of its last day, in winter and in summer', () => {
  for (const [last, said] of [
    ['2026-12-31', '31 December 2026'],
    ['2026-07-01', '1 July 2026'],
    ['2026-03-29', '29 March 2026'],
  ] as const)
    expect(endWords(endOf(last) ?? '')).toBe(said);
  expect(endOf('')).toBeNull();
});

test('a key that an app made to end within a day says when', () => {
  expect(endWords('2026-12-31T15:30:00.000000Z')).toBe('31 December 2026 at 15:30');
});

test('what is wrong with the end of a key stands beside its last day', () => {
  const message = 'is past: the key would never work';
  expect(keyErrors([{ field: 'expiresAt', message }])).toEqual([{ field: 'expiresOn', message }]);
});
