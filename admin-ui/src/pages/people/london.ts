/** Days of London's calendar as moments. */

const hour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** The moment at which a day (`2026-07-01`) begins in London, or the one `later` days on. */
export function londonMidnight(day: string, later = 0): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + later);
  // In summer time it is one o'clock there at midnight UTC: the day began an hour before.
  if (hour.format(at) === '01') at.setUTCHours(at.getUTCHours() - 1);
  return at.toISOString();
}
