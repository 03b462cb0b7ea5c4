import { useId } from 'react';
import { useShared } from '../../forms/fields.js';
import { Table } from '../../ui/Table.js';
import type { ColumnInfo, Preview } from './queries.js';

type Match = { place: number; heading: string; example: string };

/** What each column of the sheet means, to be put right by hand. */
export function ColumnMatches({ preview, columns }: { preview: Preview; columns: ColumnInfo[] }) {
  const rows = preview.columns.map(({ heading }, place) => ({
    place,
    heading: heading || `Column ${place + 1}`,
    example: preview.rows.find(({ cells }) => cells[place])?.cells[place] ?? '',
  }));
  return (
    <Table<Match>
      caption="What each column means"
      columns={[
        { heading: 'In the sheet', cell: ({ heading }) => heading, isRowHeading: true },
        { heading: 'First entry', cell: ({ example }) => shortened(example) },
        { heading: 'Means', cell: (match) => <Meaning match={match} columns={columns} /> },
      ]}
      rows={rows}
      rowKey={({ place }) => String(place)}
      empty="The sheet has no columns."
    />
  );
}

function Meaning({ match, columns }: { match: Match; columns: ColumnInfo[] }) {
  const { form } = useShared();
  const id = useId();
  const meant = form.values.columns as string[];
  return (
    <>
      <label className="govuk-visually-hidden" htmlFor={id}>
        {match.heading} means
      </label>
      <select
        className="govuk-select"
        id={id}
        value={meant[match.place] ?? ''}
        onChange={({ target }) =>
          form.set(
            'columns',
            // What means this now no longer means it elsewhere.
            meant.map((column, place) =>
              place === match.place ? target.value : column === target.value ? '' : column,
            ),
          )
        }
      >
        <option value="">Leave it out</option>
        {columns.map(({ column, title }) => (
          <option key={column} value={column}>
            {title}
          </option>
        ))}
      </select>
    </>
  );
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
