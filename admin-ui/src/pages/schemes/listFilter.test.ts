import { describe, expect, it } from 'vitest';
import { filterOf, orderOf } from './listFilter.js';

const at = (text: string) => new URLSearchParams(text);

describe('the filter of the list of schemes', () => {
  it('asks for the whole partnership when the address says nothing', () => {
    expect(filterOf('p', at(''))).toEqual({ partnership: 'p' });
  });

  it('takes a role only together with an agency', () => {
    expect(filterOf('p', at('role=LEAD'))).toEqual({ partnership: 'p' });
    expect(filterOf('p', at('agency=a&role=LEAD'))).toEqual({
      partnership: 'p',
      agency: 'a',
      role: 'LEAD',
    });
  });

  it('tells priorities from focus areas', () => {
    expect(filterOf('p', at('serves=priority:priority_1'))).toMatchObject({
      priority: 'priority_1',
    });
    expect(filterOf('p', at('serves=focus:focusarea_1'))).toMatchObject({
      focusArea: 'focusarea_1',
    });
  });

  it('asks for what is stale and for what nobody leads', () => {
    expect(filterOf('p', at('stale=yes&unled=yes'))).toEqual({
      partnership: 'p',
      hasLead: false,
      isStale: true,
    });
  });

  it('sorts by name unless the address names another order', () => {
    expect(orderOf(at('sort=nonsense'))).toBe('NAME');
    expect(orderOf(at('sort=UPDATED_AT'))).toBe('UPDATED_AT');
  });
});
