/** Enum values, days and moments in the words that people use. */

const special: Record<string, string> = {
  NOT_STATED: 'Not stated',
  NOT_RATED: 'Not rated',
  RESPONSIBLE_AUTHORITY: 'Responsible authority',
  CO_OPERATING_BODY: 'Co-operating body',
  CO_OPTED: 'Co-opted',
  API_KEY: 'API key',
  PARTNERS: 'Partners only',
};

/** `FIRE_AND_RESCUE` as "Fire and rescue"; null as an empty text. */
export function words(value: string | null | undefined): string {
  if (!value) return '';
  const plain = value.toLowerCase().replaceAll('_', ' ');
  return special[value] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

const london = { timeZone: 'Europe/London' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...london,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const momentFormat = new Intl.DateTimeFormat('en-GB', {
  ...london,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A day (`2026-11-23`) as "23 November 2026". */
export function day(date: string | null | undefined): string {
  return date ? dayFormat.format(new Date(`${date.slice(0, 10)}T12:00:00Z`)) : '';
}

/** A moment (RFC 3339) as "23 November 2026 at 14:05", London time. */
export function moment(at: string | null | undefined): string {
  return at ? momentFormat.format(new Date(at)) : '';
}

/** The London day of a moment, or of now, as `2026-11-23`. */
export function londonDay(at: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', {
    ...london,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

/** "1 scheme", "12 schemes". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}
