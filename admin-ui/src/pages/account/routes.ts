import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

/** One's own account. */
export const accountRoutes: RouteObject[] = [
  { path: paths.account, lazy: page(() => import('./AccountPage.js')) },
  { path: paths.changePassword, lazy: page(() => import('./PasswordPage.js')) },
  { path: paths.secondFactor, lazy: page(() => import('./SecondFactorPage.js')) },
  { path: paths.recoveryCodes, lazy: page(() => import('./RecoveryCodesPage.js')) },
  { path: paths.sessions, lazy: page(() => import('./SessionsPage.js')) },
];
