import { expect, test } from 'vitest';
import type { Viewer } from '../../session/Session.js';
import { feedChoices } from './feedChoices.js';

const safer = { id: 'partnership_1', slug: 'safer', name: 'Safer' };
const agency = { id: 'agency_1', slug: 'police', name: 'Police' };

function viewer(role: object, agencies: object[]): Viewer {
  return {
    user: { id: 'user_1', agency: null },
    roles: [{ id: 'grant_1', agency: null, partnership: null, ...role }],
    agencies,
  } as unknown as Viewer;
}

test('who acts for an agency has what is its own, and the partnerships', () => {
  const police = viewer({ partnership: safer, agency: { ...agency, memberships: { nodes: [] } } }, [
    agency,
  ]);
  expect(feedChoices(police, null).map(({ value }) => value)).toEqual(['own', 'safer']);
});

test('who acts for none has the partnerships', () => {
  expect(feedChoices(viewer({ partnership: safer }, []), safer)).toMatchObject([
    { value: 'safer', label: 'Safer' },
  ]);
});

test('an auditor of the whole register has the plan that led there', () => {
  const auditor = viewer({ role: 'AUDITOR' }, []);
  expect(feedChoices(auditor, null)).toEqual([]);
  expect(feedChoices(auditor, safer).map(({ value }) => value)).toEqual(['safer']);
});
