import { Navigate, Outlet, useLocation } from 'react-router';
import { paths } from '../paths.js';
import { useSession } from './Session.js';

/** Lets only people who are signed in, and whose second factor is set up, to the pages below it. */
export function RequireSignIn() {
  const { viewer } = useSession();
  const { pathname, search } = useLocation();
  if (!viewer) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={paths.signIn + next} replace />;
  }
  if (viewer.mustEnrol && pathname !== paths.secondFactor)
    return <Navigate to={paths.secondFactor} replace />;
  return <Outlet />;
}
