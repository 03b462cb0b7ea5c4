import { expect, test } from 'vitest';
import { filledLines, linesOf, pastedLines, textOf } from './lines.js';

const blank = { text: '', owner: 'none' };

test('a line is the same after it was kept as text', () => {
  const line = { text: 'Review the “lighting”', owner: 'agency_1' };
  expect(linesOf([textOf(line)])).toEqual([line]);
});

test('lines that hold nothing but what a new one holds are left out', () => {
  const filled = textOf({ text: 'Review', owner: 'none' });
  const lines = [textOf(blank), filled, textOf({ text: '  ', owner: 'none' })];
  expect(filledLines(lines, blank)).toEqual([filled]);
});

test('a pasted list is a line each, without its bullets and numbers', () => {
  expect(pastedLines('• Crucial Crew\r\n2) Days of Action\n\n- 24 hour patrols\n')).toEqual([
    'Crucial Crew',
    'Days of Action',
    '24 hour patrols',
  ]);
});
