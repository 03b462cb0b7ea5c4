import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

export const papersRoutes: RouteObject[] = [
  { path: plan(':slug').papers, lazy: page(() => import('./PapersPage.js')) },
];
