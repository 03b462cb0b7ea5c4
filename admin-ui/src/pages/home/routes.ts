import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths, plan } from '../../paths.js';

const to = plan(':slug');

export const homeRoutes: RouteObject[] = [
  { path: paths.home, lazy: page(() => import('./HomePage.js')) },
  { path: to.home, lazy: page(() => import('./PlanHomePage.js')) },
  { path: to.assignLeads, lazy: page(() => import('./AssignLeadsPage.js')) },
];
