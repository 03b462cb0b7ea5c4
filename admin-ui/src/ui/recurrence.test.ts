import { expect, test } from 'vitest';
import { daysOf, leavesOut, placeInMonth, readRule, ruleInWords, ruleOf } from './recurrence.js';

test.each([
  ['FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU', 'Quarterly (every 3 months) on the second Tuesday'],
  ['FREQ=WEEKLY;BYDAY=MO', 'Every week on Monday'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
  ['FREQ=MONTHLY;INTERVAL=2', 'Every couple of months (every 2 months)'],
])('%s is read as “%s”, and written as it was', (rule, words) => {
  expect(ruleInWords(rule)).toBe(words);
  expect(ruleOf(readRule(rule))).toBe(rule);
});

test.each([
  'FREQ=DAILY',
  'FREQ=MONTHLY;COUNT=3',
  'FREQ=MONTHLY;INTERVAL=5',
  'FREQ=WEEKLY;BYDAY=MO,WE',
])('%s cannot be said in these words, and is shown as it is', (rule) => {
  expect(readRule(rule).every).toBe('OTHER');
  expect(ruleInWords(rule)).toBe(`By the rule ${rule}`);
});

test('a yearly rule is every 12 months', () => {
  expect(readRule('FREQ=YEARLY').every).toBe('YEAR');
});

test('the second Tuesday of each quarter is found, as the register finds it', () => {
  expect(daysOf('FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU', '2026-01-01', '2026-12-31')).toEqual([
    '2026-01-13',
    '2026-04-14',
    '2026-07-14',
    '2026-10-13',
  ]);
});

test('a first day after the month’s own leaves that month out', () => {
  expect(daysOf('FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU', '2026-01-20', '2026-05-31')).toEqual([
    '2026-04-14',
  ]);
});

test('weeks are counted from the Monday of the first day’s week', () => {
  expect(daysOf('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-01-07', '2026-02-10')).toEqual([
    '2026-01-19',
    '2026-02-02',
  ]);
  expect(daysOf('FREQ=WEEKLY', '2026-03-25', '2026-04-08')).toEqual([
    '2026-03-25',
    '2026-04-01',
    '2026-04-08',
  ]);
});

test('a month without a 31st is left out', () => {
  expect(daysOf('FREQ=MONTHLY', '2026-01-31', '2026-05-31')).toEqual([
    '2026-01-31',
    '2026-03-31',
    '2026-05-31',
  ]);
});

test('the last Friday of a month is found', () => {
  expect(daysOf('FREQ=MONTHLY;BYDAY=-1FR', '2026-02-01', '2026-03-31')).toEqual([
    '2026-02-27',
    '2026-03-27',
  ]);
});

test('no more days are given than were asked for', () => {
  expect(daysOf('FREQ=WEEKLY', '2026-01-01', '2100-01-01', 5)).toHaveLength(5);
});

test('a rule that the page cannot count is left to the register', () => {
  expect(daysOf('FREQ=DAILY', '2026-01-01', '2026-12-31')).toBeNull();
});

test('a day that some months do not have leaves them out', () => {
  expect(leavesOut('FREQ=MONTHLY', '2026-01-31')).toBe(true);
  expect(leavesOut('FREQ=MONTHLY;INTERVAL=12', '2028-02-29')).toBe(true);
  expect(leavesOut('FREQ=MONTHLY', '2026-01-28')).toBe(false);
  expect(leavesOut('FREQ=MONTHLY;INTERVAL=12', '2026-01-31')).toBe(false);
  expect(leavesOut('FREQ=MONTHLY;BYDAY=-1FR', '2026-01-30')).toBe(false);
});

test('a fifth Thursday counts as the last', () => {
  expect(placeInMonth('2026-12-31')).toEqual({ nth: '-1', weekday: 'TH' });
  expect(placeInMonth('2026-12-08')).toEqual({ nth: '2', weekday: 'TU' });
});
