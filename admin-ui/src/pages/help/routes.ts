import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

/** Help, for everyone: one need not be signed in to be lost. */
export const helpRoutes: RouteObject[] = [
  { path: paths.help, lazy: page(() => import('./HelpPage.js')) },
  { path: paths.helpFor(':role'), lazy: page(() => import('./HelpForPage.js')) },
  { path: paths.accessibility, lazy: page(() => import('./AccessibilityPage.js')) },
];
