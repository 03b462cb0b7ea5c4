import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug').schemes;

export const schemesRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./SchemesPage.js')) },
  { path: to.edit(':id'), lazy: page(() => import('./SchemeEditPage.js')) },
];
