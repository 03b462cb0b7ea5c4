//! Making and revoking calendars by a secret address.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::payload::{UserError, told};
use super::session::no_user;
use crate::error::Result;
use crate::graphql::account::partnership_of;
use crate::graphql::context::{accounts, lens, viewer};
use crate::graphql::feed::CalendarFeedObject;

/// A calendar to subscribe to.
#[derive(InputObject)]
pub struct CreateCalendarFeedInput {
    /// What you call it, such as the program that will fetch it.
    name: String,
    /// The partnership whose calendar it is, by id or slug: its sittings, events and due
    /// dates of actions, as far as you may see them. Left out, the calendar holds what is
    /// your own in every partnership in which you have a role: sittings of meetings that
    /// your agency chairs, owns or attends, events that it hosts, actions that it owns.
    partnership: Option<ID>,
}

/// What became of making a calendar to subscribe to.
#[derive(SimpleObject)]
pub struct CreateCalendarFeedPayload {
    /// The calendar.
    calendar_feed: Option<CalendarFeedObject>,
    /// Its whole address, for a calendar program. Shown once: whoever has it sees what you
    /// see, until you revoke it.
    address: Option<String>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// A calendar whose address is to open nothing any more.
#[derive(InputObject)]
pub struct RevokeCalendarFeedInput {
    /// Its id.
    id: ID,
}

/// What became of revoking a calendar's address.
#[derive(SimpleObject)]
pub struct RevokeCalendarFeedPayload {
    /// The id of the calendar that is no more.
    id: Option<ID>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// Making and revoking calendars by a secret address.
#[derive(Default)]
pub struct FeedMutations;

/// Making and revoking calendars by a secret address.
#[Object]
impl FeedMutations {
    /// Makes a calendar of yours that programs can subscribe to without signing in. What
    /// it shows is looked up at each fetch, with the rights that you have then.
    async fn create_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of what.")] input: CreateCalendarFeedInput,
    ) -> Result<Option<CreateCalendarFeedPayload>> {
        let viewer = viewer(ctx)?;
        let user = viewer.user.ok_or_else(no_user)?;
        let lens = lens(ctx)?;
        let partnership = input.partnership.map(|id| partnership_of(&lens, &id)).transpose()?;
        let made = accounts(ctx)?.create_feed(viewer, user, &input.name, partnership).await;
        Ok(Some(match made {
            Ok((feed, address)) => CreateCalendarFeedPayload {
                calendar_feed: Some(CalendarFeedObject::new(&lens, feed)),
                address: Some(address),
                errors: Vec::new(),
            },
            Err(error) => {
                CreateCalendarFeedPayload { calendar_feed: None, address: None, errors: told(error)? }
            }
        }))
    }

    /// Revokes a calendar of yours: from the next fetch on its address opens nothing.
    async fn revoke_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RevokeCalendarFeedInput,
    ) -> Result<Option<RevokeCalendarFeedPayload>> {
        let viewer = viewer(ctx)?;
        let user = viewer.user.ok_or_else(no_user)?;
        accounts(ctx)?.revoke_feed(viewer, user, input.id.0.clone()).await?;
        Ok(Some(RevokeCalendarFeedPayload { id: Some(input.id), errors: Vec::new() }))
    }
}
