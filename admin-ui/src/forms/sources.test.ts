import { describe, expect, it } from 'vitest';
import { textOf } from './lines.js';
import { badSources, blankSource, dayOf, sourceLines, sourcesInput } from './sources.js';

const page = { label: 'Council page', url: null, readOn: '2026-03-27', field: null, quote: null };

describe('sources in a form', () => {
  it('come back as they were', () => {
    expect(sourcesInput(sourceLines([page]))).toEqual([page]);
  });

  it('leave out a line that was begun and not filled', () => {
    expect(sourcesInput([...sourceLines([page]), textOf(blankSource)])).toEqual([page]);
  });

  it('take days as people write them', () => {
    for (const written of ['27 3 2026', '27/03/2026', '2026-03-27', ' 27.3.2026 ']) {
      expect(dayOf(written)).toBe('2026-03-27');
    }
    expect(dayOf('31 2 2026')).toBe('');
    expect(dayOf('spring')).toBe('');
  });

  it('name the line whose day is wrong', () => {
    const lines = [textOf({ ...blankSource, label: 'Page', readOn: 'soon' })];
    expect(badSources(lines)[0]?.field).toBe('sources.0.readOn');
  });
});
