/** The period of a strategy, in words. */
import { day } from '../../ui/words.js';

type Period = {
  periodLabel: string | null;
  startsOn: string | null;
  endsOn: string | null;
};

/** "2021/22", else "1 April 2021 to 31 March 2022", as far as it is known. */
export function period({ periodLabel, startsOn, endsOn }: Period): string {
  if (periodLabel) return periodLabel;
  if (startsOn && endsOn) return `${day(startsOn)} to ${day(endsOn)}`;
  if (startsOn) return `From ${day(startsOn)}`;
  if (endsOn) return `Until ${day(endsOn)}`;
  return 'Not stated';
}

/** The label of the period after this one: "2022/23" after "2021/22", "2027" after "2026"; empty if it cannot be told. */
export function nextLabel(label: string | null): string {
  const found = label?.trim().match(/^(\d{4})(?:([/-])(\d{2}|\d{4}))?$/);
  if (!found) return '';
  const from = Number(found[1]);
  const end = found[3];
  if (!end) return String(from + 1);
  const to = end.length === 4 ? Number(end) : Math.floor(from / 100) * 100 + Number(end);
  const years = Math.max(1, to - from);
  const next = (year: number, length: number) => String(year + years).slice(-length);
  return `${next(from, 4)}${found[2]}${next(to, end.length)}`;
}

/** A title with its period replaced, when it names it: "Plan 2022/23" after "Plan 2021/22". */
export function nextTitle(title: string, label: string | null): string {
  const next = nextLabel(label);
  return label && next && title.includes(label) ? title.replace(label, next) : title;
}

/** The first day after a period, or empty. */
export function dayAfter(date: string | null): string {
  if (!date) return '';
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}

/** The last day of a period as long as this one that follows it, in whole years; empty if the dates are not known. */
export function nextEnd(startsOn: string | null, endsOn: string | null): string {
  if (!startsOn || !endsOn) return '';
  const years = Math.round(
    (Date.parse(dayAfter(endsOn)) - Date.parse(startsOn)) / (365.25 * 24 * 3600 * 1000),
  );
  if (years < 1) return '';
  const year = Number(endsOn.slice(0, 4)) + years;
  const rest = endsOn.slice(4);
  // A period that ends in February ends with the month, leap year or not.
  const leap = new Date(Date.UTC(year, 2, 0)).getUTCDate();
  return rest.startsWith('-02-') && Number(rest.slice(4)) >= 28
    ? `${year}-02-${leap}`
    : `${year}${rest}`;
}
