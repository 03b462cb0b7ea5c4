/** Queries typed from the published schema: `graphql()` infers what an answer holds. */
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.js';

export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    ID: string;
    /** A day, `2026-11-23`. */
    Date: string;
    /** A moment in UTC, RFC 3339. */
    DateTime: string;
    /** A time of day, `19:30`. */
    TimeOfDay: string;
    JSON: unknown;
  };
}>();

export { type FragmentOf, type ResultOf, readFragment, type VariablesOf } from 'gql.tada';
