import { Link } from 'react-router';
import { RatingTag, VisibilityTag } from '../../ui/Status.js';
import { Table } from '../../ui/Table.js';
import { day } from '../../ui/words.js';
import type { RatingEntry } from './fields.js';

/** What was said of a priority or a focus area over time, the newest first. */
export function RatingsTable({
  entries,
  total,
  of,
  postTo,
}: {
  entries: readonly RatingEntry[];
  total: number;
  /** What is rated, as in "this priority". */
  of: string;
  /** Where progress is posted, for those who may. */
  postTo: string | null;
}) {
  return (
    <section>
      <h2 className="govuk-heading-m register-section">Ratings over time</h2>
      {postTo ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={postTo}>
            Post progress on {of}
          </Link>
        </p>
      ) : null}
      <Table
        caption={`Progress on ${of}, the newest first`}
        captionHidden
        rows={entries}
        rowKey={(entry) => entry.id}
        empty={`No progress is posted on ${of} yet.`}
        columns={[
          {
            heading: 'Date',
            isRowHeading: true,
            cell: (entry) => (
              <>
                {day(entry.on)}
                {entry.periodLabel ? (
                  <div className="register-muted">{entry.periodLabel}</div>
                ) : null}
              </>
            ),
          },
          {
            heading: 'Rating',
            cell: (entry) => (
              <>
                <RatingTag rating={entry.rating} />
                {entry.ratingAsPublished ? (
                  <div>As published: {entry.ratingAsPublished}</div>
                ) : null}
              </>
            ),
          },
          {
            heading: 'What was said',
            cell: (entry) => (
              <>
                {entry.narrative ?? 'Nothing more'} <VisibilityTag visibility={entry.visibility} />
              </>
            ),
          },
          { heading: 'Reported by', cell: (entry) => entry.reportedBy?.name ?? 'Not stated' },
        ]}
      />
      {total > entries.length ? (
        <p className="govuk-body">
          The newest {entries.length} of {total}.
        </p>
      ) : null}
    </section>
  );
}
