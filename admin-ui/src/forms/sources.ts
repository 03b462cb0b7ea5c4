/** Sources as the lines of a form, and back. */
import type { Source } from '../ui/Sources.js';
import { fullDayOf } from '../ui/when.js';
import type { FormError } from './errors.js';
import { filledLines, linesOf, textOf } from './lines.js';

export const blankSource = { label: '', url: '', readOn: '', field: '', quote: '' };

/** The value of a `SourcesField`: one text for each source. */
export function sourceLines(sources: readonly Source[]): string[] {
  return sources.map(({ label, url, readOn, field, quote }) =>
    textOf({
      label,
      url: url ?? '',
      readOn: readOn ? spoken(readOn) : '',
      field: field ?? '',
      quote: quote ?? '',
    }),
  );
}

/** What an input takes; lines in which nothing was entered are left out. */
export function sourcesInput(lines: readonly string[]) {
  return linesOf(filledLines(lines, blankSource)).map((line) => ({
    label: line.label?.trim() ?? '',
    url: line.url?.trim() || null,
    readOn: fullDayOf(line.readOn ?? ''),
    field: line.field || null,
    quote: line.quote?.trim() || null,
  }));
}

/** The errors of days that are none; everything else the server judges. */
export function badSources(lines: readonly string[], name = 'sources'): FormError[] {
  return linesOf(filledLines(lines, blankSource)).flatMap(({ readOn = '' }, index) =>
    readOn.trim() && !fullDayOf(readOn)
      ? [
          {
            field: `${name}.${index}.readOn`,
            message: 'The day it was read must be a real date, for example 27 3 2026',
          },
        ]
      : [],
  );
}

function spoken(iso: string): string {
  return iso.split('-').toReversed().map(Number).join(' ');
}
