/** The last day of a key, as people speak of it; the register keeps the moment at which it ends. */
import type { FormError } from '../../forms/errors.js';
import { addDays, londonMoment } from '../../ui/london.js';
import { day, londonDay, moment } from '../../ui/words.js';

/** The moment at which a key ends that works on this day still; null when no day is chosen. */
export function endOf(lastDay: string): string | null {
  return lastDay ? londonMoment(addDays(lastDay, 1)) : null;
}

/** "31 December 2026" for a key that ends with that day; else the moment at which it ends. */
export function endWords(expiresAt: string): string {
  const end = new Date(expiresAt);
  const next = londonDay(end);
  const isMidnight = Date.parse(londonMoment(next)) === end.getTime();
  return isMidnight ? day(addDays(next, -1)) : moment(expiresAt);
}

/** The register speaks of `expiresAt`; here it is a field of its own. */
export function keyErrors(errors: FormError[]): FormError[] {
  return errors.map((error) =>
    error.field === 'expiresAt' ? { ...error, field: 'expiresOn' } : error,
  );
}
