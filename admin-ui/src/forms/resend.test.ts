import { expect, test } from 'vitest';
import { next, type Resend, type Theirs } from './resend.js';

/** Goes through what a form sees after the button was pressed; gives how often it sent itself. */
function sent(...seen: [theirs: Theirs, isBusy: boolean][]): number {
  let state: Resend = 'free';
  let times = 0;
  for (const [theirs, isBusy] of seen) {
    const after = next(state, { theirs, isBusy });
    if (state === 'due' && after === 'spent') times += 1;
    state = after;
  }
  return times;
}

test('a save that changed nothing of the form is taken up, and the form sent when it may be', () => {
  expect(sent(['none', true], ['idle', true], ['none', true])).toBe(0);
  expect(sent(['none', true], ['idle', true], ['none', true], ['none', false])).toBe(1);
});

test('the form is sent by itself once for each press, however many such saves come', () => {
  const once: [Theirs, boolean][] = [
    ['idle', true],
    ['none', false],
  ];
  expect(sent(...once, ['none', true], ...once, ...once)).toBe(1);
});

test('after a save that was told of nothing is sent, even if nothing differs any longer', () => {
  expect(sent(['told', true], ['told', true], ['idle', true], ['none', false])).toBe(0);
});
