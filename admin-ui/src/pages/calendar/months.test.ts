import { expect, test } from 'vitest';
import { isMonth, monthWords, plusDays, plusMonths, weeksOf } from './months.js';

test('a month is shown in whole weeks from Monday', () => {
  const weeks = weeksOf('2027-03');
  expect(weeks[0]).toEqual([
    '2027-03-01',
    '2027-03-02',
    '2027-03-03',
    '2027-03-04',
    '2027-03-05',
    '2027-03-06',
    '2027-03-07',
  ]);
  expect(weeks).toHaveLength(5);
  expect(weeks.at(-1)?.at(-1)).toBe('2027-04-04');
});

test('every week has seven different days, also where clocks change', () => {
  for (const month of ['2027-03', '2027-10', '2028-02']) {
    for (const week of weeksOf(month)) expect(new Set(week).size).toBe(7);
  }
  expect(plusDays('2027-03-28', 1)).toBe('2027-03-29');
  expect(plusDays('2027-10-31', 1)).toBe('2027-11-01');
});

test('months go on over the turn of the year', () => {
  expect(plusMonths('2026-12', 1)).toBe('2027-01');
  expect(plusMonths('2027-01', -1)).toBe('2026-12');
  expect(monthWords('2027-03')).toBe('March 2027');
});

test('an address may hold something else than a month', () => {
  expect(isMonth('2027-13')).toBe(false);
  expect(isMonth(null)).toBe(false);
  expect(isMonth('2027-01')).toBe(true);
});
