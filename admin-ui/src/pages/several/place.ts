/** What the pages that add several records need to know of the partnership. */
import type { Edition } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const PlaceFields = graphql(`
  fragment AddSeveral_Place on Partnership @_unmask {
    id
    name
    viewerCanAddRecords
    strategy { id }
    strategies { id title state priorities { id heading } }
  }
`);

export const PlaceQuery = graphql(
  `
    query AddSeveral_Partnership($slug: String!) {
      partnership(slug: $slug) { ...AddSeveral_Place }
    }
  `,
  [PlaceFields],
);

export const NamesQuery = graphql(`
  query AddSeveral_Names($id: ID!, $type: EntityType!, $names: [String!]!) {
    node(id: $id) { ... on Partnership { namesInUse(type: $type, names: $names) } }
  }
`);

export type Place = ResultOf<typeof PlaceFields>;

/** Nothing that is yet to be added stands under a priority. */
export function editionsOf({ strategies }: Place): Edition[] {
  return strategies.map(({ priorities, ...edition }) => ({
    ...edition,
    priorities: priorities.map((priority) => ({ ...priority, isLinked: false })),
  }));
}
