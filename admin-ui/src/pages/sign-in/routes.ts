import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

/** Pages for those who are not signed in yet. */
export const signInRoutes: RouteObject[] = [
  { path: paths.signIn, lazy: page(() => import('./SignInPage.js')) },
];
