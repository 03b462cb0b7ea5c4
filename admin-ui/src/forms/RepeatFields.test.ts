import { expect, test } from 'vitest';
import { badNewDates, noRepeat } from './RepeatFields.js';
import { noWhen } from './WhenFields.js';

const nothing = { ...noWhen, ...noRepeat };
const fields = (values: Partial<typeof nothing>) =>
  badNewDates({ ...nothing, ...values }).map(({ field }) => field);

test('what is new has a day, or words for what is known of it', () => {
  expect(fields({})).toEqual(['startsOn']);
  expect(fields({ dateNote: ' ' })).toEqual(['startsOn']);
  expect(fields({ dateNote: 'Spring 2027' })).toEqual([]);
  expect(fields({ startsOn: '2027-03-09' })).toEqual([]);
});

test('what repeats has a first day, and is told so once', () => {
  expect(fields({ repeat: 'MONTHLY' })).toEqual(['startsOn', 'until']);
  expect(fields({ repeat: 'MONTHLY', dateNote: 'Spring', until: '2027-12-31' })).toEqual([
    'startsOn',
  ]);
});
