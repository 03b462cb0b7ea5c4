import { expect, test } from 'vitest';
import { removable, textsOf } from './removable.js';

test('ids, dates and words of a vocabulary are no texts', () => {
  expect(textsOf('leadAgency', 'agency_00000000000000000000000000000001')).toEqual([]);
  expect(textsOf('dates', ['2026-03-02', '2026-03-02T10:00:00Z', 7, null])).toEqual([]);
  expect(textsOf('attendance', [{ capacity: 'NOT_STATED' }])).toEqual([]);
  expect(textsOf('sources', [{ label: 'The plan', readOn: '2026-03-02' }])).toEqual(['The plan']);
});

test('a name in capitals is a text like any other', () => {
  expect(textsOf('leadPost', 'SMITH')).toEqual(['SMITH']);
  expect(textsOf('sources', [{ label: 'JO_BLOGGS' }])).toEqual(['JO_BLOGGS']);
});

test('what addresses a record is not offered, and the reason is', () => {
  const after = { key: 'pubwatch', version: 2, name: 'Pubwatch', status: 'ACTIVE' };
  expect(removable({ after, reason: 'Agreed' })).toEqual([
    { field: 'name', name: 'name', text: 'Pubwatch' },
    { field: '$reason', name: 'reason that was given', text: 'Agreed' },
  ]);
});

test('a long text is shortened', () => {
  const [only] = removable({ after: { description: 'word '.repeat(100) }, reason: null });
  expect(only?.text).toHaveLength(160);
});
