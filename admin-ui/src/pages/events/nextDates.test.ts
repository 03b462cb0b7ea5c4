import { expect, test } from 'vitest';
import { nextDates } from './nextDates.js';

test('each event has its first planned date; sittings and cancelled dates are passed over', () => {
  const next = nextDates([
    { id: 'sitting', startsOn: '2027-01-01', status: 'PLANNED' },
    { id: 'a', startsOn: '2027-01-02', status: 'CANCELLED', event: { id: 'fair' } },
    { id: 'b', startsOn: '2027-01-03', status: 'PLANNED', event: { id: 'fair' } },
    { id: 'c', startsOn: '2027-01-04', status: 'PLANNED', event: { id: 'fair' } },
  ]);
  expect([...next]).toEqual([['fair', { id: 'b', startsOn: '2027-01-03' }]]);
});
