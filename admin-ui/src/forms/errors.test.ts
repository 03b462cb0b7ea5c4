import { CombinedError } from '@urql/core';
import { expect, test } from 'vitest';
import { formErrors, refusal, sentence } from './errors.js';

test('a path of the server is the name of a field', () => {
  const errors = formErrors([
    { path: ['name'], code: 'INVALID', message: 'Give a name.' },
    { path: ['input', 'attendance', '2', 'agency'], code: 'INVALID', message: 'Choose a member.' },
    { path: [], code: 'INVALID', message: 'Nothing was changed.' },
  ]);
  expect(errors.map(({ field }) => field)).toEqual(['name', 'attendance.2.agency', null]);
});

test('a lost network says that nothing is lost', () => {
  const lost = new CombinedError({ networkError: new TypeError('Failed to fetch') });
  expect(refusal(lost).message).toContain('still here');
});

test('a refusal of the server is said in its own words', () => {
  const refused = new CombinedError({ graphQLErrors: [{ message: 'You may not change this.' }] });
  expect(refusal(refused).message).toBe('You may not change this.');
});

test('a message without a subject is given the field’s label', () => {
  const [late] = formErrors([
    { path: ['dueOn'], code: 'INVALID', message: 'dueOn: is 1066-01-01: expected a later year' },
  ]);
  const message = late?.message ?? '';
  expect(sentence('Due date', message)).toBe('Due date is 1066-01-01: expected a later year');
  expect(sentence('Why? (optional)', 'is empty')).toBe('“Why?” is empty');
  expect(sentence(undefined, 'no longer works')).toBe('No longer works');
  expect(sentence('Name', 'Give a name.')).toBe('Give a name.');
});
