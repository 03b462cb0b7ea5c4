import { expect, test } from 'vitest';
import { mayRevoke } from './mayRevoke.js';

const here = { id: 'p1' };
const key = { isRevoked: false, partnership: here };

test('keys are revoked by who keeps the place that they read', () => {
  expect(mayRevoke([{ role: 'ADMINISTRATOR', partnership: null }], key)).toBe(true);
  expect(mayRevoke([{ role: 'COORDINATOR', partnership: here }], key)).toBe(true);
  expect(mayRevoke([{ role: 'COORDINATOR', partnership: { id: 'p2' } }], key)).toBe(false);
  expect(
    mayRevoke([{ role: 'COORDINATOR', partnership: here }], { ...key, partnership: null }),
  ).toBe(false);
  expect(mayRevoke([{ role: 'AUDITOR', partnership: null }], key)).toBe(false);
});

test('a revoked key is revoked', () => {
  const revoked = { ...key, isRevoked: true };
  expect(mayRevoke([{ role: 'ADMINISTRATOR', partnership: null }], revoked)).toBe(false);
});
