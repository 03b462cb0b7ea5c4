import { describe, expect, it } from 'vitest';
import { filterOf, narrowed, orderOf } from './listFilter.js';

const at = (text: string) => new URLSearchParams(text);

describe('the filter of the list of actions', () => {
  it('asks for what is open when the address says nothing', () => {
    expect(filterOf('p', at(''))).toEqual({ partnership: 'p', status: ['OPEN'] });
  });

  it('asks for what is overdue, closed, or for all', () => {
    expect(filterOf('p', at('show=overdue'))).toEqual({ partnership: 'p', overdue: true });
    expect(filterOf('p', at('show=closed')).status).toContain('CANCELLED');
    expect(filterOf('p', at('show=all'))).toEqual({ partnership: 'p' });
  });

  it('narrows to one’s own agency before any other', () => {
    expect(filterOf('p', at('show=all&mine=yes&agency=b'), 'a')).toEqual({
      partnership: 'p',
      agency: 'a',
    });
  });

  it('sorts by due date unless the address names another order', () => {
    expect(orderOf(at('sort=NAME'))).toBe('DUE_ON');
  });

  it('narrows the actions of one sitting in the same way', () => {
    const open = { reference: '4.2', text: 'Ask', status: 'OPEN', isOverdue: true, owners: [] };
    const done = { ...open, text: 'Tell', status: 'COMPLETED', isOverdue: false };
    const owned = { ...open, owners: [{ id: 'a' }] };
    expect(narrowed([open, done], at(''))).toEqual([open]);
    expect(narrowed([open, done], at('show=all&q=4.2 te'))).toEqual([done]);
    expect(narrowed([open, done], at('show=overdue'))).toEqual([open]);
    expect(narrowed([open, owned], at('mine=yes'), 'a')).toEqual([owned]);
  });
});
