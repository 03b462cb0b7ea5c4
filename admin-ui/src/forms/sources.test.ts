import { describe, expect, it } from 'vitest';
import { textOf } from './lines.js';
import { badSources, blankSource, sourceLines, sourcesInput } from './sources.js';

const page = { label: 'Council page', url: null, readOn: '2026-03-27', field: null, quote: null };

describe('sources in a form', () => {
  it('come back as they were', () => {
    expect(sourcesInput(sourceLines([page]))).toEqual([page]);
  });

  it('leave out a line that was begun and not filled', () => {
    expect(sourcesInput([...sourceLines([page]), textOf(blankSource)])).toEqual([page]);
  });

  it('want the year of the day, as no day to come is meant', () => {
    const read = (readOn: string) =>
      badSources([textOf({ ...blankSource, label: 'Page', readOn })]);
    expect(read('27/3/26')).toEqual([]);
    expect(read('27/3')).toHaveLength(1);
  });

  it('name the line whose day is wrong', () => {
    const lines = [textOf({ ...blankSource, label: 'Page', readOn: 'soon' })];
    expect(badSources(lines)[0]?.field).toBe('sources.0.readOn');
  });
});
