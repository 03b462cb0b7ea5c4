import { expect, test } from 'vitest';
import { came, recorded, tally } from './attendance.js';

const police = { id: 'agency_1', name: 'Essex Police' };
const council = { id: 'agency_2', name: 'Chelmsford City Council' };
const guest = { id: 'agency_3', name: 'Crimestoppers' };

const sitting = (startsOn: string | null, states: object[], status = 'HELD') =>
  ({ startsOn, status, attendance: states }) as never;

const held = [
  sitting('2026-01-13', [
    { agency: police, state: 'PRESENT' },
    { agency: council, state: 'APOLOGIES' },
  ]),
  sitting('2026-04-14', [
    { agency: police, state: 'SUBSTITUTE' },
    { agency: guest, state: 'PART' },
  ]),
];

test('each agency is counted by how it attended, guests too', () => {
  const [first, second, third] = tally(held, [police, council]);
  expect(first).toMatchObject({ agency: police, notRecorded: 0 });
  expect(first && came(first)).toBe(2);
  expect(second).toMatchObject({ counts: { APOLOGIES: 1 }, notRecorded: 1 });
  expect(third).toMatchObject({ agency: guest, notRecorded: 1 });
});

test('only sittings of the period that were held and recorded count', () => {
  const all = [
    ...held,
    sitting('2026-07-14', []),
    sitting('2026-10-13', [{ agency: police, state: 'PRESENT' }], 'PLANNED'),
    sitting(null, [{ agency: police, state: 'PRESENT' }]),
    sitting('2025-01-01', [{ agency: police, state: 'PRESENT' }]),
  ];
  expect(recorded(all, '2026-01-01', '2026-12-31')).toHaveLength(2);
});
