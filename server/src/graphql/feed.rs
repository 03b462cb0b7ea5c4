//! Calendars by a secret address, as their owner sees them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::context::{accounts, lens};
use super::partnership::PartnershipObject;
use super::scalars::DateTime;
use crate::auth::viewer::Viewer;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::store::operational::feed::Feed;

/// A calendar of yours that programs subscribe to by a secret address. The address itself
/// was shown when it was made.
pub struct CalendarFeedObject {
    lens: Arc<Lens>,
    feed: Feed,
}

impl CalendarFeedObject {
    /// The object of a feed of the viewer's.
    pub fn new(lens: &Arc<Lens>, feed: Feed) -> Self {
        CalendarFeedObject { lens: Arc::clone(lens), feed }
    }

    /// The feeds of a viewer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(ctx: &Context<'_>, viewer: &Viewer) -> Result<Vec<CalendarFeedObject>> {
        let Some(user) = viewer.user else { return Ok(Vec::new()) };
        let feeds = accounts(ctx)?.feeds(user).await?;
        let lens = lens(ctx)?;
        Ok(feeds.into_iter().map(|feed| CalendarFeedObject::new(&lens, feed)).collect())
    }
}

/// A calendar of yours that programs subscribe to by a secret address. The address itself
/// was shown when it was made.
#[Object(name = "CalendarFeed")]
impl CalendarFeedObject {
    /// Its id, to revoke it with. It opens nothing.
    async fn id(&self) -> ID {
        ID(self.feed.id.clone())
    }
    /// What you called it.
    async fn name(&self) -> &str {
        &self.feed.name
    }
    /// The partnership whose calendar it is: all that you may see there. Null when it holds
    /// what is your own in every partnership in which you have a role.
    async fn partnership(&self) -> Option<PartnershipObject> {
        self.feed.partnership.and_then(|id| PartnershipObject::find(&self.lens, id))
    }
    /// When it was made.
    async fn made_at(&self) -> DateTime {
        DateTime(self.feed.created_at)
    }
    /// When a program last fetched it, to some minutes; null when none ever did.
    async fn last_fetched_at(&self) -> Option<DateTime> {
        self.feed.last_fetched_at.map(DateTime)
    }
}
