import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const responsibilitiesRoutes: RouteObject[] = [
  { path: to.responsibilities, lazy: page(() => import('./ResponsibilitiesPage.js')) },
  { path: to.ratings, lazy: page(() => import('./RatingsPage.js')) },
];
