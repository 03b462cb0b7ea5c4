import { expect, test } from 'vitest';
import { exactly, near } from './near.js';

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

test('what somebody typed out in full is the one of that name', () => {
  expect(exactly(agencies, ' essex  POLICE ')?.label).toBe('Essex Police');
  expect(exactly(agencies, 'Essex Pol')).toBeNull();
});

test('of two with one name the hint tells which', () => {
  const two = [option('Bell Meadow'), { ...option('Bell Meadow'), hint: 'archived' }];
  expect(exactly(two, 'Bell Meadow')).toBeNull();
  expect(exactly(two, 'bell meadow (archived)')).toBe(two[1]);
});
