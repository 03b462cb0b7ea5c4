import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths } from '../../paths.js';

const to = paths.people;

/** Accounts, roles and sign-ins. */
export const peopleRoutes: RouteObject[] = [
  { path: to.list, lazy: page(() => import('./PeoplePage.js')) },
  { path: to.create, lazy: page(() => import('./InvitePage.js')) },
  { path: to.roles, lazy: page(() => import('./RolesPage.js')) },
  { path: to.signIns, lazy: page(() => import('./SignInsPage.js')) },
  { path: to.one(':id'), lazy: page(() => import('./PersonPage.js')) },
  { path: to.edit(':id'), lazy: page(() => import('./PersonEditPage.js')) },
  { path: to.grant(':id'), lazy: page(() => import('./GrantPage.js')) },
  { path: to.revoke(':id', ':grant'), lazy: page(() => import('./RevokePage.js')) },
  { path: `${to.one(':id')}/:deed`, lazy: page(() => import('./ManagePage.js')) },
];
