import { describe, expect, it } from 'vitest';
import { byQuarter, pointsOf } from './ratingPoints.js';

const points = pointsOf([
  {
    id: 'p1',
    position: 1,
    title: 'Violence',
    progress: {
      nodes: [
        { id: 'u3', on: '2026-06-30', rating: 'GREEN' },
        { id: 'u2', on: '2026-04-01', rating: 'AMBER' },
        { id: 'u1', on: '2025-12-31', rating: 'RED' },
      ],
    },
  },
  {
    id: 'p2',
    position: 2,
    title: null,
    progress: { nodes: [{ id: 'u4', on: '2026-05-01', rating: 'NOT_RATED' }] },
  },
]);

describe('pointsOf', () => {
  it('puts all ratings in order of time, with a letter', () => {
    expect(points.map(({ on, letter }) => `${on} ${letter}`)).toEqual([
      '2025-12-31 R',
      '2026-04-01 A',
      '2026-05-01 N',
      '2026-06-30 G',
    ]);
  });
});

describe('byQuarter', () => {
  it('keeps the last rating of each priority, the latest quarter first', () => {
    const [spring, winter] = byQuarter(points);
    expect(spring?.label).toBe('April to June 2026');
    expect(spring?.ratings.get('Priority 1')?.rating).toBe('GREEN');
    expect(spring?.ratings.get('Priority 2')?.rating).toBe('NOT_RATED');
    expect(winter?.label).toBe('October to December 2025');
  });
});
