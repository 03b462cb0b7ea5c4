import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const eventsRoutes: RouteObject[] = [
  { path: to.events.list, lazy: page(() => import('./EventsPage.js')) },
  { path: to.events.create, lazy: page(() => import('./EventNewPage.js')) },
  { path: to.events.one(':id'), lazy: page(() => import('./EventPage.js')) },
  { path: to.events.edit(':id'), lazy: page(() => import('./EventEditPage.js')) },
  { path: to.addEventDate(':id'), lazy: page(() => import('./DatesNewPage.js')) },
  { path: to.eventDate(':id'), lazy: page(() => import('./DatePage.js')) },
  { path: to.eventDates.edit(':id'), lazy: page(() => import('./DateEditPage.js')) },
];
