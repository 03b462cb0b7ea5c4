import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

export const returnsRoutes: RouteObject[] = [
  { path: plan(':slug').return, lazy: page(() => import('./ReturnPage.js')) },
];
