import { describe, expect, it } from 'vitest';
import { blankDocument, documentInput, matching, wrongDocument } from './documentForm.js';

const minutes = {
  title: 'Minutes of 3 June',
  kind: 'MINUTES',
  versionLabel: null,
  reference: 'A1',
};
const strategy = { title: 'Strategy', kind: 'STRATEGY', versionLabel: 'Draft', reference: null };

describe('documents', () => {
  it('are found by the words of title, version and reference, and by kind', () => {
    expect(matching([minutes, strategy], 'june a1', '')).toEqual([minutes]);
    expect(matching([minutes, strategy], '', 'STRATEGY')).toEqual([strategy]);
    expect(matching([minutes, strategy], 'june', 'STRATEGY')).toEqual([]);
  });

  it('need a title and a real date, and no link', () => {
    expect(wrongDocument(blankDocument)).toMatchObject([{ field: 'title' }]);
    expect(wrongDocument({ ...blankDocument, title: 'Minutes' })).toEqual([]);
  });

  it('send only what was named, and null for what was emptied', () => {
    expect(documentInput(blankDocument, ['url', 'projects', 'reason'])).toEqual({
      url: null,
      projects: [],
    });
  });
});
