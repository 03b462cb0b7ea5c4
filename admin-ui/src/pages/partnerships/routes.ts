import type { RouteObject } from 'react-router';

export const partnershipsRoutes: RouteObject[] = [];
