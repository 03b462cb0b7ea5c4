import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const updatesRoutes: RouteObject[] = [
  { path: to.updates.list, lazy: page(() => import('./UpdatesPage.js')) },
  { path: to.updates.create, lazy: page(() => import('./AskPage.js')) },
  { path: to.updates.one(':id'), lazy: page(() => import('./RequestPage.js')) },
  { path: to.updates.edit(':id'), lazy: page(() => import('./RequestEditPage.js')) },
  { path: to.endUpdates(':id'), lazy: page(() => import('./EndPage.js')) },
];
