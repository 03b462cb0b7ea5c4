import { RatingTag } from './Status.js';
import { day } from './words.js';

type Latest = { rating: 'RED' | 'AMBER' | 'GREEN' | 'NOT_RATED'; on: string };

/** The last rating and its day, in a cell or a row; a record without one says so. */
export function RatingWithDate({ progress }: { progress: Latest | null }) {
  if (!progress) return <span className="register-muted">No progress yet</span>;
  return (
    <>
      <RatingTag rating={progress.rating} />{' '}
      <span className="register-nowrap">{day(progress.on)}</span>
    </>
  );
}
