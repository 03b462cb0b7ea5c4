import type { RouteObject } from 'react-router';

export const historyRoutes: RouteObject[] = [];
