import { wasPublished } from '../strategies/fields.js';

/** Before a published edition is changed: who reads it, and that the reason is kept. */
export function PublishedNote({ state }: { state: Parameters<typeof wasPublished>[0] }) {
  if (!wasPublished(state)) return null;
  return (
    <div className="govuk-inset-text">
      This edition was published. What you change here is public as soon as you save it, and the
      history keeps what it said before and why you changed it.
    </div>
  );
}
