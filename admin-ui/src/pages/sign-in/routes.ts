import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

/** Pages for those who are not signed in yet. */
export const signInRoutes: RouteObject[] = [
  { path: paths.signIn, lazy: page(() => import('./SignInPage.js')) },
  { path: paths.setUp, lazy: page(() => import('./SetUpPage.js')) },
  { path: paths.acceptInvitation, lazy: page(() => import('./AcceptInvitationPage.js')) },
  { path: paths.forgotPassword, lazy: page(() => import('./ForgotPasswordPage.js')) },
  { path: paths.resetPassword, lazy: page(() => import('./ResetPasswordPage.js')) },
];
