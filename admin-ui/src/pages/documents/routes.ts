import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug').documents;

export const documentsRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./DocumentsPage.js')) },
  { path: to.create, lazy: page(() => import('./DocumentCreatePage.js')) },
  { path: to.one(':id'), lazy: page(() => import('./DocumentPage.js')) },
  { path: to.edit(':id'), lazy: page(() => import('./DocumentEditPage.js')) },
];
