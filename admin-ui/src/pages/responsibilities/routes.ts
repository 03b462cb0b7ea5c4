import type { RouteObject } from 'react-router';

export const responsibilitiesRoutes: RouteObject[] = [];
