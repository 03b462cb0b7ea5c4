import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

/** Taking evidence away. */
export const evidenceRoutes: RouteObject[] = [
  { path: paths.evidence, lazy: page(() => import('./EvidencePage.js')) },
];
