import { describe, expect, it } from 'vitest';
import { lineErrors, titlesOf } from './manyTitles.js';

describe('titlesOf', () => {
  it('takes each line that holds something, without bullets', () => {
    expect(titlesOf('knife crime\n\n  • high harm \n2. hate crime\n24-hour care\n')).toEqual([
      'knife crime',
      'high harm',
      'hate crime',
      '24-hour care',
    ]);
  });
});

describe('lineErrors', () => {
  it('names the line, and asks for the one reason once', () => {
    const errors = [
      { field: 'rows.1.title', message: 'Title is too long' },
      { field: 'rows.0.reason', message: 'Say why' },
      { field: 'rows.1.reason', message: 'Say why' },
      { field: null, message: 'Not now' },
    ];
    expect(lineErrors(errors, ['one', 'two'])).toEqual([
      { field: 'titles', message: '“two”: Title is too long' },
      { field: 'reason', message: 'Say why' },
      { field: null, message: 'Not now' },
    ]);
  });
});
