import { useState } from 'react';
import { Button } from './Button.js';
import { type Column, Table } from './Table.js';
import { count } from './words.js';

type Props<Row> = {
  /** The heading, which is the table's caption too. */
  heading: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  empty: React.ReactNode;
  /** What a row is: "sitting". */
  noun: string;
  /** How many rows stand there at once. */
  size?: number;
};

/** A list that is there in full, of which the first rows are shown until more are asked for. */
export function LongTable<Row>({ heading, rows, noun, size = 12, ...table }: Props<Row>) {
  const [shown, setShown] = useState(size);
  return (
    <section className="register-section">
      <h2 className="govuk-heading-m">{heading}</h2>
      <Table {...table} caption={heading} captionHidden rows={rows.slice(0, shown)} />
      {rows.length > shown ? (
        <Button kind="secondary" onClick={() => setShown(shown + 50)} about={heading.toLowerCase()}>
          Show more ({count(rows.length - shown, noun)} left)
        </Button>
      ) : null}
    </section>
  );
}
