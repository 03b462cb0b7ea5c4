import { type ReactNode, useEffect, useRef } from 'react';

/** Says that something did not succeed, outside of forms: takes the focus, as a success does. */
export function Trouble({ text, children }: { text: string; children?: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div className="govuk-error-summary" tabIndex={-1} ref={place}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">There is a problem</h2>
        <p className="govuk-body">{text}</p>
      </div>
      {children}
    </div>
  );
}
