import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths, plan } from '../../paths.js';

const to = paths.partnerships;

export const partnershipsRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./PartnershipsPage.js')) },
  { path: to.create, lazy: page(() => import('./PartnershipCreatePage.js')) },
  { path: to.one(':slug'), lazy: page(() => import('./PartnershipPage.js')) },
  { path: plan(':slug').edit, lazy: page(() => import('./PartnershipEditPage.js')) },
];
