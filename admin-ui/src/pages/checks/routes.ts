import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const checksRoutes: RouteObject[] = [
  { path: to.checks, lazy: page(() => import('./ChecksPage.js')) },
  { path: to.check('schemes'), lazy: page(() => import('./SchemesCheckPage.js')) },
  { path: to.check('actions'), lazy: page(() => import('./ActionsCheckPage.js')) },
  { path: to.check('attendance'), lazy: page(() => import('./AttendanceCheckPage.js')) },
  { path: to.check('strategies'), lazy: page(() => import('./StrategiesCheckPage.js')) },
  { path: to.check('late-entries'), lazy: page(() => import('./LateEntriesCheckPage.js')) },
  { path: to.check('accounts'), lazy: page(() => import('./AccountsCheckPage.js')) },
  { path: to.check('roles'), lazy: page(() => import('./RolesCheckPage.js')) },
];
