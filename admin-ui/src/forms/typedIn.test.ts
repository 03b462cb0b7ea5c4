import { expect, test } from 'vitest';
import { typedIn } from './typedIn.js';

test('what was typed is what differs from what was loaded, and no choice from a list', () => {
  const base = { note: '', name: 'Night bus', lead: '', marking: 'PUBLIC', members: [] };
  const values = {
    note: 'CCTV is in place',
    name: 'Night bus',
    lead: 'agency_01890a5d-ac96-774b-bcce-b302099a8057',
    marking: 'PARTNERS_ONLY',
    members: ['agency_1'],
  };
  expect(typedIn({ version: 1, base, values })).toEqual([['note', 'CCTV is in place']]);
});
