import type { RouteObject } from 'react-router';

export const prioritiesRoutes: RouteObject[] = [];
