import { describe, expect, it } from 'vitest';
import { shortText } from './action.js';

describe('the heading of an action', () => {
  it('is its whole text when that is short', () => {
    expect(shortText('Ask for two more officers')).toBe('Ask for two more officers');
  });

  it('ends between words when the text is long', () => {
    const heading = shortText('Ask for two more officers on every Saturday of the summer', 30);
    expect(heading).toBe('Ask for two more officers on…');
  });
});
