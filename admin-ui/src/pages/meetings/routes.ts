import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const meetingsRoutes: RouteObject[] = [
  { path: to.meetings.list, lazy: page(() => import('./MeetingsPage.js')) },
  { path: to.meetings.create, lazy: page(() => import('./MeetingNewPage.js')) },
  { path: to.meetings.one(':id'), lazy: page(() => import('./MeetingPage.js')) },
  { path: to.meetings.edit(':id'), lazy: page(() => import('./MeetingEditPage.js')) },
  { path: to.scheduleSitting(':id'), lazy: page(() => import('./SchedulePage.js')) },
  { path: to.sitting(':id'), lazy: page(() => import('./SittingPage.js')) },
  { path: to.sittings.edit(':id'), lazy: page(() => import('./SittingEditPage.js')) },
  { path: to.moveSitting(':id'), lazy: page(() => import('./SittingMovePage.js')) },
  { path: to.recordSitting(':id'), lazy: page(() => import('./RecordPage.js')) },
];
