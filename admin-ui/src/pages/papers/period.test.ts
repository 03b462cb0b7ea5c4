import { expect, test } from 'vitest';
import { badDays, lastYear } from './period.js';

test('the last financial year that is over', () => {
  expect(lastYear('2026-11-28')).toEqual({ first: '2025-04-01', last: '2026-03-31' });
  expect(lastYear('2026-04-01')).toEqual({ first: '2025-04-01', last: '2026-03-31' });
  expect(lastYear('2026-03-31')).toEqual({ first: '2024-04-01', last: '2025-03-31' });
});

test('the days are given, in order, and not too many', () => {
  const fields = (first: string, last: string) =>
    badDays({ first, last }).map(({ field }) => field);
  expect(fields('2025-04-01', '2026-03-31')).toEqual([]);
  expect(fields('2025-04-01', '2025-04-01')).toEqual([]);
  expect(fields('', '2026-03-31')).toEqual(['first']);
  expect(fields('2025-04-01', '')).toEqual(['last']);
  expect(fields('2025 13 1', '2026-03-31')).toEqual(['first']);
  expect(fields('2026-04-01', '2026-03-31')).toEqual(['last']);
  expect(fields('2015-04-01', '2026-03-31')).toEqual(['last']);
});
