/** Changes in the order in which they were made, the newest first: the Ministry of Justice's timeline. */
import { Link } from 'react-router';
import { paths, recordHistoryPath } from '../../paths.js';
import { actedAs, actorName, didWhat, kindOf, labelWords } from '../../ui/changeWords.js';
import { VisibilityTag } from '../../ui/Status.js';
import { moment } from '../../ui/words.js';
import { capital, Differences, Removed } from './Difference.js';
import type { ChangeEntry, FieldChange } from './queries.js';
import { WholeRecord } from './WholeRecord.js';

type Props = {
  changes: readonly ChangeEntry[];
  /** Whether each entry names its record: not on the record's own history. */
  named?: boolean;
};

export function Timeline({ changes, named = false }: Props) {
  return (
    <div className="moj-timeline">
      {changes.map((change) => (
        <Entry key={change.id} change={change} named={named} />
      ))}
    </div>
  );
}

function Entry({ change, named }: { change: ChangeEntry; named: boolean }) {
  const what = didWhat(change);
  const label = labelWords(change.entityLabel);
  return (
    <div className="moj-timeline__item register-timeline__item">
      <div className="moj-timeline__header">
        <h2 className="moj-timeline__title">
          <Link className="govuk-link" to={paths.change(change.id)}>
            {named ? label : capital(what)}
          </Link>
        </h2>{' '}
        <p className="moj-timeline__byline">
          {named ? `${capital(kindOf(change))}: ` : ''}
          {named ? `${actorName(change.actor)} ${what}` : `by ${actorName(change.actor)}`}
        </p>
      </div>
      <When change={change} />
      <div className="moj-timeline__description">
        <Why change={change} />
        <Changed change={change} />
        <WholeRecord id={change.id} about={`${label}, ${moment(change.at)}`} />
        {named ? (
          <p className="govuk-body">
            <Link className="govuk-link" to={recordHistoryPath(change)}>
              History<span className="govuk-visually-hidden"> of {label}</span>
            </Link>
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** When, in which role and for whom. */
export function When({ change }: { change: ChangeEntry }) {
  const as = actedAs(change.actor);
  return (
    <p className="moj-timeline__date">
      <time dateTime={change.at}>{moment(change.at)}</time>
      {as ? `, as ${as}` : ''} <VisibilityTag visibility={change.visibility} />
    </p>
  );
}

/** The reason that was given, if one was. */
export function Why({ change: { reason, reasonRemoval } }: { change: ChangeEntry }) {
  if (reasonRemoval) {
    return (
      <p className="govuk-body register-why">
        <strong>Why:</strong> <Removed removal={reasonRemoval} />
      </p>
    );
  }
  if (!reason) return null;
  return (
    <p className="govuk-body register-why">
      <strong>Why:</strong> {reason}
    </p>
  );
}

/** The fields that differ. What a new record said is folded away: it is all of it. */
function Changed({ change }: { change: ChangeEntry }) {
  const all: readonly FieldChange[] = change.fields;
  const fields = all.filter(({ field }) => field !== 'key');
  if (fields.length === 0) return null;
  if (change.action !== 'CREATE') return <Differences fields={fields} />;
  return null;
}
