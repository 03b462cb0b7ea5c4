import { expect, test } from 'vitest';
import { roleWords } from './roleWords.js';

const place = { name: 'Safer Chelmsford Partnership' };
const police = { name: 'Essex Police' };

test('a role is said with its place', () => {
  expect(roleWords({ role: 'PARTNER_ADMIN', partnership: place, agency: police })).toBe(
    'Partner admin for Essex Police, in Safer Chelmsford Partnership',
  );
  expect(roleWords({ role: 'CONTRIBUTOR', partnership: null, agency: police })).toBe(
    'Contributor for Essex Police, wherever it sits',
  );
  expect(roleWords({ role: 'COORDINATOR', partnership: place, agency: null })).toBe(
    'Coordinator of Safer Chelmsford Partnership',
  );
  expect(roleWords({ role: 'AUDITOR', partnership: null, agency: null })).toBe(
    'Auditor of the whole register',
  );
});
