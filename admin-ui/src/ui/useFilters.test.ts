import { describe, expect, it } from 'vitest';
import { isNarrowed, withFilter } from './useFilters.js';

const at = (text: string) => new URLSearchParams(text);

describe('the address of a filtered list', () => {
  it('goes back to the first page when a filter changes', () => {
    expect(withFilter(at('q=bus&after=abc'), 'status', 'ACTIVE').toString()).toBe(
      'q=bus&status=ACTIVE',
    );
  });

  it('narrows the list by its filters, not by its order or its page', () => {
    expect(isNarrowed(at('sort=UPDATED_AT&after=abc&q='))).toBe(false);
    expect(isNarrowed(at('kind=PROJECT'))).toBe(true);
  });

  it('keeps every value of a filter with several', () => {
    expect(withFilter(at('kind=PROJECT'), 'kind', ['SCHEME', 'SERVICE']).toString()).toBe(
      'kind=SCHEME&kind=SERVICE',
    );
  });

  it('leaves an empty filter out', () => {
    expect(withFilter(at('q=bus&status=ACTIVE'), 'q', '').toString()).toBe('status=ACTIVE');
  });
});
