import { describe, expect, it } from 'vitest';
import { withFilter } from './useFilters.js';

const at = (text: string) => new URLSearchParams(text);

describe('the address of a filtered list', () => {
  it('goes back to the first page when a filter changes', () => {
    expect(withFilter(at('q=bus&after=abc'), 'status', 'ACTIVE').toString()).toBe(
      'q=bus&status=ACTIVE',
    );
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
