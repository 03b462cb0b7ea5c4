import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const { schemes: to, progress, progressUpdate } = plan(':slug');

export const schemesRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./SchemesPage.js')) },
  { path: to.create, lazy: page(() => import('./SchemeCreatePage.js')) },
  { path: to.one(':id'), lazy: page(() => import('./SchemePage.js')) },
  { path: to.edit(':id'), lazy: page(() => import('./SchemeEditPage.js')) },
  { path: progress(':id'), lazy: page(() => import('./PostProgressPage.js')) },
  {
    path: progressUpdate(':id', ':update'),
    lazy: page(() => import('./ProgressEditPage.js')),
  },
];
