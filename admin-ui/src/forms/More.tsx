/** Fields that few people need, folded away below those that everybody fills in. */
import { type ReactNode, useState } from 'react';
import { useShared } from './fields.js';

type Props = {
  /** What stands beside the arrow: which fields there are. */
  label: string;
  /** Their names: with a value, or an error, in one of them they are open. */
  fields: readonly string[];
  children: ReactNode;
};

export function More({ label, fields, children }: Props) {
  const { form, errorOf } = useShared();
  const [opened, setOpened] = useState(false);
  const isNeeded = fields.some((name) => errorOf(name) || isFilled(form.values[name]));
  return (
    <details
      className="govuk-details"
      open={opened || isNeeded}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{label}</span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  );
}

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value);
