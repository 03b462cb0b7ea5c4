import type { RouteObject } from 'react-router';
import { page } from '../../lazy.js';
import { plan } from '../../paths.js';

const to = plan(':slug');

export const strategiesRoutes: RouteObject[] = [
  { path: to.strategies.list, lazy: page(() => import('./StrategiesPage.js')) },
  { path: to.strategies.create, lazy: page(() => import('./StrategyCreatePage.js')) },
  { path: to.strategies.one(':id'), lazy: page(() => import('./StrategyPage.js')) },
  { path: to.strategies.edit(':id'), lazy: page(() => import('./StrategyEditPage.js')) },
  { path: to.recordApproval(':id'), lazy: page(() => import('./RecordApprovalPage.js')) },
  { path: to.publish(':id'), lazy: page(() => import('./PublishPage.js')) },
  { path: to.withdraw(':id'), lazy: page(() => import('./WithdrawPage.js')) },
  { path: to.rollForward(':id'), lazy: page(() => import('./RollForwardPage.js')) },
  { path: to.newInEdition(':id'), lazy: page(() => import('./NewInEditionPage.js')) },
];
