import type { ReactNode } from 'react';
import { useField } from './fields.js';
import { Group } from './Group.js';
import { Label } from './TextField.js';

export type Choice = { value: string; label: string; hint?: string };

type Props = { name: string; label: string; hint?: ReactNode; choices: Choice[] };

const labelOf = (choices: Choice[]) => (value: string) =>
  choices.find((each) => each.value === value)?.label ?? value;

/** One of many, from a list that opens. */
export function Select({ name, label, hint, choices }: Props) {
  const field = useField<string>(name, label, hint, labelOf(choices));
  return (
    <Group
      id={field.id}
      hint={hint}
      error={field.error}
      label={<Label id={field.id}>{label}</Label>}
    >
      <select
        className={`govuk-select${field.error ? ' govuk-select--error' : ''}`}
        id={field.id}
        name={name}
        value={field.value}
        onChange={(event) => field.set(event.target.value)}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Group>
  );
}

/** One of a few, all in sight. */
export function Radios({
  name,
  label,
  hint,
  choices,
  inline = false,
}: Props & { inline?: boolean }) {
  const field = useField<string>(name, label, hint, labelOf(choices));
  return (
    <Fields field={field} label={label} hint={hint}>
      <div className={`govuk-radios${inline ? ' govuk-radios--inline' : ''}`}>
        {choices.map((choice, index) => (
          <Item
            key={choice.value}
            kind="radios"
            id={index === 0 ? field.id : `${field.id}-${choice.value}`}
            choice={choice}
          >
            {(id) => (
              <input
                className="govuk-radios__input"
                type="radio"
                id={id}
                name={field.id}
                checked={field.value === choice.value}
                onChange={() => field.set(choice.value)}
                aria-describedby={choice.hint ? `${id}-hint` : undefined}
              />
            )}
          </Item>
        ))}
      </div>
    </Fields>
  );
}

/** Any of a few, all in sight. The value is the list of those that are ticked, in the order shown. */
export function Checkboxes({ name, label, hint, choices }: Props) {
  const show = (values: string[]) => values.map(labelOf(choices)).join(', ');
  const field = useField<string[]>(name, label, hint, show);
  const toggle = (value: string) => {
    const next = new Set(field.value);
    if (!next.delete(value)) next.add(value);
    field.set(choices.map((choice) => choice.value).filter((each) => next.has(each)));
  };
  return (
    <Fields field={field} label={label} hint={hint}>
      <div className="govuk-checkboxes">
        {choices.map((choice, index) => (
          <Item
            key={choice.value}
            kind="checkboxes"
            id={index === 0 ? field.id : `${field.id}-${choice.value}`}
            choice={choice}
          >
            {(id) => (
              <input
                className="govuk-checkboxes__input"
                type="checkbox"
                id={id}
                checked={field.value.includes(choice.value)}
                onChange={() => toggle(choice.value)}
                aria-describedby={choice.hint ? `${id}-hint` : undefined}
              />
            )}
          </Item>
        ))}
      </div>
    </Fields>
  );
}

/** One tick: yes or no. */
export function Checkbox({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const field = useField<boolean>(name, label, hint, (value) => (value ? 'Yes' : 'No'));
  return (
    <Group id={field.id} error={field.error}>
      <div className="govuk-checkboxes">
        <Item
          kind="checkboxes"
          id={field.id}
          choice={{ value: 'yes', label, ...(hint ? { hint } : {}) }}
        >
          {(id) => (
            <input
              className="govuk-checkboxes__input"
              type="checkbox"
              id={id}
              checked={field.value}
              onChange={(event) => field.set(event.target.checked)}
              aria-describedby={field.describedBy}
            />
          )}
        </Item>
      </div>
    </Group>
  );
}

function Fields({
  field,
  label,
  hint,
  children,
}: {
  field: { id: string; error: string | undefined; describedBy: string | undefined };
  label: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={`govuk-form-group${field.error ? ' govuk-form-group--error' : ''}`}>
      <fieldset className="govuk-fieldset" aria-describedby={field.describedBy}>
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        {hint ? (
          <div id={`${field.id}-hint`} className="govuk-hint">
            {hint}
          </div>
        ) : null}
        {field.error ? (
          <p id={`${field.id}-error`} className="govuk-error-message">
            <span className="govuk-visually-hidden">Error:</span> {field.error}
          </p>
        ) : null}
        {children}
      </fieldset>
    </div>
  );
}

function Item({
  kind,
  id,
  choice,
  children,
}: {
  kind: 'radios' | 'checkboxes';
  id: string;
  choice: Choice;
  children(id: string): ReactNode;
}) {
  return (
    <div className={`govuk-${kind}__item`}>
      {children(id)}
      <label className={`govuk-label govuk-${kind}__label`} htmlFor={id}>
        {choice.label}
      </label>
      {choice.hint ? (
        <div id={`${id}-hint`} className={`govuk-hint govuk-${kind}__hint`}>
          {choice.hint}
        </div>
      ) : null}
    </div>
  );
}
