/** Sources as the lines of a form, and back. */
import type { Source } from '../ui/Sources.js';
import { isDay } from './DateField.js';
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
    readOn: dayOf(line.readOn ?? '') || null,
    field: line.field || null,
    quote: line.quote?.trim() || null,
  }));
}

/** The errors of days that are none; everything else the server judges. */
export function badSources(lines: readonly string[], name = 'sources'): FormError[] {
  return linesOf(filledLines(lines, blankSource)).flatMap(({ readOn = '' }, index) =>
    readOn.trim() && !dayOf(readOn)
      ? [
          {
            field: `${name}.${index}.readOn`,
            message: 'The day it was read must be a real date, for example 27 3 2026',
          },
        ]
      : [],
  );
}

/** "27 3 2026", "27/3/2026" or "2026-03-27" as `2026-03-27`; empty when it is no day. */
export function dayOf(text: string): string {
  const parts = text.trim().split(/[\s/.-]+/);
  const [year, month, date] = parts[0]?.length === 4 ? parts : parts.toReversed();
  const iso = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
  return parts.length === 3 && isDay(iso) ? iso : '';
}

function spoken(iso: string): string {
  return iso.split('-').toReversed().map(Number).join(' ');
}
