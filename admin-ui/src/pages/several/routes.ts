import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug').addSeveral;

export const severalRoutes: RouteObject[] = [
  { path: to('meetings'), lazy: page(() => import('./MeetingsSeveralPage.js')) },
  { path: to('events'), lazy: page(() => import('./EventsSeveralPage.js')) },
  { path: to('schemes'), lazy: page(() => import('./SchemesSeveralPage.js')) },
];
