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
  to.updates,
  paths.partnerships,
  paths.agencies,
  paths.people,
  paths.keys,
];

export const historyRoutes: RouteObject[] = [
  { path: paths.history, lazy: page(() => import('./HistoryPage.js')) },
  { path: paths.proof, lazy: page(() => import('./proof/CheckpointPage.js')) },
  { path: paths.change(':id'), lazy: page(() => import('./ChangePage.js')) },
  { path: paths.removeText(':id'), lazy: page(() => import('./RemoveTextPage.js')) },
  { path: to.compare, lazy: page(() => import('./compare/ComparePage.js')) },
  { path: to.pickDay, lazy: page(() => import('./asof/PickDayPage.js')) },
  { path: to.inForce(':day'), lazy: page(() => import('./asof/InForcePage.js')) },
  {
    path: `${to.pickDay}/:moment`,
    lazy: page(() => import('./asof/AsOfLayout.js')),
    children: [
      { index: true, lazy: page(() => import('./asof/AsOfStrategyPage.js')) },
      { path: 'schemes', lazy: page(() => import('./asof/AsOfSchemesPage.js')) },
      { path: 'meetings', lazy: page(() => import('./asof/AsOfMeetingsPage.js')) },
      { path: 'events', lazy: page(() => import('./asof/AsOfEventsPage.js')) },
      { path: 'members', lazy: page(() => import('./asof/AsOfMembersPage.js')) },
      { path: 'records/:id', lazy: page(() => import('./asof/AsOfRecordPage.js')) },
    ],
  },
  { path: to.history, lazy: page(() => import('./PlanHistoryPage.js')) },
  ...withHistory.map((noun) => ({
    path: noun.history(':id'),
    lazy: page(() => import('./RecordHistoryPage.js')),
  })),
];
