/** What pages about a plan's past need to know of it first. */
import { graphql } from '../../graphql/tada.js';

export const PlaceQuery = graphql(`
  query History_Place($slug: String!) {
    partnership(slug: $slug) { id name historyBeginsAt }
  }
`);
