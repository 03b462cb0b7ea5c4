/** What the pages that add several records need to know of the partnership. */
import type { Edition } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const PlaceQuery = graphql(`
  query AddSeveral_Place($slug: String!) {
    partnership(slug: $slug) {
      id
      name
      viewerCanAddRecords
      strategy { id }
      strategies { id title state priorities { id heading } }
    }
  }
`);

export const NamesQuery = graphql(`
  query AddSeveral_Names($id: ID!, $type: EntityType!, $names: [String!]!) {
    node(id: $id) { ... on Partnership { namesInUse(type: $type, names: $names) } }
  }
`);

export type Place = NonNullable<ResultOf<typeof PlaceQuery>['partnership']>;

/** Nothing that is yet to be added stands under a priority. */
export function editionsOf({ strategies }: Place): Edition[] {
  return strategies.map(({ priorities, ...edition }) => ({
    ...edition,
    priorities: priorities.map((priority) => ({ ...priority, isLinked: false })),
  }));
}
