import { expect, test } from 'vitest';
import { strength } from './strength.js';

test('a password is judged by its characters', () => {
  expect(strength('')).toBe('none');
  expect(strength('heron-quarr')).toBe('short');
  expect(strength('heron-quarry')).toBe('enough');
  expect(strength('heron-lantern-quarry')).toBe('good');
  expect(strength('🦆🦆🦆🦆🦆🦆')).toBe('short');
});
