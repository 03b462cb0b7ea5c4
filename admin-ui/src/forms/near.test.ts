import { expect, test } from 'vitest';
import { near } from './near.js';

const option = (label: string) => ({ value: label, label });
const agencies = ['Chelmsford City Council', 'Essex County Council', 'Essex Police'].map(option);

test('what begins with the letters comes before what holds them', () => {
  const found = near([option('Mid Essex Trust'), ...agencies], ' essex ');
  expect(found.map(({ label }) => label)).toEqual([
    'Essex County Council',
    'Essex Police',
    'Mid Essex Trust',
  ]);
});

test('nothing typed is everything, and what nobody is called is nothing', () => {
  expect(near(agencies, '')).toHaveLength(3);
  expect(near(agencies, 'xyz')).toEqual([]);
});
