/** The last changes of a record, or of several, in a few lines: what pages show beside the record. */
import { useId } from 'react';
import { Link } from 'react-router';
import { graphql, type ResultOf } from '../graphql/tada.js';
import { recordPath } from '../paths.js';
import { actedAs, actorName, didWhat, kindOf, labelWords } from './changeWords.js';
import { moment } from './words.js';

/** What a line about a change needs. */
export const ChangeLineFields = graphql(`
  fragment ChangeLine on Change @_unmask {
    id
    sequence
    at
    action
    command
    entityType
    entityId
    entityLabel
    subject
    reason
    partnership { slug }
    actor { id name role isUser agency { name } }
    fields { field after }
  }
`);

/**
 * Select it on a connection of changes, with the fragment as a dependency:
 * `changes(first: 3) { ...RecentChanges }`.
 */
export const RecentChangesFields = graphql(
  `
    fragment RecentChanges on ChangeConnection @_unmask {
      nodes { ...ChangeLine }
    }
  `,
  [ChangeLineFields],
);

export type ChangeLine = ResultOf<typeof ChangeLineFields>;

type Props = {
  changes: ResultOf<typeof RecentChangesFields>;
  /** Where all of them are: the record's history, or the history with a filter. */
  historyTo: string;
  heading?: string;
  /** For lists over several records: each line begins with its record. */
  named?: boolean;
  /** What to say when there is none. */
  empty?: string;
};

export function RecentChanges({
  changes: { nodes },
  historyTo,
  heading = 'Recent changes',
  named = false,
  empty = 'Nothing has changed yet.',
}: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="register-recent">
      <h2 className="govuk-heading-m" id={id}>
        {heading}
      </h2>
      {nodes.length === 0 ? (
        <p className="govuk-body">{empty}</p>
      ) : (
        <>
          <ul className="govuk-list register-recent__list">
            {nodes.map((change) => (
              <li key={change.id}>
                <Line change={change} named={named} />
              </li>
            ))}
          </ul>
          <p className="govuk-body">
            <Link className="govuk-link" to={historyTo}>
              All changes<span className="govuk-visually-hidden">: {heading}</span>
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

function Line({ change, named }: { change: ChangeLine; named: boolean }) {
  const as = actedAs(change.actor);
  return (
    <>
      {named ? (
        <>
          <Link className="govuk-link" to={recordPath(change)}>
            {labelWords(change.entityLabel)}
          </Link>{' '}
          <span className="register-muted">({kindOf(change)})</span>
          <br />
        </>
      ) : null}
      <span>
        {actorName(change.actor)} {didWhat(change)}
      </span>
      <br />
      <span className="register-muted register-small">
        <time dateTime={change.at}>{moment(change.at)}</time>
        {as ? `, as ${as}` : ''}
      </span>
      {change.reason ? (
        <>
          <br />
          <span className="register-small">Why: {change.reason}</span>
        </>
      ) : null}
    </>
  );
}
