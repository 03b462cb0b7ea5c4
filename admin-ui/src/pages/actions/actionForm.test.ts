import { describe, expect, it } from 'vitest';
import { actionInput, blankAction, isSaid, sittingsAround, wrongAction } from './actionForm.js';

describe('the form of an action', () => {
  it('needs what is to be done, and a real due date', () => {
    expect(wrongAction(blankAction)).toMatchObject([{ field: 'text' }]);
    expect(wrongAction({ ...blankAction, text: 'Do it', dueOn: '31 2 2026' })).toMatchObject([
      { field: 'dueOn' },
    ]);
  });

  it('sends only what was named, and null for what was emptied', () => {
    expect(actionInput({ ...blankAction, text: 'Do it' }, ['text', 'dueOn', 'reason'])).toEqual({
      text: 'Do it',
      dueOn: null,
    });
  });

  it('says who can see a new action only where that was chosen', () => {
    expect(isSaid(blankAction, 'visibility')).toBe(false);
    expect(isSaid({ ...blankAction, visibility: 'PUBLIC' }, 'visibility')).toBe(true);
    expect(isSaid({ ...blankAction, dueOn: '1 2 2026' }, 'dueOn')).toBe(true);
  });

  it('offers the sittings of a year back and three months on', () => {
    expect(sittingsAround('2026-11-23')).toEqual({ from: '2025-11-23', to: '2027-02-23' });
  });
});
