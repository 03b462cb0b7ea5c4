import type { ReactNode } from 'react';

export type SummaryRow = {
  term: string;
  /** Nothing (null, undefined, an empty text) is shown as "Not stated". */
  value: ReactNode;
  action?: ReactNode;
};

/** A record's fields, one a row. */
export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  // A row without an action keeps room for those of other rows, if there are any.
  const room = rows.some(({ action }) => action) ? ' govuk-summary-list__row--no-actions' : '';
  return (
    <dl className="govuk-summary-list">
      {rows.map(({ term, value, action }) => (
        <div key={term} className={`govuk-summary-list__row${action ? '' : room}`}>
          <dt className="govuk-summary-list__key">{term}</dt>
          <dd className="govuk-summary-list__value">
            {value === null || value === undefined || value === '' ? (
              <span className="register-muted">Not stated</span>
            ) : (
              value
            )}
          </dd>
          {action ? <dd className="govuk-summary-list__actions">{action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
