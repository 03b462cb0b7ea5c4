import { expect, test } from 'vitest';
import { filledLines, linesOf, textOf } from './lines.js';

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
