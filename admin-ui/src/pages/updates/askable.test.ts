import { expect, test } from 'vitest';
import { askable, leading } from './askable.js';

const agency = (id: string, endedOn: string | null = null) => ({ id, name: id, endedOn });
const police = agency('police');
const trust = agency('trust', '2025-03-31');
const council = agency('council', '2027-03-31');

test('an agency that has ended is not asked', () => {
  expect(askable([police, trust, council], '2026-11-30')).toEqual([police, council]);
});

test('those that lead a scheme are ticked', () => {
  const nodes = [{ leadAgency: { id: 'police' } }, { leadAgency: null }];
  expect(leading([police, council], { totalCount: 2, nodes })).toEqual(['police']);
});

test('where not all schemes are at hand, everybody is ticked', () => {
  const nodes = [{ leadAgency: { id: 'police' } }];
  expect(leading([police, council], { totalCount: 101, nodes })).toEqual(['police', 'council']);
});
