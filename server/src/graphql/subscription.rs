//! What can be listened to: the root of every subscription.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::futures_util::Stream;
use async_graphql::futures_util::stream::unfold;
use async_graphql::{Context, Subscription};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use super::change::{ChangeObject, objects};
use super::change_filter::ChangeFilterInput;
use super::context::register;
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::graph::feed::{Audience, Notice};
use crate::graph::register::Register;
use crate::graph::view::Lens;
use crate::store::change;
use crate::store::change::list::{self, ChangeFilter, ChangeQuery, ChangeSlice};

/// How many changes are taken from the history at a time.
const CHUNK: usize = 20;
/// How long what was taken may wait to be told: who may see it may change.
const FRESH: Duration = Duration::from_millis(500);
/// How long to wait when the database does not answer.
const PAUSE: Duration = Duration::from_millis(500);

/// What can be listened to.
pub struct Subscription;

/// What can be listened to, over a WebSocket at the address of queries, with the protocol
/// `graphql-transport-ws`.
#[Subscription]
impl Subscription {
    /// Each change as it is made, by whatever server: of every record that you may see, in
    /// the order of the history, none left out and none told twice. It ends when your
    /// session ends, and follows your roles as they change.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; all if nothing is said.")] filter: Option<ChangeFilterInput>,
        #[graphql(desc = "Begin after the change with this `sequence`, to hear what was missed while \
                          nobody listened; one that the history does not have is refused. If \
                          nothing is said, begin with what comes now.")]
        after: Option<u64>,
    ) -> Result<impl Stream<Item = async_graphql::Result<ChangeObject>>> {
        let missing = |error: async_graphql::Error| Error::internal(error.message);
        let register = register(ctx)?.clone();
        let audience = Arc::clone(ctx.data::<Arc<Audience>>().map_err(missing)?);
        let context = audience.context();
        if context.sees_no_history() {
            return Err(Error::Unauthenticated);
        }
        let filter = filter.unwrap_or_default().into_filter(&Lens::now(&register, &context))?;
        let Some(filter) = filter else {
            let message = "The filter names something that does not exist, so there would never be a change.";
            return Err(Error::bad_request(message));
        };
        if let Some(after) = after {
            must_be_there(&register, after).await?;
        }
        Ok(Following::new(register, audience, filter, after).stream())
    }
}

/// Refuses to begin after a change that the history does not have: whoever names one was
/// shown what has been lost since, and would miss all changes up to that number. This server
/// may be behind another one, so the database is asked.
async fn must_be_there(register: &Register, after: u64) -> Result<()> {
    if after <= *register.feed().listen().borrow() {
        return Ok(());
    }
    let (head, _) = register.store().read(change::head).await?;
    if after <= head {
        return Ok(());
    }
    Err(Error::bad_request(
        "The history has no change with the `sequence` that `after` names: the register has lost changes that it had \
         shown, or the number is of another one. Take the newest `sequence` of `changes`, read what you show again, \
         and subscribe after that.",
    ))
}

/// A place in the history that moves on as it grows.
struct Following {
    register: Register,
    audience: Arc<Audience>,
    filter: ChangeFilter,
    head: watch::Receiver<u64>,
    /// What lies up to here has been told.
    place: u64,
    taken: Option<Taken>,
    looked: Option<Instant>,
}

/// Changes that were taken from the history and not told yet.
struct Taken {
    at: Instant,
    scope: Scope,
    changes: VecDeque<(u64, ChangeObject)>,
    /// How far was looked.
    up_to: u64,
}

impl Following {
    fn new(register: Register, audience: Arc<Audience>, filter: ChangeFilter, after: Option<u64>) -> Self {
        let head = register.feed().listen();
        let place = after.unwrap_or(audience.since);
        Self { register, audience, filter, head, place, taken: None, looked: None }
    }

