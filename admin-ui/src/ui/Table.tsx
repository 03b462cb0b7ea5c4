// biome-ignore-all lint/a11y/noRedundantRoles: a table that is laid out as cards loses its roles in some browsers
import type { ReactNode } from 'react';

export type Column<Row> = {
  heading: string;
  cell(row: Row): ReactNode;
  numeric?: boolean;
  /** The column that names the row. One column should. */
  isRowHeading?: boolean;
};

type Props<Row> = {
  caption: string;
  /** Hides the caption from sight where a heading just above says the same. */
  captionHidden?: boolean;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** What to say, and what to do, when there is no row. */
  empty: ReactNode;
};

/** A table that becomes a list of cards on a narrow screen, with each value's heading beside it. */
export function Table<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  empty,
}: Props<Row>) {
  if (rows.length === 0) return <div className="govuk-inset-text">{empty}</div>;
  return (
    <table className="govuk-table register-table" role="table">
      <caption
        className={
          captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'
        }
      >
        {caption}
      </caption>
      <thead className="govuk-table__head" role="rowgroup">
        <tr className="govuk-table__row" role="row">
          {columns.map((column) => (
            <th
              key={column.heading}
              scope="col"
              role="columnheader"
              className={`govuk-table__header${column.numeric ? ' govuk-table__header--numeric' : ''}`}
            >
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body" role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} className="govuk-table__row" role="row">
            {columns.map((column) => (
              <Cell key={column.heading} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const kind = column.numeric ? ' govuk-table__cell--numeric' : '';
  return column.isRowHeading ? (
    <th scope="row" role="rowheader" className="govuk-table__header" data-heading={column.heading}>
      {column.cell(row)}
    </th>
  ) : (
    <td role="cell" className={`govuk-table__cell${kind}`} data-heading={column.heading}>
      {column.cell(row)}
    </td>
  );
}
