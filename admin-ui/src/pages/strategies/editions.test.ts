import { describe, expect, it } from 'vitest';
import { compareEditions, type PriorityOf, tally } from './editions.js';

const area = (id: string, title: string, from?: string) => ({
  id,
  title,
  carriedFrom: from ? { id: from } : null,
});
const priority = (
  id: string,
  title: string,
  focusAreas: PriorityOf['focusAreas'] = [],
  from?: string,
): PriorityOf => ({
  id,
  position: 1,
  title,
  focusAreas,
  carriedFrom: from ? { id: from } : null,
});

const before = [
  priority('p1', 'Violence', [area('a1', 'knife crime'), area('a2', 'high harm')]),
  priority('p2', 'Nuisance', [area('a3', 'noise')]),
  priority('p3', 'Rural crime'),
];

describe('compareEditions', () => {
  it('says of an untouched draft that everything is carried', () => {
    const after = [
      priority(
        'q1',
        'Violence',
        [area('b1', 'knife crime', 'a1'), area('b2', 'high harm', 'a2')],
        'p1',
      ),
      priority('q2', 'Nuisance', [area('b3', 'noise', 'a3')], 'p2'),
      priority('q3', 'Rural crime', [], 'p3'),
    ];
    const rows = compareEditions(before, after);
    expect(rows.flatMap(({ fates }) => fates)).toEqual(['carried', 'carried', 'carried']);
    expect(tally(rows.flatMap(({ areas }) => areas)).carried).toBe(3);
  });

  it('tells reworded, moved, new and dropped apart', () => {
    const after = [
      priority('q3', 'Rural and wildlife crime', [], 'p3'),
      priority('q1', 'Violence', [area('b2', 'high harm', 'a2'), area('b3', 'noise', 'a3')], 'p1'),
      priority('q9', 'Hate crime', [area('b9', 'reporting')]),
    ];
    const rows = compareEditions(before, after);
    expect(rows.map(({ after: now, before: was, fates }) => [now?.id ?? was?.id, fates])).toEqual([
      // Of two that changed places, one is said to have moved.
      ['q3', ['reworded']],
      ['q1', ['moved']],
      ['q9', ['new']],
      ['p2', ['dropped']],
    ]);
    const violence = rows[1];
    expect(violence?.areas.map(({ fates, cameFrom }) => [fates, cameFrom?.id])).toEqual([
      [['carried'], undefined],
      [['moved'], 'p2'],
      [['dropped'], undefined],
    ]);
    // Its only focus area lives on under another priority: nothing of it was dropped with it.
    expect(rows[3]?.areas).toEqual([]);
  });
});
