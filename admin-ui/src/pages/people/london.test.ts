import { expect, test } from 'vitest';
import { londonMidnight } from './london.js';

test('a day begins when it does in London', () => {
  expect(londonMidnight('2026-11-23')).toBe('2026-11-23T00:00:00.000Z');
  expect(londonMidnight('2026-07-01')).toBe('2026-06-30T23:00:00.000Z');
  // The clocks change at one in the morning of 25 October: the next day begins in winter time.
  expect(londonMidnight('2026-10-25')).toBe('2026-10-24T23:00:00.000Z');
  expect(londonMidnight('2026-10-25', 1)).toBe('2026-10-26T00:00:00.000Z');
});
