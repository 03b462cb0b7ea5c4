import { expect, test } from 'vitest';
import { missingIn } from './needed.js';

test('each field that is empty is asked for by name', () => {
  const needed = { email: 'Enter the email address', password: 'Enter your password' };
  expect(missingIn({ email: ' ', password: '', code: '' }, needed)).toEqual([
    { field: 'email', message: 'Enter the email address' },
    { field: 'password', message: 'Enter your password' },
  ]);
  expect(missingIn({ email: 'ada@example.org', password: 'three words here' }, needed)).toEqual([]);
});
