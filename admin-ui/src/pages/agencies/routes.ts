import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

const to = paths.agencies;

export const agenciesRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./AgenciesPage.js')) },
  { path: to.create, lazy: page(() => import('./AgencyCreatePage.js')) },
  { path: to.one(':id'), lazy: page(() => import('./AgencyPage.js')) },
  { path: to.edit(':id'), lazy: page(() => import('./AgencyEditPage.js')) },
  { path: paths.addSuccession(':id'), lazy: page(() => import('./SuccessionCreatePage.js')) },
  { path: paths.succession(':id'), lazy: page(() => import('./SuccessionEditPage.js')) },
];
