/** What was said of a record's progress, the newest first, as a timeline. */
import type { ReactNode } from 'react';
import { graphql, type ResultOf } from '../graphql/tada.js';
import { Paragraphs } from './Paragraphs.js';
import { RatingTag, VisibilityTag } from './Status.js';
import { day } from './words.js';

/** Select it on progress updates of any subject. */
export const ProgressItemFields = graphql(`
  fragment ProgressItem on ProgressUpdate @_unmask {
    id
    version
    isArchived
    on
    periodLabel
    rating
    ratingAsPublished
    narrative
    reportedBy { id name }
    visibility
    viewerCanUpdate
    viewerCanArchive
  }
`);

export type ProgressItem = ResultOf<typeof ProgressItemFields>;

type Props = {
  updates: readonly ProgressItem[];
  /** What one may do with an update: links and buttons. */
  actions?(update: ProgressItem): ReactNode;
  /** What to say, and what to do, when there is none. */
  empty: ReactNode;
};

export function ProgressList({ updates, actions, empty }: Props) {
  if (updates.length === 0) return <div className="govuk-inset-text">{empty}</div>;
  return (
    <ol className="moj-timeline register-progress">
      {updates.map((update) => (
        <li key={update.id} className="moj-timeline__item">
          <Item update={update} />
          {actions?.(update)}
        </li>
      ))}
    </ol>
  );
}

function Item({ update }: { update: ProgressItem }) {
  const { on, periodLabel, rating, ratingAsPublished, narrative, reportedBy, visibility } = update;
  return (
    <>
      <p className="register-progress__head">
        <time dateTime={on} className="register-progress__day">
          {day(on)}
        </time>{' '}
        <RatingTag rating={rating} />
        {ratingAsPublished ? ` (published as “${ratingAsPublished}”)` : ''}{' '}
        <VisibilityTag visibility={visibility} />
      </p>
      <p className="register-progress__by">
        {[periodLabel, reportedBy ? `reported by ${reportedBy.name}` : null]
          .filter(Boolean)
          .join(', ')}
      </p>
      {narrative ? <Paragraphs text={narrative} /> : null}
    </>
  );
}
