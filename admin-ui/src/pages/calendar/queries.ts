/** What the page of calendar addresses asks for. */
import { UserErrorFields } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';

export const FeedsQuery = graphql(`
  query Calendar_Feeds {
    viewer {
      calendarFeeds { id name partnership { id name } madeAt lastFetchedAt }
    }
  }
`);

export type Feed = NonNullable<ResultOf<typeof FeedsQuery>['viewer']>['calendarFeeds'][number];

export const CreateFeed = graphql(
  `
    mutation Calendar_CreateFeed($input: CreateCalendarFeedInput!) {
      createCalendarFeed(input: $input) {
        address
        calendarFeed { id name }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export const RevokeFeed = graphql(
  `
    mutation Calendar_RevokeFeed($input: RevokeCalendarFeedInput!) {
      revokeCalendarFeed(input: $input) { id errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);
