/** Which page answers a question about a day: what the register said, or what was in force. */
import { badDates, type FormError } from '../../../forms/index.js';
import { plan } from '../../../paths.js';
import { endOfDay, londonMoment } from '../../../ui/london.js';
import { timeOf } from '../../../ui/when.js';
import { day, londonDay } from '../../../ui/words.js';

export type Asked = { question: string; on: string; time: string };

type Answer = { to: string; errors: [] } | { to: null; errors: FormError[] };

/** Where the answer is, or what is wrong with the question. */
export function answerTo(
  slug: string,
  { question, on, time }: Asked,
  historyBeginsAt: string,
  now: Date = new Date(),
): Answer {
  const wrong = (field: string, message: string): Answer => ({
    to: null,
    errors: [{ field, message }],
  });
  if (!on) return wrong('on', 'Enter a day');
  const [bad] = badDates({ on }, [['on', 'The day']]);
  if (bad) return { to: null, errors: [bad] };
  if (question === 'force') return { to: plan(slug).inForce(on), errors: [] };
  if (on > londonDay(now)) return wrong('on', 'The day must be today or in the past');
  const at = time.trim() ? timeOf(time) : null;
  if (time.trim() && !at) return wrong('time', 'Enter a time such as 14:30, or leave it empty');
  const moment = at ? londonMoment(on, at) : endOfDay(on, now);
  if (Date.parse(moment) > now.getTime()) return wrong('time', 'The time must be in the past');
  if (Date.parse(moment) < Date.parse(historyBeginsAt)) {
    const begins = day(londonDay(new Date(historyBeginsAt)));
    return wrong('on', `The history begins on ${begins}: enter that day or a later one`);
  }
  return { to: plan(slug).asOf(moment), errors: [] };
}
