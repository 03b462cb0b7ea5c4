/** The responsibility matrix: each cell says its numbers; the shade only helps to find the full ones. */
import { Link } from 'react-router';
import { paths, plan } from '../../paths.js';
import { nameOfPriority } from '../strategies/names.js';
import { cellWords, fullestOf, type MatrixRow, NO_PRIORITY, shade } from './matrix.js';

type Priority = {
  id: string;
  position: number;
  title: string | null;
  projects: readonly unknown[];
};

type Props = { slug: string; rows: readonly MatrixRow[]; priorities: readonly Priority[] };

export function Matrix({ slug, rows, priorities }: Props) {
  const fullest = fullestOf(rows);
  const hasOthers = rows.some(({ cells }) => cells.has(NO_PRIORITY));
  const columns = [...priorities.map(({ id }) => id), ...(hasOthers ? [NO_PRIORITY] : [])];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways can be scrolled by keyboard
    <section className="register-matrix" aria-label="Responsibility matrix" tabIndex={0}>
      <table className="govuk-table register-matrix__table">
        <caption className="govuk-table__caption govuk-table__caption--m">
          <span className="register-matrix__caption">
            Number of schemes that each agency leads or takes part in, by priority
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="govuk-table__header">
              Agency
            </th>
            {priorities.map((priority) => (
              <th key={priority.id} scope="col" className="govuk-table__header">
                <Link className="govuk-link" to={plan(slug).priorities.one(priority.id)}>
                  {nameOfPriority(priority)}
                </Link>
              </th>
            ))}
            {hasOthers ? (
              <th scope="col" className="govuk-table__header">
                No priority
              </th>
            ) : null}
            <th scope="col" className="govuk-table__header">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.agency.id}>
              <th scope="row" className="govuk-table__header">
                <Link className="govuk-link" to={paths.agencies.one(row.agency.id)}>
                  {row.agency.name}
                </Link>
              </th>
              {columns.map((column) => {
                const cell = row.cells.get(column);
                return (
                  <td
                    key={column}
                    className={`govuk-table__cell register-matrix__cell register-matrix__cell--${shade(cell, fullest)}`}
                  >
                    {cellWords(cell)}
                  </td>
                );
              })}
              <td className="govuk-table__cell register-matrix__cell">{cellWords(row)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="govuk-table__header">
              Schemes in all
            </th>
            {columns.map((column) => (
              <td key={column} className="govuk-table__cell register-matrix__cell">
                {priorities.find(({ id }) => id === column)?.projects.length ?? ''}
              </td>
            ))}
            <td className="govuk-table__cell" />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
