import { expect, test } from 'vitest';
import { idsIn, isProse, itemWords, sideWords, valueWords, wouldChange } from './values.js';

const police = 'agency_01a206d7166e726aaa24d81672e5cd9d';
const council = 'agency_01a206d7166e726aaa24d8134b3a0b59';
const names = new Map([
  [police, 'Essex Police'],
  [council, 'Chelmsford City Council'],
]);

test('values read as words', () => {
  expect(valueWords('capacity', 'NOT_STATED', names)).toBe('Not stated');
  expect(valueWords('dueOn', '2026-03-27', names)).toBe('27 March 2026');
  expect(valueWords('isBoard', true, names)).toBe('Yes');
  expect(valueWords('partnerAgencies', [police, council], names)).toBe(
    'Essex Police; Chelmsford City Council',
  );
  expect(valueWords('leadAgency', 'agency_01a206d7166e726aaa24d81672e50000', names)).toBe(
    'A record that cannot be shown',
  );
});

test('a text that is no word of a list stays as it is', () => {
  expect(sideWords('leadAgency', 'Essex Police', police)).toBe('Essex Police');
  expect(sideWords('status', 'ACTIVE', 'ACTIVE')).toBe('Active');
  expect(sideWords('name', 'CCTV', 'CCTV')).toBe('CCTV');
  expect(valueWords('sources', [{ label: 'ANPR' }], names)).toBe('label: ANPR');
});

test('the words inside of a list are put into words where the list holds them', () => {
  const present = { agency: police, capacity: 'NOT_STATED', state: 'PRESENT' };
  const said = 'agency: Essex Police; capacity: NOT_STATED; state: PRESENT';
  expect(itemWords(said, [present])).toBe(
    'agency: Essex Police; capacity: Not stated; state: Present',
  );
  expect(valueWords('attendance', [present], names)).toBe(
    'agency: Essex Police, capacity: Not stated, state: Present',
  );
  expect(itemWords('state: PRESENT', ['state: PRESENT'])).toBe('state: PRESENT');
});

test('moments, days and fields inside of a list read as words', () => {
  const answer = {
    agency: police,
    at: '2026-11-30T07:43:10.925847Z',
    by: 'user_1',
    onBehalf: true,
  };
  const said = 'agency: Essex Police; at: 2026-11-30T07:43:10.925847Z; by: Sam; onBehalf: yes';
  expect(itemWords(said, [answer])).toBe(
    'agency: Essex Police; when: 30 November 2026 at 07:43; by: Sam; on behalf: yes',
  );
  const source = { label: 'Plan; note: draft', field: 'dueOn', readOn: '2026-03-27', url: null };
  expect(itemWords('field: dueOn; label: Plan; note: draft; readOn: 2026-03-27', [source])).toBe(
    'what it is about: due date; label: Plan; note: draft; read on: 27 March 2026',
  );
  expect(valueWords('sources', [source], names)).toBe(
    'label: Plan; note: draft, what it is about: due date, read on: 27 March 2026',
  );
});

test('ids are found inside lists and objects', () => {
  expect(idsIn({ a: [police, 'x'], b: { c: council } })).toEqual([police, council]);
});

test('a revert changes what differs, and leaves alone what it keeps', () => {
  const now = {
    name: 'New',
    leadAgency: police,
    version: 3,
    position: 2,
    partnerAgencies: [police],
  };
  const then = {
    name: 'Old',
    leadAgency: police,
    version: 1,
    position: 1,
    partnerAgencies: [council],
  };
  const found = wouldChange(now, then, names, 'PROJECT');
  expect(found.map(({ field }) => field)).toEqual(['name', 'partnerAgencies']);
  expect(found[1]).toMatchObject({ added: ['Chelmsford City Council'], removed: ['Essex Police'] });
});

test('only long texts are prose', () => {
  expect(isProse({ beforeValue: 'Active', afterValue: 'Paused' })).toBe(false);
  const text = 'A scheme that brings young people and officers together.';
  expect(isProse({ beforeValue: text, afterValue: `${text} Weekly.` })).toBe(true);
  expect(isProse({ beforeValue: null, afterValue: text })).toBe(false);
});
