import type { RouteObject } from 'react-router';

export const strategiesRoutes: RouteObject[] = [];
