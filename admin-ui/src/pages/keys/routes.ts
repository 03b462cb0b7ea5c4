import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

/** API keys. */
export const keysRoutes: RouteObject[] = [
  { path: paths.keys.list, lazy: page(() => import('./KeysPage.js')) },
  { path: paths.keys.create, lazy: page(() => import('./KeyNewPage.js')) },
  { path: paths.keys.revoke(':id'), lazy: page(() => import('./KeyRevokePage.js')) },
];
