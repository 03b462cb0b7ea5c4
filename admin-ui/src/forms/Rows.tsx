/**
 * Several small things in one form, one a line: Enter goes on to the next line,
 * and from the last one begins a new one.
 */
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '../ui/Button.js';
import type { Choice } from './Choices.js';
import { type FormError, sentence } from './errors.js';
import { useField, useShared } from './fields.js';
import { LineCombobox } from './LineCombobox.js';
import type { Option } from './LinkField.js';
import { type Line, linesOf, pastedLines, textOf } from './lines.js';
import { plainLine } from './plain.js';

/** A box of each line. Without choices it is a text. */
export type LineColumn = {
  name: string;
  label: string;
  choices?: Choice[];
  /** Those to choose from by typing part of a name; the box holds the value of one. */
  options?: readonly Option[];
  /** How wide the box is. */
  size?: 'short' | 'long';
};

type Props = {
  name: string;
  label: string;
  hint?: React.ReactNode;
  columns: LineColumn[];
  /** What a new line holds. */
  blank: Line;
  addLabel: string;
  /** What one line is called: "Action" makes "Action 1". */
  lineLabel: string;
};

/** The value is a list of lines, each as text: see `linesOf` and `textOf`. */
export function Rows({ name, label, hint, columns, blank, addLabel, lineLabel }: Props) {
  const lines = useLines(name, label, hint, columns, lineLabel);
  const { id, value, set } = lines;
  const begun = useRef(false);
  // Whoever begins a line goes on in its first box.
  useEffect(() => {
    if (!begun.current) return;
    begun.current = false;
    document.getElementById(`${id}-${value.length - 1}-${columns[0]?.name}`)?.focus();
  }, [id, value.length, columns]);
  const add = () => {
    begun.current = true;
    set([...value, blank]);
  };
  const next = (event: KeyboardEvent, index: number) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // Enter on a suggestion takes it, and goes no further.
    if (event.isDefaultPrevented()) return;
    event.preventDefault();
    if (index < value.length - 1) {
      document.getElementById(`${id}-${index + 1}-${columns[0]?.name}`)?.focus();
    } else if (columns.some((column) => value[index]?.[column.name] !== blank[column.name])) {
      add();
    }
  };
  const paste = (event: ClipboardEvent, index: number, column: LineColumn) => {
    const parts = pastedLines(event.clipboardData.getData('text/plain'));
    if (parts.length < 2) return;
    event.preventDefault();
    const pasted = parts.map((part) => ({ ...blank, [column.name]: part }));
    const line = { ...value[index], [column.name]: parts[0] ?? '' };
    set([...value.slice(0, index), line, ...pasted.slice(1), ...value.slice(index + 1)]);
  };
  return (
    <fieldset
      className="govuk-fieldset register-lines"
      aria-describedby={hint ? `${id}-hint` : undefined}
    >
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">{label}</legend>
      {hint ? (
        <div id={`${id}-hint`} className="govuk-hint">
          {hint}
        </div>
      ) : null}
      {value.map((line, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place, as the server counts them
          key={index}
          className="govuk-fieldset register-lines__line"
        >
          <legend className="govuk-visually-hidden">
            {lineLabel} {index + 1}
          </legend>
          {columns.map((column) => (
            <Box
              key={column.name}
              id={`${id}-${index}-${column.name}`}
              column={column}
              value={line[column.name] ?? ''}
              error={lines.errorOf(index, column.name)}
              onKeyDown={(event) => next(event, index)}
              onPaste={(event) => paste(event, index, column)}
              onChange={(text) =>
                set(value.map((old, at) => (at === index ? { ...old, [column.name]: text } : old)))
              }
            />
          ))}
          <Button
            kind="link"
            about={`${lineLabel.toLowerCase()} ${index + 1}`}
            onClick={() => {
              set(value.filter((_, at) => at !== index));
              document.getElementById(id)?.focus();
            }}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      <Button kind="secondary" id={id} onClick={add}>
        {addLabel}
      </Button>
    </fieldset>
  );
}

/** What a box shows of its value. */
function shown({ choices, options }: LineColumn, value: string | undefined): string | undefined {
  const named = [...(choices ?? []), ...(options ?? [])].find((each) => each.value === value);
  return named?.label ?? value;
}

function useLines(
  name: string,
  label: string,
  hint: React.ReactNode,
  columns: LineColumn[],
  lineLabel: string,
) {
  const { form, describe } = useShared();
  const show = (texts: string[]) =>
    linesOf(texts)
      .map((line) =>
        columns
          .map((column) => shown(column, line[column.name]))
          .filter(Boolean)
          .join(', '),
      )
      .join('; ');
  const field = useField<string[]>(name, label, hint, show);
  const value = linesOf(field.value);
  // The summary of errors calls each box by its line: "Action 2, due".
  for (const index of value.keys()) {
    for (const column of columns) {
      describe(`${name}.${index}.${column.name}`, `${lineLabel} ${index + 1}, ${column.label}`);
    }
  }
  return {
    id: field.id,
    value,
    set: (lines: Line[]) => field.set(lines.map(textOf)),
    errorOf: (index: number, column: string) =>
      form.errors.find(({ field: at }: FormError) =>
        belongs(at, `${name}.${index}`, column, columns),
      )?.message,
  };
}

/** Whether an error is that of a line's box; one of the line as a whole shows beside its first. */
function belongs(at: string | null, line: string, column: string, columns: LineColumn[]): boolean {
  if (at === null || (at !== line && !at.startsWith(`${line}.`))) return false;
  const [named] = at.slice(line.length + 1).split('.');
  const known = columns.some(({ name }) => name === named);
  return known ? named === column : columns[0]?.name === column;
}

function Box({
  id,
  column,
  value,
  error,
  onChange,
  onKeyDown,
  onPaste,
}: {
  id: string;
  column: LineColumn;
  value: string;
  error: string | undefined;
  onChange(text: string): void;
  onKeyDown(event: KeyboardEvent): void;
  onPaste(event: ClipboardEvent): void;
}) {
  const shared = {
    id,
    value,
    'aria-describedby': error ? `${id}-error` : undefined,
    'aria-invalid': error ? (true as const) : undefined,
  };
  const wrong = error ? ` govuk-${column.choices ? 'select' : 'input'}--error` : '';
  return (
    <div
      className={`govuk-form-group register-lines__box${column.size ? ` register-lines__box--${column.size}` : ''}${error ? ' govuk-form-group--error' : ''}`}
    >
      <label className="govuk-label" htmlFor={id}>
        {column.label}
      </label>
      {error ? (
        <p id={`${id}-error`} className="govuk-error-message">
          <span className="govuk-visually-hidden">Error:</span> {sentence(column.label, error)}
        </p>
      ) : null}
      {column.options ? (
        <LineCombobox
          id={id}
          value={value}
          options={column.options}
          describedBy={error ? `${id}-error` : undefined}
          onChange={onChange}
          onKeyDown={onKeyDown}
        />
      ) : column.choices ? (
        <select
          {...shared}
          className={`govuk-select${wrong}`}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        >
          {column.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          className={`govuk-input${wrong}`}
          type="text"
          onChange={(event) => onChange(plainLine(event.target.value))}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      )}
    </div>
  );
}
