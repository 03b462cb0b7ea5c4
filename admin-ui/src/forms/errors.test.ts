import { CombinedError } from '@urql/core';
import { expect, test } from 'vitest';
import { formErrors, refusal, relabelled, sentence } from './errors.js';

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

test('a register that is reached and cannot save says why in its own words', () => {
  const message = 'The service has no room left to save anything. Tell whoever runs it.';
  const full = new CombinedError({
    graphQLErrors: [{ message, extensions: { code: 'UNAVAILABLE' } }],
  });
  expect(refusal(full)).toMatchObject({ isUnanswered: true, said: message });
  expect(refusal(full).message).toBe(
    `${message} What you entered is still here. Nothing is saved twice.`,
  );
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
  expect(sentence('Due date', message)).toBe('Due date is 1 January 1066: expected a later year');
  expect(sentence('Why? (optional)', 'is empty')).toBe('“Why?” is empty');
  expect(sentence(undefined, 'no longer works')).toBe('No longer works');
  expect(sentence('Name', 'Give a name.')).toBe('Give a name.');
});

test('what is too long is said without the name of a limit', () => {
  const refused = new CombinedError({
    graphQLErrors: [
      { message: 'The request passes the limit body_bytes.', extensions: { limit: 'body_bytes' } },
    ],
  });
  expect(refusal(refused).message).toContain('too long');
});

test('another field is called what its box is called', () => {
  const message = 'is 1 March 2026, before the start date (1 April 2026)';
  expect(relabelled(message, [['startsOn', { label: 'First day (optional)' }]])).toBe(
    'is 1 March 2026, before “First day” (1 April 2026)',
  );
  expect(relabelled(message, [['dueOn', { label: 'Due date' }]])).toBe(message);
});

test('fields, days and seconds in a message are said as people say them', () => {
  const say = (message: string) => formErrors([{ path: ['endsOn'], code: 'INVALID', message }])[0];
  expect(say('endsOn: is 2026-03-01, before startsOn (2026-04-01)')?.message).toBe(
    'is 1 March 2026, before the start date (1 April 2026)',
  );
  const wait = 'Too many attempts. Try again in 892 seconds.';
  expect(say(wait)?.message).toBe('Too many attempts. Try again in 15 minutes.');
  expect(say('Try again in 20 seconds.')?.message).toBe('Try again in 20 seconds.');
});
