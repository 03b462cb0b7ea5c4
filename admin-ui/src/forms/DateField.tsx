import { type ReactNode, useState } from 'react';
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
export function join(typed: Parts): string {
  const parts = [typed.day, typed.month, typed.year].map((part) => part.trim());
  const [d = '', m = '', y = ''] = parts[1] || parts[2] ? parts : wholeDay(parts[0] ?? '');
  if (!d && !m && !y) return '';
  const iso = `${y.padStart(4, '0')}-${monthNumber(m).padStart(2, '0')}-${d.padStart(2, '0')}`;
  return isDay(iso) && y.length === 4 ? iso : `${d} ${m} ${y}`;
}

/** "31 March 2026" and "31/3/2026" in parts. */
function wholeDay(text: string): string[] {
  return /^(\d{1,2})[ /.-]+(\d{1,2}|[a-z]+)[ /.-]+(\d{2,4})$/i.exec(text)?.slice(1) ?? [text];
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A month by its number or its name, whole or shortened, as a number; anything else as it is. */
function monthNumber(text: string): string {
  const name = text.toLowerCase().replace(/\.$/, '');
  const found = monthNames.findIndex((each) => name.length > 2 && each.startsWith(name));
  return found < 0 ? text : String(found + 1);
}

/** Whether a text is a day of the calendar, `2026-11-23`. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
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
