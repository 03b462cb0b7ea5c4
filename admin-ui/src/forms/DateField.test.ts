import { expect, test } from 'vitest';
import { badDates, join } from './DateField.js';

test('a field with something else than a day is named, an empty one is not', () => {
  const wrong = badDates({ startsOn: '31 2 2026', endsOn: '' }, [
    ['startsOn', 'Start date'],
    ['endsOn', 'End date'],
  ]);
  expect(wrong).toEqual([
    { field: 'startsOn', message: 'Start date must be a real date, for example 27 3 2026' },
  ]);
});

test.each([
  [{ day: '31', month: 'March', year: '2026' }, '2026-03-31'],
  [{ day: '1', month: 'sept.', year: '2026' }, '2026-09-01'],
  [{ day: '31 Mar 2026', month: '', year: '' }, '2026-03-31'],
  [{ day: '31/3/2026', month: '', year: '' }, '2026-03-31'],
  [{ day: '31', month: 'Mar', year: '26' }, '31 Mar 26'],
  [{ day: '2026-03-31', month: '', year: '' }, '2026-03-31'],
  [{ day: '', month: '3', year: '2026' }, ' 3 2026'],
  [{ day: '31', month: 'Ma', year: '2026' }, '31 Ma 2026'],
  [{ day: ' ', month: '', year: '' }, ''],
])('%o is taken as “%s”', (typed, value) => {
  expect(join(typed)).toBe(value);
});

test('a year of two digits is asked for in full', () => {
  const [wrong] = badDates({ dueOn: '31 Mar 26' }, [['dueOn', 'Due date']]);
  expect(wrong?.message).toBe('Due date needs all four digits of the year, for example 2026');
});
