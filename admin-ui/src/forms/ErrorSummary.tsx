import { useEffect, useRef } from 'react';
import { type FormError, sentence } from './errors.js';
import { fieldId } from './fields.js';

/** GOV.UK error summary: takes the focus, and each line leads to its field. */
export function ErrorSummary({
  errors,
  formId,
  labelOf = () => undefined,
}: {
  errors: FormError[];
  formId: string;
  /** What a field is called on the screen, if it is there. */
  labelOf?: (field: string) => string | undefined;
}) {
  const summary = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of errors is announced
  useEffect(() => summary.current?.focus(), [errors]);
  if (errors.length === 0) return null;
  return (
    <div className="govuk-error-summary" tabIndex={-1} ref={summary}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">There is a problem</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {errors.map(({ field, message }) => (
              <li key={`${field}:${message}`}>
                {field ? (
                  <a
                    href={`#${fieldId(formId, field)}`}
                    onClick={(event) => jump(event, formId, field)}
                  >
                    {sentence(labelOf(field), message)}
                  </a>
                ) : (
                  sentence(undefined, message)
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** Moves to the field, or for a row of a list to the list. */
function jump(event: React.MouseEvent, formId: string, field: string): void {
  event.preventDefault();
  const names = field.split('.');
  for (let length = names.length; length > 0; length -= 1) {
    const found = document.getElementById(fieldId(formId, names.slice(0, length).join('.')));
    if (found) {
      found.focus();
      (found.closest('.govuk-form-group') ?? found).scrollIntoView({ block: 'nearest' });
      return;
    }
  }
}
