import { expect, test } from 'vitest';
import { offeredPlaces, offeredRoles } from './powers.js';

const chelmsford = { id: 'p1', name: 'Safer Chelmsford Partnership' };
const police = { id: 'a1', name: 'Essex Police' };
const admin = { role: 'ADMINISTRATOR', partnership: null, agency: null } as const;
const coordinator = { role: 'COORDINATOR', partnership: chelmsford, agency: null } as const;
const sergeant = { role: 'PARTNER_ADMIN', partnership: chelmsford, agency: police } as const;
const auditor = { role: 'AUDITOR', partnership: chelmsford, agency: null } as const;

test('administrators offer every role, anywhere', () => {
  expect(offeredRoles([admin])).toContain('ADMINISTRATOR');
  expect(offeredPlaces([admin], 'COORDINATOR')).toBe('any');
});

test('coordinators offer every role but administrator, in their partnership', () => {
  expect(offeredRoles([coordinator])).toEqual([
    'PARTNER_ADMIN',
    'CONTRIBUTOR',
    'COORDINATOR',
    'AUDITOR',
  ]);
  expect(offeredPlaces([coordinator], 'PARTNER_ADMIN')).toEqual({
    partnerships: [chelmsford],
    agencies: 'any',
    everywhere: false,
  });
});

test('partner admins offer colleagues their own roles, where they hold theirs', () => {
  expect(offeredRoles([sergeant])).toEqual(['PARTNER_ADMIN', 'CONTRIBUTOR']);
  expect(offeredPlaces([sergeant], 'CONTRIBUTOR')).toEqual({
    partnerships: [chelmsford],
    agencies: [police],
    everywhere: false,
  });
});

test('auditors offer nothing', () => {
  expect(offeredRoles([auditor])).toEqual([]);
});
