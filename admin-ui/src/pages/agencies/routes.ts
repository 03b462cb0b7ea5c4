import type { RouteObject } from 'react-router';

export const agenciesRoutes: RouteObject[] = [];
