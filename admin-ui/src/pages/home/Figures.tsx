import { Link } from 'react-router';

type Figure = { number: number; what: string; to?: string };

/** A few numbers at a glance, each leading to what it counts. */
export function Figures({ label, figures }: { label: string; figures: Figure[] }) {
  return (
    <ul className="register-figures" aria-label={label}>
      {figures.map(({ number, what, to }) => (
        <li key={what} className="register-figure">
          <span className="register-figure__number">{number.toLocaleString('en-GB')}</span>{' '}
          {to ? (
            <Link className="govuk-link" to={to}>
              {what}
            </Link>
          ) : (
            what
          )}
        </li>
      ))}
    </ul>
  );
}
