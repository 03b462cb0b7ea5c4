import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths, plan } from '../../paths.js';

export const calendarRoutes: RouteObject[] = [
  { path: plan(':slug').calendar, lazy: page(() => import('./CalendarPage.js')) },
  { path: paths.calendarAddresses, lazy: page(() => import('./AddressesPage.js')) },
];
