import { expect, test } from 'vitest';
import { mayBeRecorded, needsDay } from './sittings.js';

test('a sitting without a day is given one before it is recorded', () => {
  expect(needsDay({ startsOn: null, status: 'PLANNED' })).toBe(true);
  expect(needsDay({ startsOn: null, status: 'HELD' })).toBe(false);
  expect(needsDay({ startsOn: '2026-03-10', status: 'PLANNED' })).toBe(false);
});

test('a sitting is recorded from its day on', () => {
  expect(mayBeRecorded({ startsOn: '2026-03-10' })).toBe(true);
  expect(mayBeRecorded({ startsOn: '9999-03-10' })).toBe(false);
});
