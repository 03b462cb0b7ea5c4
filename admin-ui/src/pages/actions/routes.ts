import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const { actions: to, closeAction, redateAction } = plan(':slug');

export const actionsRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./ActionsPage.js')) },
  { path: to.create, lazy: page(() => import('./ActionCreatePage.js')) },
  { path: to.one(':id'), lazy: page(() => import('./ActionPage.js')) },
  { path: to.edit(':id'), lazy: page(() => import('./ActionEditPage.js')) },
  { path: closeAction(':id'), lazy: page(() => import('./ActionClosePage.js')) },
  { path: redateAction(':id'), lazy: page(() => import('./ActionRedatePage.js')) },
];
