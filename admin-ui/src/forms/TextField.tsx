import { type HTMLInputTypeAttribute, type ReactNode, useEffect, useRef } from 'react';
import { useField } from './fields.js';
import { Group } from './Group.js';
import { plainLine } from './plain.js';

type Props = {
  name: string;
  label: string;
  hint?: ReactNode;
  /** `email`, `url`, `password`, `time`…; a text otherwise. */
  type?: HTMLInputTypeAttribute;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'email' | 'url';
  /** How wide the box is, in letters; as wide as the page otherwise. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  spellCheck?: boolean;
  /** For the one field of a step that has just appeared because of what the person did. */
  takesFocus?: boolean;
};

/** A line of text. */
export function TextField({
  name,
  label,
  hint,
  type = 'text',
  autoComplete,
  inputMode,
  width,
  spellCheck,
  takesFocus,
}: Props) {
  const field = useField<string>(name, label, hint);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  return (
    <Group
      id={field.id}
      hint={hint}
      error={field.error}
      label={<Label id={field.id}>{label}</Label>}
    >
      <input
        className={`govuk-input${width ? ` govuk-input--width-${width}` : ''}${field.error ? ' govuk-input--error' : ''}`}
        ref={input}
        id={field.id}
        name={name}
        type={type}
        value={field.value}
        onChange={(event) => field.set(plainLine(event.target.value))}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
        autoComplete={autoComplete}
        inputMode={inputMode}
        spellCheck={spellCheck}
      />
    </Group>
  );
}

export function Label({ id, children }: { id: string; children: ReactNode }) {
  return (
    <label className="govuk-label govuk-label--s" htmlFor={id}>
      {children}
    </label>
  );
}
