import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { paths, plan } from '../../paths.js';

const to = plan(':slug');

/** Every noun has a history of each of its records. */
const withHistory = [
  to.strategies,
  to.priorities,
  to.focusAreas,
  to.schemes,
  to.meetings,
  to.sittings,
  to.events,
  to.eventDates,
  to.actions,
  to.documents,
  to.members,
  paths.partnerships,
  paths.agencies,
  paths.people,
  paths.keys,
];

export const historyRoutes: RouteObject[] = [
  { path: paths.history, lazy: page(() => import('./HistoryPage.js')) },
  { path: paths.change(':id'), lazy: page(() => import('./ChangePage.js')) },
  { path: to.pickDay, lazy: page(() => import('./asof/PickDayPage.js')) },
  { path: to.history, lazy: page(() => import('./PlanHistoryPage.js')) },
  ...withHistory.map((noun) => ({
    path: noun.history(':id'),
    lazy: page(() => import('./RecordHistoryPage.js')),
  })),
];
