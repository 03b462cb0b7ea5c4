import { expect, test } from 'vitest';
import { twice } from './twice.js';

test('a name that comes again is named once for each time', () => {
  expect(twice(['Lamps', 'Gates', 'lamps', 'LAMPS'])).toEqual(['lamps', 'LAMPS']);
  expect(twice(['Lamps', 'Gates'])).toEqual([]);
});
