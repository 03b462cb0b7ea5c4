import { count, day, moment } from '../../ui/words.js';
import type { Action, Redated } from './action.js';

/** When an action is due, and how often that was put off: the history tells. */
export function DueDates({ action, redated }: { action: Action; redated: Redated }) {
  const { dueOn, originalDueOn } = action;
  if (!dueOn && redated.totalCount === 0) return <span className="register-muted">Not stated</span>;
  const moves = redated.nodes.flatMap(({ id, at, reason, actor, fields }) =>
    fields
      .filter(({ field, beforeValue }) => field === 'dueOn' && beforeValue)
      .map(({ beforeValue, afterValue }) => ({
        id,
        at,
        reason,
        by: actor.name,
        from: day(String(beforeValue)),
        to: afterValue ? day(String(afterValue)) : 'no date',
      })),
  );
  return (
    <>
      {dueOn ? day(dueOn) : 'No date any more'}
      {originalDueOn && originalDueOn !== dueOn ? (
        <span className="register-row-note">First due {day(originalDueOn)}</span>
      ) : null}
      {moves.length > 0 ? (
        <details className="govuk-details register-redated">
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">
              Due date changed {count(moves.length, 'time')}
            </span>
          </summary>
          <ol className="govuk-details__text govuk-list govuk-list--spaced">
            {moves.map(({ id, at, reason, by, from, to }) => (
              <li key={id}>
                From {from} to {to}
                <span className="register-row-note register-muted">
                  {by}, {moment(at)}
                </span>
                {reason ? <span className="register-row-note">Why: {reason}</span> : null}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}
