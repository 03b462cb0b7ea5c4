import { type ReactNode, useState } from 'react';
import { fullDayOf, isDay } from '../ui/when.js';
import { day } from '../ui/words.js';
import { useField } from './fields.js';

type Parts = { day: string; month: string; year: string };

/**
 * A day, as three boxes. The value is `2026-11-23`, empty, or, while it is not
 * a day, what was typed with spaces between (see `badDate`).
 */
export function DateField({
  name,
  label,
  hint = 'For example, 27 3 2026',
}: {
  name: string;
  label: string;
  hint?: ReactNode;
}) {
  const field = useField<string>(
    name,
    label,
    hint,
    (value) => day(isDay(value) ? value : '') || value,
  );
  const [typed, setTyped] = useState<{ of: string; parts: Parts }>({
    of: field.value,
    parts: split(field.value),
  });
  // A merge or a reset sets the value from outside: then that is what the boxes show.
  const parts = typed.of === field.value ? typed.parts : split(field.value);
  const change = (part: keyof Parts, text: string) => {
    const next = { ...parts, [part]: text };
    const value = join(next);
    setTyped({ of: value, parts: next });
    field.set(value);
  };
  return (
    <div className={`govuk-form-group${field.error ? ' govuk-form-group--error' : ''}`}>
      <fieldset className="govuk-fieldset" aria-describedby={field.describedBy}>
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        <div id={`${field.id}-hint`} className="govuk-hint">
          {hint}
        </div>
        {field.error ? (
          <p id={`${field.id}-error`} className="govuk-error-message">
            <span className="govuk-visually-hidden">Error:</span> {field.error}
          </p>
        ) : null}
        <div className="govuk-date-input">
          {(['day', 'month', 'year'] as const).map((part) => {
            const id = part === 'day' ? field.id : `${field.id}-${part}`;
            return (
              <div key={part} className="govuk-date-input__item">
                <div className="govuk-form-group">
                  <label className="govuk-label govuk-date-input__label" htmlFor={id}>
                    {part[0]?.toUpperCase()}
                    {part.slice(1)}
                  </label>
                  <input
                    className={`govuk-input govuk-date-input__input govuk-input--width-${part === 'day' ? 2 : 4}${field.error ? ' govuk-input--error' : ''}`}
                    id={id}
                    type="text"
                    inputMode="numeric"
                    value={parts[part]}
                    onChange={(event) => change(part, event.target.value)}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}

function split(value: string): Parts {
  if (isDay(value)) {
    const [year = '', month = '', date = ''] = value.split('-');
    return { day: String(Number(date)), month: String(Number(month)), year };
  }
  const [date = '', month = '', year = ''] = value.split(' ');
  return { day: date, month, year };
}

/** The value of what was typed. A whole day in the first box, such as one that was pasted, counts too. */
export function join({ day, month, year }: Parts): string {
  const typed = [day, month, year].map((part) => part.trim()).join(' ');
  return (/\d{4}/.test(typed) && fullDayOf(typed)) || (typed.trim() && typed);
}

/** The errors of fields that hold no day though something was typed: `[['startsOn', 'Start date'], …]`. */
export function badDates(values: Record<string, unknown>, fields: [name: string, label: string][]) {
  return fields
    .filter(([name]) => values[name] && !isDay(String(values[name])))
    .map(([name, label]) => ({
      field: name,
      message: / \d\d$/.test(String(values[name]))
        ? `${label} needs all four digits of the year, for example 2026`
        : `${label} must be a real date, for example 27 3 2026`,
    }));
}
