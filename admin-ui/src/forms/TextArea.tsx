import type { ReactNode } from 'react';
import { useField } from './fields.js';
import { Group } from './Group.js';
import { plain } from './plain.js';
import { Label } from './TextField.js';

/** Said beside every text that partners fill: the register holds no case data. */
export const NO_INDIVIDUALS = 'Do not name or describe individuals.';

/** Several lines of text. */
export function TextArea({
  name,
  label,
  hint = NO_INDIVIDUALS,
  rows = 5,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  rows?: number;
}) {
  const field = useField<string>(name, label, hint);
  return (
    <Group
      id={field.id}
      hint={hint}
      error={field.error}
      label={<Label id={field.id}>{label}</Label>}
    >
      <textarea
        className={`govuk-textarea${field.error ? ' govuk-textarea--error' : ''}`}
        id={field.id}
        name={name}
        rows={rows}
        value={field.value}
        onChange={(event) => field.set(plain(event.target.value))}
        aria-describedby={field.describedBy}
        aria-invalid={field.error ? true : undefined}
      />
    </Group>
  );
}
