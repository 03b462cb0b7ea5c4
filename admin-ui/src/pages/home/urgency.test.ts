import { expect, test } from 'vitest';
import { latestOf, mostUrgentFirst, type Urgent } from './urgency.js';

function scheme(name: string, more: Partial<Urgent> = {}): Urgent {
  return { name, status: 'ACTIVE', isStale: false, latestProgress: null, ...more };
}

test('what is stale or red comes first, what is over last', () => {
  const rated = (rating: string) => ({ latestProgress: { rating, on: '2026-01-01' } });
  const sorted = mostUrgentFirst([
    scheme('Over', { status: 'COMPLETED', ...rated('RED') }),
    scheme('Green', rated('GREEN')),
    scheme('None yet'),
    scheme('Amber', rated('AMBER')),
    scheme('Stale', { isStale: true, ...rated('GREEN') }),
    scheme('Red', rated('RED')),
  ]);
  expect(sorted.map(({ name }) => name)).toEqual([
    'Stale',
    'Red',
    'Amber',
    'None yet',
    'Green',
    'Over',
  ]);
});

test('among equals, those that have been silent longest', () => {
  const on = (day: string) => ({ latestProgress: { rating: 'RED', on: day } });
  const sorted = mostUrgentFirst([scheme('A', on('2026-02-01')), scheme('B', on('2025-02-01'))]);
  expect(sorted.map(({ name }) => name)).toEqual(['B', 'A']);
});

test('changes of several records are one list', () => {
  const change = (sequence: number) => ({ id: `change_${sequence}`, sequence });
  const found = latestOf([[change(3)], [change(9), change(3)], []], 2);
  expect(found.map(({ sequence }) => sequence)).toEqual([9, 3]);
});
