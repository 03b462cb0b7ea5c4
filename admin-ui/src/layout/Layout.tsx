/** What stands around every page: skip link, header, navigation, banners, footer. */
import { Suspense } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useMatch, useParams } from 'react-router';
import { paths, plan } from '../paths.js';
import { onlyPlan } from '../session/place.js';
import { useSession } from '../session/Session.js';
import { Loading } from '../ui/Loading.js';
import { FlashBanner, FlashProvider } from './flash.js';
import { Header } from './Header.js';
import { Offline } from './Offline.js';
import { PlanNavigation } from './PlanNavigation.js';

export function Layout() {
  const { viewer } = useSession();
  const { slug: named } = useParams();
  const { pathname } = useLocation();
  // The plan as it stood has a navigation of its own, which stays in that day.
  const isPast = useMatch(`${plan(':slug').pickDay}/:moment/*`) !== null;
  // Whoever has to do with one plan only begins in it: see pages/home.
  const slug = named ?? (viewer && pathname === paths.home ? onlyPlan(viewer)?.slug : undefined);
  return (
    <FlashProvider>
      <a href="#main" className="govuk-skip-link">
        Skip to main content
      </a>
      <Header />
      {viewer && !viewer.mustEnrol && slug && !isPast ? <PlanNavigation slug={slug} /> : null}
      <div className="govuk-width-container register-container">
        <Offline />
        <main className="govuk-main-wrapper" id="main" tabIndex={-1}>
          <FlashBanner />
          <Suspense fallback={<Loading what="the page" />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Footer />
      <ScrollRestoration />
    </FlashProvider>
  );
}

function Footer() {
  return (
    <footer className="register-footer">
      <div className="govuk-width-container register-container">
        <ul className="register-footer__list">
          <li>
            <Link className="govuk-link" to={paths.help}>
              Help
            </Link>
          </li>
          <li>
            <Link className="govuk-link" to={paths.accessibility}>
              Accessibility statement
            </Link>
          </li>
          <li>
            <a className="govuk-link" href="/">
              Public pages
            </a>
          </li>
          <li>
            <a className="govuk-link" href="/explorer">
              Query explorer
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
