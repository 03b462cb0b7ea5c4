import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const prioritiesRoutes: RouteObject[] = [
  { path: to.addPriority(':id'), lazy: page(() => import('./PriorityCreatePage.js')) },
  { path: to.priorities.one(':id'), lazy: page(() => import('./PriorityPage.js')) },
  { path: to.priorities.edit(':id'), lazy: page(() => import('./PriorityEditPage.js')) },
  { path: to.priorityLinks(':id'), lazy: page(() => import('./PriorityLinksPage.js')) },
  { path: to.priorityProgress(':id'), lazy: page(() => import('./PriorityProgressPage.js')) },
  { path: to.addFocusAreas(':id'), lazy: page(() => import('./AddFocusAreasPage.js')) },
  { path: to.focusAreas.one(':id'), lazy: page(() => import('./FocusAreaPage.js')) },
  { path: to.focusAreas.edit(':id'), lazy: page(() => import('./FocusAreaEditPage.js')) },
  { path: to.focusAreaProgress(':id'), lazy: page(() => import('./FocusAreaProgressPage.js')) },
];
