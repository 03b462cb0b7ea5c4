import type { RouteObject } from 'react-router';

export const actionsRoutes: RouteObject[] = [];
