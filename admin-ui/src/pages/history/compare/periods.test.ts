import { expect, test } from 'vitest';
import { periodsUntil, pointOf } from './periods.js';

test('quarters are counted back across the year', () => {
  const [current, last, , , fourBack, year] = periodsUntil('2026-05-20');
  expect(current).toEqual({
    label: 'April to June 2026 so far',
    from: '2026-03-31',
    to: '2026-05-20',
  });
  expect(last).toEqual({
    label: 'January to March 2026',
    from: '2025-12-31',
    to: '2026-03-31',
  });
  expect(fourBack?.label).toBe('April to June 2025');
  expect(year).toMatchObject({ from: '2026-03-31', to: '2026-05-20' });
});

test('the last quarter of a year ends with it', () => {
  const [, last] = periodsUntil('2026-01-10');
  expect(last).toEqual({
    label: 'October to December 2025',
    from: '2025-09-30',
    to: '2025-12-31',
  });
});

test('before April the financial year is the one that began last year', () => {
  expect(periodsUntil('2026-02-01').at(-1)?.from).toBe('2025-03-31');
});

test('an end of a comparison is a day at its end, or a moment', () => {
  const now = new Date('2027-01-01T12:00:00Z');
  expect(pointOf('2026-06-30', now)).toEqual({
    moment: '2026-06-30T22:59:59.999Z',
    day: '2026-06-30',
    words: 'the end of 30 June 2026',
  });
  expect(pointOf('2026-06-30T23:30:00Z', now)).toEqual({
    moment: '2026-06-30T23:30:00Z',
    day: '2026-07-01',
    words: '1 July 2026 at 00:30',
  });
  expect(pointOf('yesterday', now)).toBeNull();
  expect(pointOf('', now)).toBeNull();
});

test('no period is offered that had ended before the history began', () => {
  const labels = periodsUntil('2026-11-29', '2026-08-15').map(({ label }) => label);
  expect(labels).toEqual([
    'October to December 2026 so far',
    'July to September 2026',
    'This financial year, since 1 April 2026',
  ]);
});
