import { expect, test } from 'vitest';
import { approvalLines, wrongApproval } from './approval.js';

const decided = { body: 'The board', outcome: 'ADOPTED', on: '2026-03-09' };

test('an approval says who decided what, and when', () => {
  expect(wrongApproval(decided)).toEqual([]);
  expect(wrongApproval({ body: ' ', outcome: '', on: '' }).map(({ field }) => field)).toEqual([
    'body',
    'outcome',
    'on',
  ]);
});

test('its day is a day of the calendar', () => {
  expect(wrongApproval({ ...decided, on: '31 2 2026' })).toEqual([
    { field: 'on', message: 'The day of the decision must be a real date, for example 27 3 2026' },
  ]);
});

test('what is recorded already reads as one line each', () => {
  const undated = { body: 'The cabinet', outcome: 'NOT_ADOPTED', on: null };
  expect(approvalLines([decided, undated])).toEqual([
    'The board adopted, 9 March 2026',
    'The cabinet not adopted',
  ]);
});
