import { expect, test } from 'vitest';
import { undone } from './undone.js';

const refused = { saved: null, conflict: null, answer: null, errors: [] };

test('what is undone says so', () => {
  expect(undone({ ...refused, saved: {} }, 'Open again')).toEqual({ done: 'Open again' });
});

test('without an answer it may be tried again, and nothing speaks of a form', () => {
  const errors = [{ field: null, message: 'Save again', isUnanswered: true as const }];
  const said = undone({ ...refused, errors }, 'Open again');
  expect(said).toMatchObject({ isWorthTrying: true });
  expect(JSON.stringify(said)).not.toContain('Save again');
});

test('why the register could not do it is said in its own words', () => {
  const said = 'The service is busy. Try again shortly.';
  const errors = [{ field: null, message: 'Save again', isUnanswered: true as const, said }];
  expect(undone({ ...refused, errors }, 'Open again')).toEqual({
    why: `This could not be undone. ${said} Nothing is undone twice.`,
    isWorthTrying: true,
  });
});

test('what somebody changed meanwhile, or what is refused, is not tried again', () => {
  expect(undone({ ...refused, conflict: {} }, '')).toMatchObject({ isWorthTrying: false });
  const errors = [{ field: null, message: 'The plan is archived.' }];
  expect(undone({ ...refused, errors }, '')).toEqual({
    why: 'This could not be undone. The plan is archived.',
    isWorthTrying: false,
  });
});
