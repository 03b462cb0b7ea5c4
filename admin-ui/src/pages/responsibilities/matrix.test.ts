import { describe, expect, it } from 'vitest';
import { cellWords, fullestOf, matrixOf, NO_PRIORITY, shade } from './matrix.js';

const police = { id: 'a', name: 'Essex Police' };
const council = { id: 'b', name: 'City Council' };
const rows = matrixOf([
  { agency: council, priority: { id: 'p1' }, leads: 1, partners: 0 },
  { agency: police, priority: { id: 'p1' }, leads: 3, partners: 1 },
  { agency: police, priority: null, leads: 0, partners: 2 },
]);

describe('matrixOf', () => {
  it('gives each agency a row, whoever leads most first', () => {
    expect(rows.map(({ agency }) => agency.name)).toEqual(['Essex Police', 'City Council']);
    expect(rows[0]?.cells.get('p1')).toEqual({ leads: 3, partners: 1 });
    expect(rows[0]?.cells.get(NO_PRIORITY)).toEqual({ leads: 0, partners: 2 });
    expect([rows[0]?.leads, rows[0]?.partners]).toEqual([3, 3]);
  });
});

describe('shade', () => {
  it('grows with the number, and is nothing for nothing', () => {
    const fullest = fullestOf(rows);
    expect(fullest).toBe(4);
    expect(shade(undefined, fullest)).toBe(0);
    expect(shade({ leads: 1, partners: 0 }, fullest)).toBe(1);
    expect(shade({ leads: 3, partners: 1 }, fullest)).toBe(4);
    expect(shade({ leads: 0, partners: 0 }, 0)).toBe(0);
  });
});

describe('cellWords', () => {
  it('says both parts', () => {
    expect(cellWords({ leads: 3, partners: 1 })).toBe('3 led, 1 as partner');
    expect(cellWords(undefined)).toBe('None');
  });
});
