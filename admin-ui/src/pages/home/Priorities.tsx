import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { RatingTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { count } from '../../ui/words.js';

export const PriorityRowFields = graphql(`
  fragment PriorityRow on Priority @_unmask {
    id
    heading
    projectCount
    staleCount
    ratingCounts { rating count }
    latestProgress { id rating on }
    leadAgencies { id name }
    focusAreas { id }
  }
`);

type Row = ResultOf<typeof PriorityRowFields>;

type Props = {
  slug: string;
  strategy: { id: string; priorities: readonly Row[] } | null;
  canEdit: boolean;
};

/** How each priority stands: its own rating, and those of its schemes counted. */
export function Priorities({ slug, strategy, canEdit }: Props) {
  const to = plan(slug);
  const columns: Column<Row>[] = [
    {
      heading: 'Priority',
      isRowHeading: true,
      cell: ({ id, heading, leadAgencies, focusAreas }) => (
        <>
          <Link className="govuk-link" to={to.priorities.one(id)}>
            {heading}
          </Link>
          <span className="register-row-note">
            {leadAgencies.length > 0
              ? `Led by ${leadAgencies.map(({ name }) => name).join(', ')}`
              : 'No lead agency'}
            {`; ${count(focusAreas.length, 'focus area')}`}
          </span>
        </>
      ),
    },
    { heading: 'Rating', cell: (row) => <RatingWithDate progress={row.latestProgress} /> },
    {
      heading: 'Schemes',
      cell: ({ projectCount, staleCount }) => (
        <>
          {projectCount}
          {staleCount > 0 ? (
            <span className="register-row-note">{staleCount} without news for too long</span>
          ) : null}
        </>
      ),
    },
    { heading: 'How its schemes are rated', cell: (row) => <Ratings row={row} /> },
  ];
  return (
    <Table
      caption="Priorities and how they stand"
      captionHidden
      columns={columns}
      rows={strategy?.priorities ?? []}
      rowKey={({ id }) => id}
      empty={
        <p className="govuk-body">
          {strategy ? 'The strategy has no priorities yet. ' : 'No strategy is in force. '}
          <Link
            className="govuk-link"
            to={strategy ? to.strategies.one(strategy.id) : to.strategies.list}
          >
            {canEdit ? 'Go to the strategy to add them' : 'Go to the strategy'}
          </Link>
        </p>
      }
    />
  );
}

function Ratings({ row: { ratingCounts } }: { row: Row }) {
  if (ratingCounts.length === 0) return <span className="register-muted">No schemes yet</span>;
  return (
    <ul className="register-ratings">
      {ratingCounts.map(({ rating, count: number }) => (
        <li key={rating}>
          {number} <RatingTag rating={rating} />
        </li>
      ))}
    </ul>
  );
}
