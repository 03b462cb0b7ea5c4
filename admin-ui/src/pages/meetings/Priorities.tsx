import { Link } from 'react-router';
import { plan } from '../../paths.js';

/** The priorities that a record stands under, as links. */
export function Priorities({
  slug,
  of,
}: {
  slug: string;
  of: readonly { id: string; heading: string }[];
}) {
  return (
    <ul className="govuk-list">
      {of.map(({ id, heading }) => (
        <li key={id}>
          <Link className="govuk-link" to={plan(slug).priorities.one(id)}>
            {heading}
          </Link>
        </li>
      ))}
    </ul>
  );
}
