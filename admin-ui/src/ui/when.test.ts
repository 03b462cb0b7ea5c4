import { expect, test } from 'vitest';
import { dayOf, isDay, isToCome, timeOf, whenWords, whenWordsAfter } from './when.js';

const undated = { startsOn: null, endsOn: null, startTime: null, endTime: null, dateNote: null };

test.each([
  [{ startsOn: '2027-01-12' }, 'Tuesday 12 January 2027'],
  [{ startsOn: '2027-01-12', startTime: '10:00' }, 'Tuesday 12 January 2027, 10:00'],
  [
    { startsOn: '2027-01-12', endsOn: '2027-01-12', startTime: '10:00', endTime: '12:00' },
    'Tuesday 12 January 2027, 10:00 to 12:00',
  ],
  [{ startsOn: '2027-03-27', endsOn: '2027-03-30' }, '27 March 2027 to 30 March 2027'],
  [{ dateNote: 'spring 2027' }, 'spring 2027'],
  [{}, 'Date not known'],
])('%o reads “%s”', (when, words) => {
  expect(whenWords({ ...undated, ...when })).toBe(words);
});

test('a window of days is to come until its last day is over', () => {
  const week = { startsOn: '2027-03-27', endsOn: '2027-03-30' };
  expect(isToCome(week, '2027-03-30')).toBe(true);
  expect(isToCome(week, '2027-03-31')).toBe(false);
});

test.each([
  ['10', '10:00'],
  ['9:05', '09:05'],
  ['2.30pm', '14:30'],
  ['12 am', '00:00'],
  ['1430', '14:30'],
])('“%s” is the time %s', (typed, time) => {
  expect(timeOf(typed)).toBe(time);
});

test.each(['', '25:00', '10:75', '13pm', 'noon'])('“%s” is no time', (typed) => {
  expect(timeOf(typed)).toBeNull();
});

test.each(['27/3/2027', '27 3 27', '27 March 2027', '27.03.2027', '2027-03-27'])(
  '“%s” is the day 2027-03-27',
  (typed) => {
    expect(dayOf(typed)).toBe('2027-03-27');
  },
);

test.each([
  ['27/3', '2027-03-27'],
  ['27 mar', '2027-03-27'],
  ['1 December', '2026-12-01'],
  ['28.11', '2026-11-28'],
])('“%s” is the next such day, %s', (typed, found) => {
  expect(dayOf(typed, '2026-11-28')).toBe(found);
});

test('a day that no year has soon is none', () => {
  expect(dayOf('31/2', '2026-11-28')).toBeNull();
});

test.each(['2026-02-28', '2024-02-29', '1998-07-31'])('%s is a day of the calendar', (day) => {
  expect(isDay(day)).toBe(true);
});

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '31 2 2026'])(
  '“%s” is no day of the calendar',
  (day) => {
    expect(isDay(day)).toBe(false);
  },
);

test.each(['', '31/2/2027', '27 Foo 2027', '27 Marble 2027', 'March 2027'])(
  '“%s” is no day',
  (typed) => {
    expect(dayOf(typed)).toBeNull();
  },
);

test('after a name, a date that is not known begins with no capital', () => {
  expect(whenWordsAfter(undated)).toBe('date not known');
  expect(whenWordsAfter({ ...undated, dateNote: 'Spring 2027' })).toBe('Spring 2027');
  expect(whenWordsAfter({ ...undated, startsOn: '2027-01-12' })).toBe('Tuesday 12 January 2027');
});