    fn stream(self) -> impl Stream<Item = async_graphql::Result<ChangeObject>> {
        unfold(Some(self), |following| async move {
            let mut following = following?;
            match following.next().await {
                Ok(Some(change)) => Some((Ok(change), Some(following))),
                Ok(None) => None,
                Err(error) => Some((Err(error.into()), None)),
            }
        })
    }

    /// The next change; none when the register is closed.
    async fn next(&mut self) -> Result<Option<ChangeObject>> {
        loop {
            if let Some(change) = self.tell() {
                return Ok(Some(change));
            }
            let place = self.place;
            let Ok(head) = self.head.wait_for(|head| *head > place).await.map(|head| *head) else {
                return Ok(None);
            };
            let scope = self.audience.context().scope.clone();
            let feed = self.register.feed();
            if !feed.may_concern(place, head, |notice| concerns(notice, &scope, &self.filter)) {
                self.place = head;
                continue;
            }
            if let Some(looked) = self.looked {
                sleep_until(looked + self.audience.pace).await;
            }
            self.looked = Some(Instant::now());
            match self.look().await {
                Ok(taken) => self.taken = Some(taken),
                // The place is kept: nothing is lost.
                Err(Error::Unavailable(_)) => sleep(PAUSE).await,
                Err(error) => return Err(error),
            }
        }
    }

    /// One of the changes that were taken, unless they have lain too long.
    fn tell(&mut self) -> Option<ChangeObject> {
        let taken = self.taken.as_mut()?;
        if taken.at.elapsed() < FRESH && taken.scope == self.audience.context().scope {
            if let Some((sequence, change)) = taken.changes.pop_front() {
                self.place = sequence;
                return Some(change);
            }
            self.place = self.place.max(taken.up_to);
        }
        self.taken = None;
        None
    }

    /// Takes what comes next from the history, under the scope of this moment.
    async fn look(&self) -> Result<Taken> {
        let context = self.audience.context();
        let scope = context.scope.clone();
        if context.sees_no_history() {
            // Whoever may listen no longer hears nothing; the transport ends it.
            return pending().await;
        }
        let (head, place) = (*self.head.borrow(), self.place);
        let query = ChangeQuery { scope: scope.clone(), filter: self.filter.clone() };
        let at = Instant::now();
        let read = self.register.store().read(move |conn| {
            // A copy of the database may lag behind what was told of.
            let head = head.min(change::head(conn)?.0);
            let slice =
                ChangeSlice { limit: CHUNK, backward: true, after: Some(head + 1), before: Some(place) };
            Ok((list::page(conn, &query, &slice)?, head))
        });
        let (page, head) = read.await?;
        let up_to = match page.changes.first() {
            Some(newest) if page.more && page.horizon.is_none() => newest.sequence,
            _ => page.horizon.unwrap_or(head),
        };
        let lens = Lens::now(&self.register, &context);
        context.charge(10 + page.changes.len() as u32)?;
        let mut changes = page.changes;
        changes.reverse();
        let sequences: Vec<u64> = changes.iter().map(|change| change.sequence).collect();
        let changes = sequences.into_iter().zip(objects(&lens, changes)).collect();
        Ok(Taken { at, scope, changes, up_to })
    }
}

/// Whether somebody of this scope may want to hear of a change; the history itself decides
/// whether they do.
fn concerns(notice: &Notice, scope: &Scope, filter: &ChangeFilter) -> bool {
    let Some(home) = notice.partnership else { return true };
    let sees_all = scope.everything || scope.all_partners || scope.accounts;
    let is_asked = filter.entity.is_none_or(|id| id == notice.entity)
        && filter.partnership.is_none_or(|id| id == home)
        && (filter.types.is_empty() || filter.types.contains(&notice.entity.entity));
    let is_seen = sees_all
        || scope.whole.contains(&home)
        || scope.partners.contains(&home)
        || scope.agencies.contains_key(&home);
    is_asked && is_seen
}
