/** When a sitting or an event takes place: the fields, their checks, and what is sent. */
import { timeOf, type When } from '../ui/when.js';
import { badDates, DateField } from './DateField.js';
import type { FormError } from './errors.js';
import { TextField } from './TextField.js';

/** The values of these fields in a form. */
export type WhenValues = { [K in keyof When]: string };

export const noWhen: WhenValues = {
  startsOn: '',
  startTime: '',
  endsOn: '',
  endTime: '',
  dateNote: '',
};

export function whenValues(when: When): WhenValues {
  return {
    startsOn: when.startsOn ?? '',
    startTime: when.startTime ?? '',
    // The register gives the first day when no last one is kept.
    endsOn: when.endsOn === when.startsOn ? '' : (when.endsOn ?? ''),
    endTime: when.endTime ?? '',
    dateNote: when.dateNote ?? '',
  };
}

/** Day, times, last day for what takes several, and words for a date that is not known yet. */
export function WhenFields({
  firstDay = 'Day',
  severalDays,
}: {
  firstDay?: string;
  severalDays: boolean;
}) {
  return (
    <>
      <DateField
        name="startsOn"
        label={firstDay}
        hint="For example, 27 3 2026. While it is not known, say below what is."
      />
      {severalDays ? (
        <DateField
          name="endsOn"
          label="Last day (optional)"
          hint="Only if it takes more than one day"
        />
      ) : null}
      <TextField
        name="startTime"
        label="Starts at (optional)"
        hint="For example, 10:00 or 2.30pm. London time, in summer and winter."
        width={5}
      />
      <TextField name="endTime" label="Ends at (optional)" width={5} />
      <TextField
        name="dateNote"
        label="What is known of the date (optional)"
        hint="While the day is not known. For example, spring 2027."
        width={30}
      />
    </>
  );
}

/** What is wrong with what was typed, before it is sent. */
export function badWhen(values: WhenValues): FormError[] {
  const times = [
    ['startTime', 'The time it starts'],
    ['endTime', 'The time it ends'],
  ] as const;
  return [
    ...badDates(values, [
      ['startsOn', 'The day'],
      ['endsOn', 'The last day'],
    ]),
    ...times
      .filter(([name]) => values[name].trim() && !timeOf(values[name]))
      .map(([name, label]) => ({
        field: name,
        message: `${label} must be a time, for example 10:00 or 2.30pm`,
      })),
  ];
}

/** The same for what is new, of which the day is known or something else is. */
export function badNewWhen(values: WhenValues): FormError[] {
  if (values.startsOn || values.dateNote.trim()) return badWhen(values);
  const message = 'Give the day, or say in “What is known of the date” what is';
  return [{ field: 'startsOn', message }, ...badWhen(values)];
}

/** The fields as an input takes them; an empty one is null. Send `endsOn` with every new `startsOn`. */
export function whenInput(values: WhenValues): When {
  return {
    startsOn: values.startsOn || null,
    startTime: timeOf(values.startTime),
    endsOn: values.endsOn || null,
    endTime: timeOf(values.endTime),
    dateNote: values.dateNote.trim() || null,
  };
}
