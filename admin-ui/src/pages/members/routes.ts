import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const membersRoutes: RouteObject[] = [
  { path: to.members.list, lazy: page(() => import('./MembersPage.js')) },
  { path: to.members.create, lazy: page(() => import('./MemberCreatePage.js')) },
  { path: to.members.one(':id'), lazy: page(() => import('./MemberPage.js')) },
  { path: to.members.edit(':id'), lazy: page(() => import('./MemberEditPage.js')) },
  { path: to.endMember(':id'), lazy: page(() => import('./MemberEndPage.js')) },
];
