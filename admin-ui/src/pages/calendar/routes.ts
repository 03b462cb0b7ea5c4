import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

export const calendarRoutes: RouteObject[] = [
  { path: plan(':slug').calendar, lazy: page(() => import('./CalendarPage.js')) },
];
