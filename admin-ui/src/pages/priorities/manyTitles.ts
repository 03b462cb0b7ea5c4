/** Several titles in one field, one a line. */
import type { FormError } from '../../forms/index.js';

/** The lines that hold something, without the bullets that come with copying. */
export function titlesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter(Boolean);
}

/** The server counts rows; a person reads lines: each error names its line, and the reason keeps its field. */
export function lineErrors(errors: readonly FormError[], titles: readonly string[]): FormError[] {
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const [rows, row, ...field] = error.field?.split('.') ?? [];
    const index = rows === 'rows' ? Number(row) : Number.NaN;
    if (Number.isNaN(index)) return [{ ...error, field: error.field ? 'titles' : null }];
    const isReason = field[0] === 'reason';
    const line = {
      field: isReason ? 'reason' : 'titles',
      message: isReason
        ? error.message
        : `“${titles[index] ?? `Line ${index + 1}`}”: ${error.message}`,
    };
    // One reason goes with all rows: it is asked for once.
    const key = `${line.field}:${line.message}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [line];
  });
}
