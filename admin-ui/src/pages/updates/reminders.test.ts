import { expect, test } from 'vitest';
import { chosenDays, moved, reminderChoices } from './reminders.js';

test('days that are past cannot be chosen, those that a request has can be', () => {
  const choices = reminderChoices('2026-06-30', '2026-06-20', ['2026-06-16', '2026-06-25']);
  expect(choices.map(({ value }) => value)).toEqual([
    '2026-06-16',
    '2026-06-23',
    '2026-06-25',
    '2026-06-28',
    '2026-06-30',
    '2026-07-03',
    '2026-07-07',
  ]);
  expect(choices[1]?.label).toBe('1 week before: 23 June 2026');
  expect(reminderChoices('30 6', '2026-06-20', [])).toEqual([]);
});

test('another due date moves the days with it', () => {
  expect(moved(['2026-06-23', '2026-06-30'], '2026-06-30', '2026-07-02')).toEqual([
    '2026-06-25',
    '2026-07-02',
  ]);
  expect(moved(['2026-06-23'], '2026-06-30', '31 6')).toEqual(['2026-06-23']);
});

test('each day is sent once, in order, and none that is past', () => {
  expect(chosenDays(['2026-07-03', '2026-06-23'], '2026-06-23', '2026-06-20')).toEqual([
    '2026-06-23',
    '2026-07-03',
  ]);
  expect(chosenDays(['2026-06-19'], '', '2026-06-20')).toEqual([]);
});
