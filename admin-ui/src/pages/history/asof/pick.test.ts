import { expect, test } from 'vitest';
import { answerTo } from './pick.js';

const begins = '2026-03-02T09:00:00Z';
const now = new Date('2026-07-15T10:00:00Z');
const ask = (question: string, on: string, time = '') =>
  answerTo('safer-chelmsford', { question, on, time }, begins, now);

test('what the register said is asked for at the end of the day, in London', () => {
  expect(ask('said', '2026-07-01').to).toBe(
    '/p/safer-chelmsford/as-of/2026-07-01T22%3A59%3A59.999Z',
  );
  expect(ask('said', '2026-07-01', '2.30pm').to).toBe(
    '/p/safer-chelmsford/as-of/2026-07-01T13%3A30%3A00.000Z',
  );
});

test('today is until now', () => {
  expect(ask('said', '2026-07-15').to).toBe(
    '/p/safer-chelmsford/as-of/2026-07-15T10%3A00%3A00.000Z',
  );
});

test('what was in force can be asked of any day', () => {
  expect(ask('force', '2021-06-01').to).toBe('/p/safer-chelmsford/in-force/2021-06-01');
  expect(ask('force', '2027-06-01').to).toBe('/p/safer-chelmsford/in-force/2027-06-01');
});

test('a question that cannot be answered says why', () => {
  expect(ask('said', '').errors[0]?.message).toBe('Enter a day');
  expect(ask('said', '31 2 2026').errors[0]?.field).toBe('on');
  expect(ask('said', '2026-08-01').errors[0]?.message).toMatch('in the past');
  expect(ask('said', '2026-03-01').errors[0]?.message).toBe(
    'The history begins on 2 March 2026: enter that day or a later one',
  );
  expect(ask('said', '2026-07-15', '11:30').errors[0]?.field).toBe('time');
  expect(ask('said', '2026-07-14', 'noon').errors[0]?.field).toBe('time');
});
