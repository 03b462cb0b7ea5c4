import { Link, useLocation } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '../../paths.js';
import { OfferQuery } from './queries.js';

/** Between the accounts, the roles on a day, and who tried to sign in. */
export function PeopleNavigation() {
  const { pathname } = useLocation();
  const [{ data }] = useQuery({ query: OfferQuery });
  const items = [
    { to: paths.people.list, name: 'People' },
    { to: paths.people.roles, name: 'Roles on a day' },
    ...(data?.viewer?.viewerCanSeeSignIns ? [{ to: paths.people.signIns, name: 'Sign-ins' }] : []),
  ];
  return (
    <nav className="moj-sub-navigation" aria-label="People and roles">
      <ul className="moj-sub-navigation__list">
        {items.map(({ to, name }) => (
          <li key={to} className="moj-sub-navigation__item">
            <Link
              className="moj-sub-navigation__link"
              aria-current={pathname === to ? 'page' : undefined}
              to={to}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
