/** What was added, changed and dropped between two days, with who did it and why. */
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../../graphql/tada.js';
import { paths, recordPath } from '../../../paths.js';
import { Button } from '../../../ui/Button.js';
import { actorName, didWhat, labelWords, typeNoun } from '../../../ui/changeWords.js';
import { Loaded } from '../../../ui/Loaded.js';
import { count, moment } from '../../../ui/words.js';
import { Differences } from '../Difference.js';
import type { FieldChange } from '../queries.js';

// As little as will do: three lists with lists inside come near to what a query may cost.
const RecordDiffFields = graphql(`
  fragment RecordDiff on RecordDiff @_unmask {
    entityType
    entityId
    entityLabel
    changes { id at action command reason actor { name isUser } }
  }
`);

const DiffQuery = graphql(
  `
    query Comparison_Diff($partnership: ID!, $from: DateTime!, $to: DateTime!) {
      diff(partnership: $partnership, from: $from, to: $to) {
        added { ...RecordDiff }
        changed {
          ...RecordDiff
          fields {
            field before after added removed beforeValue afterValue isErased
            removal { at reason actor }
          }
        }
        dropped { ...RecordDiff }
      }
    }
  `,
  [RecordDiffFields],
);

type RecordDiff = ResultOf<typeof RecordDiffFields> & {
  /** Of what was changed: the fields that differ. */
  fields?: readonly FieldChange[];
};

/** The two ends are moments in UTC. */
type Props = { slug: string; partnership: string; from: string; to: string };

export function Comparison({ slug, partnership, from, to }: Props) {
  const [query, ask] = useQuery({ query: DiffQuery, variables: { partnership, from, to } });
  return (
    <Loaded query={query} retry={ask} what="what changed">
      {({ diff }) =>
        diff ? (
          <>
            <p className="govuk-body" role="status">
              {diff.added.length} added, {diff.changed.length} changed, {diff.dropped.length}{' '}
              dropped.
            </p>
            <Group slug={slug} heading="Added" records={diff.added} />
            <Group slug={slug} heading="Changed" records={diff.changed} />
            <Group slug={slug} heading="Dropped" records={diff.dropped} />
          </>
        ) : (
          <p className="govuk-body">There is nothing to compare that you may see.</p>
        )
      }
    </Loaded>
  );
}

const some = 25;

type GroupProps = { slug: string; heading: string; records: readonly RecordDiff[] };

function Group({ slug, heading, records }: GroupProps) {
  const [shown, setShown] = useState(some);
  if (records.length === 0) return null;
  return (
    <section aria-label={heading}>
      <h3 className="govuk-heading-m">
        {heading} ({records.length.toLocaleString('en-GB')})
      </h3>
      <ul className="govuk-list register-rows">
        {records.slice(0, shown).map((record) => (
          <li key={record.entityId} className="register-compared">
            <Compared slug={slug} record={record} />
          </li>
        ))}
      </ul>
      {records.length > shown ? (
        <Button kind="secondary" onClick={() => setShown(shown + some * 4)} about={`: ${heading}`}>
          Show {count(Math.min(some * 4, records.length - shown), 'more', 'more')}
        </Button>
      ) : null}
    </section>
  );
}

function Compared({ slug, record }: { slug: string; record: RecordDiff }) {
  const { entityType, entityId, entityLabel, changes, fields } = record;
  const place = { entityType, entityId, partnership: { slug } };
  return (
    <>
      <h4 className="govuk-heading-s register-compared__name">
        <Link className="govuk-link" to={recordPath(place)}>
          {labelWords(entityLabel)}
        </Link>{' '}
        <span className="register-muted register-compared__type">({typeNoun(entityType)})</span>
      </h4>
      {fields ? <Differences fields={fields.filter(({ field }) => field !== 'key')} /> : null}
      <ul className="govuk-list register-small register-plain">
        {changes.map((change) => (
          <li key={change.id}>
            <Link className="govuk-link" to={paths.change(change.id)}>
              {moment(change.at)}
            </Link>
            : {actorName(change.actor)} {didWhat({ ...change, fields: [] })}
            {change.reason ? `. Why: ${change.reason}` : ''}
          </li>
        ))}
      </ul>
    </>
  );
}
