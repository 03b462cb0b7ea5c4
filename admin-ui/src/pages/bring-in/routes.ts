import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

export const bringInRoutes: RouteObject[] = [
  { path: plan(':slug').bringIn, lazy: page(() => import('./BringInPage.js')) },
];
