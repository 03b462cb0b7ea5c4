/** Everything that a record said after a change, as a list of its fields. */
import { useState } from 'react';
import { useQuery } from 'urql';
import { fieldWords } from '../../ui/changeWords.js';
import { Loaded } from '../../ui/Loaded.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { capital, Removed } from './Difference.js';
import { useNames } from './names.js';
import { ChangeQuery } from './queries.js';
import { asRecord, valueWords } from './values.js';

/** Folded away, and asked for when it is opened. */
export function WholeRecord({ id, about }: { id: string; about: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="govuk-details register-whole"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          Everything it said after this change
          <span className="govuk-visually-hidden">: {about}</span>
        </span>
      </summary>
      <div className="govuk-details__text">{open ? <Whole id={id} /> : null}</div>
    </details>
  );
}

function Whole({ id }: { id: string }) {
  const [query, ask] = useQuery({ query: ChangeQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the record">
      {({ change }) => (
        <RecordFields record={change?.after} removed={change?.removedValues ?? []} />
      )}
    </Loaded>
  );
}

type Gone = { field: string; removal: { at: string; reason: string | null; actor: string } };

/** The fields of a record as the history kept it, ids told by name, and what was removed of it. */
export function RecordFields({
  record,
  removed = [],
}: {
  record: unknown;
  removed?: readonly Gone[];
}) {
  const { names, fetching } = useNames(record);
  const fields = Object.entries(asRecord(record)).filter(([name]) => name !== 'key');
  if (fetching) return null;
  return (
    <SummaryList
      rows={[
        ...fields.map(([name, value]) => ({
          term: capital(fieldWords(name)),
          value: <Value field={name} value={value} names={names} />,
        })),
        ...removed.map(({ field, removal }) => ({
          term: capital(fieldWords(field)),
          value: <Removed removal={removal} />,
        })),
      ]}
    />
  );
}

type ValueProps = { field: string; value: unknown; names: ReadonlyMap<string, string> };

function Value({ field, value, names }: ValueProps) {
  if (!Array.isArray(value))
    return <span className="register-text">{valueWords(field, value, names)}</span>;
  if (value.length === 0) return <span className="register-muted">None</span>;
  return (
    <ul className="govuk-list">
      {value.map((item) => (
        <li key={JSON.stringify(item)}>{valueWords(field, item, names)}</li>
      ))}
    </ul>
  );
}
