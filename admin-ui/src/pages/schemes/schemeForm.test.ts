import { describe, expect, it } from 'vitest';
import { textOf } from '../../forms/index.js';
import { blankScheme, inputOf, wrongIn } from './schemeForm.js';

describe('what the form of a scheme sends', () => {
  it('is only what was named, and null for what was emptied', () => {
    const values = { ...blankScheme, name: 'Bus', leadPost: '' };
    expect(inputOf(values, ['name', 'leadPost', 'reason'], 'strategy_1')).toEqual({
      name: 'Bus',
      leadPost: null,
    });
  });

  it('names the edition together with its links', () => {
    const values = { ...blankScheme, priorities: ['priority_1'] };
    expect(inputOf(values, ['priorities'], 'strategy_1')).toEqual({
      priorities: ['priority_1'],
      strategyId: 'strategy_1',
    });
  });

  it('holds sources as the server takes them', () => {
    const line = textOf({ label: 'Page', url: '', readOn: '27 3 2026', field: '', quote: '' });
    expect(inputOf({ ...blankScheme, sources: [line] }, ['sources'], undefined)).toEqual({
      sources: [{ label: 'Page', url: null, readOn: '2026-03-27', field: null, quote: null }],
    });
  });

  it('is not sent with a day that is none', () => {
    const values = { ...blankScheme, name: 'Bus', startsOn: '31 2 2026' };
    expect(wrongIn(values)).toMatchObject([{ field: 'startsOn' }]);
  });
});
