import { useState } from 'react';
import { Button } from '../../ui/Button.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { count } from '../../ui/words.js';
import type { Preview } from './queries.js';

type Row = Preview['rows'][number];

/** How many rows stand there at first, and how many more each time. */
const SHOWN = 25;

/** Each row with what would become of it; those with something wrong come first. */
export function PreviewRows({ preview }: { preview: Preview }) {
  const [shown, setShown] = useState(SHOWN);
  const used = preview.columns.flatMap(({ heading, column }, place) =>
    column ? [{ place, heading: heading || `Column ${place + 1}` }] : [],
  );
  const order = ({ errors, exists }: Row) => (errors.length > 0 ? 0 : exists ? 1 : 2);
  const rows = [...preview.rows].sort((one, other) => order(one) - order(other));
  const columns: Column<Row>[] = [
    { heading: 'Row', cell: ({ number }) => number, isRowHeading: true },
    { heading: 'What becomes of it', cell: (row) => <Becomes row={row} /> },
    ...used.map(({ place, heading }) => ({
      heading,
      cell: ({ cells }: Row) => cells[place] ?? '',
    })),
  ];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard */}
      <section className="register-matrix" aria-label="The rows" tabIndex={0}>
        <Table
          caption="The rows"
          captionHidden
          columns={columns}
          rows={rows.slice(0, shown)}
          rowKey={({ number }) => String(number)}
          empty="The sheet has no rows."
        />
      </section>
      {rows.length > shown ? (
        <Button kind="secondary" onClick={() => setShown(shown + 200)}>
          Show more rows ({count(rows.length - shown, 'row', 'rows')} left)
        </Button>
      ) : null}
    </>
  );
}

function Becomes({ row: { errors, exists, skipped } }: { row: Row }) {
  if (errors.length > 0) {
    return (
      <>
        <Tag colour="red">Wrong</Tag>
        <ul className="govuk-list govuk-error-message">
          {errors.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </>
    );
  }
  if (skipped) return <Said tag="Left out" colour="grey" why={exists} />;
  if (exists) return <Said tag="New, of the same name" colour="yellow" why={exists} />;
  return <Tag colour="green">New</Tag>;
}

function Said({
  tag,
  colour,
  why,
}: {
  tag: string;
  colour: 'grey' | 'yellow';
  why: string | null;
}) {
  return (
    <>
      <Tag colour={colour}>{tag}</Tag>
      <div className="govuk-hint">{why}</div>
    </>
  );
}
