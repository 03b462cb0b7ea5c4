import { useState } from 'react';
import { Link, useLocation, useMatch, useNavigate } from 'react-router';
import { useClient } from 'urql';
import { unsaved } from '../forms/unsaved.js';
import { graphql } from '../graphql/tada.js';
import { paths } from '../paths.js';
import { holds, useSession, type Viewer } from '../session/Session.js';
import { Button } from '../ui/Button.js';

const SignOut = graphql(`
  mutation Header_SignOut {
    signOut { errors { message } }
  }
`);

/** The name of the service, where one can go, and who is signed in. */
export function Header() {
  const { viewer } = useSession();
  return (
    <header>
      <div className="register-header">
        <div className="govuk-width-container register-container register-header__inner">
          <Link to={paths.home} className="register-header__name">
            Partnership Register
          </Link>
          {viewer ? <Who viewer={viewer} /> : null}
        </div>
      </div>
      {viewer && !viewer.mustEnrol ? <Navigation viewer={viewer} /> : null}
    </header>
  );
}

function Who({ viewer }: { viewer: Viewer }) {
  const client = useClient();
  const { forget } = useSession();
  const navigate = useNavigate();
  const leave = async () => {
    const words = 'You have not saved what you entered. Sign out? It is lost then.';
    if (unsaved.isAny() && !window.confirm(words)) return;
    unsaved.letGo();
    await client.mutation(SignOut, {}).toPromise();
    // Forgotten first: the door leads whoever is signed in straight home.
    forget();
    await navigate(paths.signIn);
  };
  return (
    <div className="register-header__who">
      <Link to={paths.account} className="register-header__link">
        {viewer.user?.name ?? 'Your account'}
      </Link>
      <Button kind="link" onClick={leave}>
        Sign out
      </Button>
    </div>
  );
}

type Item = {
  to: string;
  name: string;
  end?: boolean;
  /** Whether the page that is open is this one under another address. */
  isHere?: boolean;
};

/** What the person's roles let them open. The server decides; this only leaves out what would be refused. */
function items(viewer: Viewer): Item[] {
  const runs = holds(viewer, 'ADMINISTRATOR') || holds(viewer, 'COORDINATOR');
  const invites = runs || holds(viewer, 'PARTNER_ADMIN');
  return [
    { to: paths.home, name: 'Home', end: true },
    ...(holds(viewer, 'ADMINISTRATOR') || holds(viewer, 'AUDITOR')
      ? [{ to: paths.partnerships.list, name: 'Partnerships' }]
      : []),
    { to: paths.agencies.list, name: 'Agencies' },
    ...(invites || holds(viewer, 'AUDITOR')
      ? [{ to: paths.people.list, name: 'People and roles' }]
      : []),
    ...(runs ? [{ to: paths.keys.list, name: 'API keys' }] : []),
    { to: paths.history, name: 'History' },
    ...(holds(viewer, 'AUDITOR') ? [{ to: paths.evidence, name: 'Evidence' }] : []),
    { to: paths.help, name: 'Help' },
  ];
}

function Navigation({ viewer }: { viewer: Viewer }) {
  const { pathname } = useLocation();
  return <Menu key={pathname} label="Service" items={items(viewer)} />;
}

/** GOV.UK service navigation; on a narrow screen it folds away behind a button. */
export function Menu({
  label,
  items,
  below = false,
}: {
  label: string;
  items: Item[];
  below?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const id = `menu-${label.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <div
      className={`govuk-service-navigation register-menu${below ? ' register-menu--below' : ''}`}
    >
      <div className="govuk-width-container register-container">
        <div className="govuk-service-navigation__container">
          <nav aria-label={label} className="govuk-service-navigation__wrapper">
            <button
              type="button"
              className="govuk-service-navigation__toggle register-menu__toggle"
              aria-controls={id}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {below ? label : 'Menu'}
            </button>
            <ul
              className={`govuk-service-navigation__list register-menu__list${open ? ' register-menu__list--open' : ''}`}
              id={id}
            >
              {items.map((item) => (
                <MenuItem key={item.to} item={item} />
              ))}
            </ul>
          </nav>
        </div>
      </div>
    </div>
  );
}

function MenuItem({ item: { to, name, end = false, isHere = false } }: { item: Item }) {
  const active = useMatch({ path: to, end }) !== null || isHere;
  return (
    <li
      className={`govuk-service-navigation__item${active ? ' govuk-service-navigation__item--active' : ''}`}
    >
      <Link
        className="govuk-service-navigation__link"
        to={to}
        aria-current={active ? 'page' : undefined}
      >
        {active ? (
          <strong className="govuk-service-navigation__active-fallback">{name}</strong>
        ) : (
          name
        )}
      </Link>
    </li>
  );
}
