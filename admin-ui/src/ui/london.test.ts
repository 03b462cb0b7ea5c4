import { expect, test } from 'vitest';
import { addDays, endOfDay, exactMoment, londonMoment } from './london.js';

test('a time in London is an hour earlier in UTC in summer', () => {
  expect(londonMoment('2026-01-15', '14:05')).toBe('2026-01-15T14:05:00.000Z');
  expect(londonMoment('2026-07-15', '14:05')).toBe('2026-07-15T13:05:00.000Z');
  expect(londonMoment('2026-07-15')).toBe('2026-07-14T23:00:00.000Z');
});

test('on the days on which the clocks change, too', () => {
  expect(londonMoment('2026-03-29')).toBe('2026-03-29T00:00:00.000Z');
  expect(londonMoment('2026-03-30')).toBe('2026-03-29T23:00:00.000Z');
  expect(londonMoment('2026-10-26')).toBe('2026-10-26T00:00:00.000Z');
});

test('the end of a day is its last moment, or now', () => {
  const later = new Date('2027-01-01T00:00:00Z');
  expect(endOfDay('2026-07-15', later)).toBe('2026-07-15T22:59:59.999Z');
  const now = new Date('2026-07-15T10:00:00Z');
  expect(endOfDay('2026-07-15', now)).toBe('2026-07-15T10:00:00.000Z');
});

test('days are counted across months', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

test('a moment of the history keeps its microseconds', () => {
  expect(exactMoment('2026-11-23T05:18:09.767318Z')).toBe('2026-11-23T05:18:09.767318Z');
  expect(exactMoment('2026-07-01T10:00:00+01:00')).toBe('2026-07-01T09:00:00.000Z');
  expect(exactMoment('2026-07-01')).toBeNull();
  expect(exactMoment('Tuesday')).toBeNull();
});
