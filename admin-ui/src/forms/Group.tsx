import type { ReactNode } from 'react';

/** What stands around every control: hint and error, tied to it by ids. */
export function Group({
  id,
  hint,
  error,
  label,
  children,
}: {
  id: string;
  hint?: ReactNode;
  error: string | undefined;
  label?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      {label}
      {hint ? (
        <div id={`${id}-hint`} className="govuk-hint">
          {hint}
        </div>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="govuk-error-message">
          <span className="govuk-visually-hidden">Error:</span> {error}
        </p>
      ) : null}
      {children}
    </div>
  );
}
