/** Moments for days and times as clocks in London show them. */

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const shown = (at: number) => clock.format(at).replace(', ', 'T');

/** The moment at which clocks in London show this day (`2026-11-23`) and time (`14:05`), in UTC. */
export function londonMoment(day: string, time = '00:00'): string {
  const inWinter = Date.parse(`${day}T${time}:00Z`);
  const inSummer = inWinter - 3_600_000;
  const at = shown(inSummer) === `${day}T${time}` ? inSummer : inWinter;
  return new Date(at).toISOString();
}

/** The last moment of a day in London, or now if the day is not over. */
export function endOfDay(day: string, now: Date = new Date()): string {
  const next = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const end = Date.parse(londonMoment(next)) - 1;
  return new Date(Math.min(end, now.getTime())).toISOString();
}

/** A moment as the register takes it, in UTC and not cut short; null when the text is none. */
export function exactMoment(text: string): string | null {
  const at = new Date(text);
  if (!text.includes('T') || Number.isNaN(at.getTime())) return null;
  // The register counts in microseconds, a Date in milliseconds.
  return /^[\d-]{10}T[\d:.]+Z$/.test(text) ? text : at.toISOString();
}

/** The day some days after (or before) another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
