import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

export const recordsRoutes: RouteObject[] = [
  { path: paths.record(':id'), lazy: page(() => import('./RecordPage.js')) },
];
