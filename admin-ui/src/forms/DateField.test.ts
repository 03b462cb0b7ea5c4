import { expect, test } from 'vitest';
import { badDates, isDay } from './DateField.js';

test.each(['2026-02-28', '2024-02-29', '1998-07-31'])('%s is a day', (day) => {
  expect(isDay(day)).toBe(true);
});

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '31 2 2026'])('“%s” is not a day', (day) => {
  expect(isDay(day)).toBe(false);
});

test('a field with something else than a day is named, an empty one is not', () => {
  const wrong = badDates({ startsOn: '31 2 2026', endsOn: '' }, [
    ['startsOn', 'Start date'],
    ['endsOn', 'End date'],
  ]);
  expect(wrong).toEqual([
    { field: 'startsOn', message: 'Start date must be a real date, for example 27 3 2026' },
  ]);
});
