/** Taking place again and again: chosen in words, with the days it gives shown before anything is saved. */
import {
  daysOf,
  type Every,
  everyWords,
  isWeekly,
  leavesOut,
  nthWords,
  placeInMonth,
  ruleInWords,
  ruleOf,
  weekdayWords,
} from '../ui/recurrence.js';
import { isDay } from '../ui/when.js';
import { count, day } from '../ui/words.js';
import { Radios, Select } from './Choices.js';
import { badDates, DateField } from './DateField.js';
import type { FormError } from './errors.js';
import { useShared } from './fields.js';
import { badNewWhen, type WhenValues } from './WhenFields.js';

/** The values of these fields; `repeat` is empty for once, `SERIES` for the rule of the series. */
export type RepeatValues = { repeat: string; on: string; until: string };

export const noRepeat: RepeatValues = { repeat: '', on: 'WEEKDAY', until: '' };

type Props = {
  /** "sitting", "sittings". */
  of: [one: string, many: string];
  /** The rule of the series, if it has one. */
  series?: string | null;
};

/** Stands below `WhenFields`, whose first day says the weekday. */
export function RepeatFields({ of, series = null }: Props) {
  const { form } = useShared();
  const { repeat, on, until, startsOn } = form.values as RepeatValues & { startsOn: string };
  const known = isDay(startsOn);
  const choices = [
    { value: '', label: `No, this ${of[0]} only` },
    ...(series
      ? [{ value: 'SERIES', label: `As the meeting does: ${lower(ruleInWords(series))}` }]
      : []),
    ...Object.entries(everyWords).map(([value, label]) => ({ value, label })),
  ];
  const byMonth = repeat !== '' && repeat !== 'SERIES' && !isWeekly(repeat as Every);
  return (
    <>
      <Select name="repeat" label="Does it repeat?" choices={choices} />
      {byMonth ? (
        <Radios
          name="on"
          label="On which day of the month?"
          choices={[
            {
              value: 'WEEKDAY',
              label: known ? `On the ${place(startsOn)}` : 'On the same weekday',
            },
            {
              value: 'DATE',
              label: known ? `On day ${Number(startsOn.slice(8))}` : 'On the same date',
              hint: 'This may fall on a weekend.',
            },
          ]}
        />
      ) : null}
      {repeat ? (
        <>
          <DateField
            name="until"
            label={`The last day on which there may be one`}
            hint="For example, 31 12 2027"
          />
          <Days of={of} values={{ repeat, on, until }} startsOn={startsOn} series={series} />
        </>
      ) : null}
    </>
  );
}

/** What would be made, said politely while it is chosen. */
function Days({
  of: [one, many],
  values,
  startsOn,
  series,
}: {
  of: [string, string];
  values: RepeatValues;
  startsOn: string;
  series: string | null;
}) {
  const rule = values.repeat === 'SERIES' ? series : ruleFor(values, startsOn);
  const days =
    rule && isDay(startsOn) && isDay(values.until) ? daysOf(rule, startsOn, values.until) : null;
  return (
    <div className="govuk-inset-text" role="status">
      {days === null
        ? `Give the first day and the last day to see the ${many}.`
        : days.length === 0
          ? `No day fits: choose a later last day.`
          : days.length > 200
            ? `That is more than 200 ${many}: choose an earlier last day.`
            : `${count(days.length, one, many)}: ${listed(days)}`}
      {days && leavesOut(rule ?? '', startsOn) ? ` ${LEFT_OUT}` : ''}
    </div>
  );
}

const LEFT_OUT =
  'Months without this day have none. For one in every month, begin on an earlier day, or choose a weekday such as the last Friday.';

function listed(days: string[]): string {
  const words = days.map((each) => day(each));
  const shown = words.length > 8 ? [...words.slice(0, 6), '…', words.at(-1)] : words;
  return shown.join(', ');
}

/** "second Tuesday". */
function place(startsOn: string): string {
  const { nth, weekday } = placeInMonth(startsOn);
  return `${nthWords[nth as keyof typeof nthWords]} ${weekdayWords[weekday as keyof typeof weekdayWords]}`;
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** The rule that was chosen, for this first day. */
function ruleFor({ repeat, on }: RepeatValues, startsOn: string): string {
  const every = repeat as Every;
  if (!isDay(startsOn)) return ruleOf({ every, nth: '', weekday: '' });
  const { nth, weekday } = placeInMonth(startsOn);
  if (isWeekly(every)) return ruleOf({ every, nth: '', weekday });
  return ruleOf({ every, ...(on === 'DATE' ? { nth: '', weekday: '' } : { nth, weekday }) });
}

/** What is wrong with what was chosen, before it is sent. */
export function badRepeat(values: RepeatValues & { startsOn: string }): FormError[] {
  if (!values.repeat) return [];
  const missing = [
    ...(values.startsOn ? [] : [{ field: 'startsOn', message: 'Give the first day' }]),
    ...(values.until
      ? []
      : [{ field: 'until', message: 'Give the last day on which there may be one' }]),
  ];
  return [...missing, ...badDates(values, [['until', 'The last day']])];
}

/** What is wrong with when something new takes place, and with how it repeats; of a field, one error. */
export function badNewDates(values: WhenValues & RepeatValues): FormError[] {
  const repeat = badRepeat(values);
  return [
    ...badNewWhen(values).filter(({ field }) => repeat.every((each) => each.field !== field)),
    ...repeat,
  ];
}

/** As an input takes it; null for once. */
export function repeatInput(values: RepeatValues & { startsOn: string }) {
  if (!values.repeat) return null;
  const recurrence = values.repeat === 'SERIES' ? null : ruleFor(values, values.startsOn);
  return { recurrence, until: values.until };
}

/** The server speaks of `repeat.until`; here these are fields of their own. */
export function repeatErrors(errors: FormError[]): FormError[] {
  return errors.map(({ field, message }) => {
    if (field === 'repeat.until') return { field: 'until', message };
    if (field === 'repeat.recurrence') return { field: 'repeat', message };
    return field === 'repeat' && message.startsWith('gives no day')
      ? { field, message: 'There is one on each of these days already, or no day fits' }
      : { field, message };
  });
}
