import type { RouteObject } from 'react-router';

export const keysRoutes: RouteObject[] = [];
