import { expect, test } from 'vitest';
import { agenciesIn, onlyPlan, placeIn } from './place.js';
import type { Viewer } from './Session.js';

const chelmsford = { id: 'partnership_1', slug: 'safer-chelmsford', name: 'Safer Chelmsford' };
const essex = { id: 'partnership_2', slug: 'safer-essex', name: 'Safer Essex' };
const police = (...partnerships: (typeof essex)[]) => ({
  id: 'agency_1',
  name: 'Essex Police',
  slug: 'essex-police',
  memberships: { nodes: partnerships.map((partnership) => ({ partnership })) },
});

function withRoles(...roles: Partial<Viewer['roles'][number]>[]): Viewer {
  return {
    roles: roles.map((role, index) => ({
      id: `role_${index}`,
      partnership: null,
      agency: null,
      ...role,
    })),
  } as unknown as Viewer;
}

test('a role of an agency holds wherever the agency sits', () => {
  const sergeant = withRoles({ role: 'PARTNER_ADMIN', agency: police(chelmsford, essex) });
  expect(placeIn(sergeant, 'safer-essex')).toBe('agency');
  expect(placeIn(sergeant, 'elsewhere')).toBe('other');
  expect(agenciesIn(sergeant, 'safer-essex').map(({ name }) => name)).toEqual(['Essex Police']);
  expect(onlyPlan(sergeant)).toBeNull();
});

test('who has to do with one plan begins there', () => {
  const auditor = withRoles({ role: 'AUDITOR', partnership: chelmsford });
  expect(onlyPlan(auditor)).toEqual(chelmsford);
  expect(placeIn(auditor, 'safer-chelmsford')).toBe('auditor');
});

test('whoever has to do with the whole register chooses', () => {
  expect(onlyPlan(withRoles({ role: 'AUDITOR' }))).toBeNull();
  expect(placeIn(withRoles({ role: 'AUDITOR' }), 'safer-chelmsford')).toBe('auditor');
  const both = withRoles({ role: 'ADMINISTRATOR' }, { role: 'COORDINATOR', partnership: essex });
  expect(onlyPlan(both)).toBeNull();
  expect(placeIn(both, 'safer-essex')).toBe('coordinator');
});
