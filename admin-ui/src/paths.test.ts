import { expect, test } from 'vitest';
import { recordPath } from './paths.js';

const chelmsford = { slug: 'safer-chelmsford' };

test('what the history names leads to its page', () => {
  const to = (entityType: string, partnership: { slug: string } | null) =>
    recordPath({ entityType, entityId: 'x_1', partnership });
  expect(to('PROJECT', chelmsford)).toBe('/p/safer-chelmsford/schemes/x_1');
  expect(to('PARTNERSHIP', chelmsford)).toBe('/p/safer-chelmsford');
  expect(to('USER', null)).toBe('/people/x_1');
  expect(to('AGENCY', null)).toBe('/records/x_1');
});

test('a role or a key leads to its history, for it has no page', () => {
  const to = (entityType: string) =>
    recordPath({ entityType, entityId: 'role_grant_1', partnership: chelmsford });
  expect(to('ROLE_GRANT')).toBe('/history?entity=role_grant_1');
  expect(to('API_KEY')).toBe('/history?entity=role_grant_1');
});
