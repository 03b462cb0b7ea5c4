import { expect, test } from 'vitest';
import { count, day, londonDay, moment, words } from './words.js';

test('an enum value reads as words', () => {
  expect(words('FIRE_AND_RESCUE')).toBe('Fire and rescue');
  expect(words('CO_OPERATING_BODY')).toBe('Co-operating body');
  expect(words(null)).toBe('');
});

test('days and moments are London’s, also in summer time', () => {
  expect(day('2026-03-27')).toBe('27 March 2026');
  expect(moment('2026-07-01T23:30:00Z')).toBe('2 July 2026 at 00:30');
  expect(londonDay(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02');
});

test('a number has its noun', () => {
  expect(count(1, 'scheme')).toBe('1 scheme');
  expect(count(1200, 'agency', 'agencies')).toBe('1,200 agencies');
});
