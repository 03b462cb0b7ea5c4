//! What all sockets share: how many there may be, who is watched, and the end.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::config::LiveConfig;
use super::watch::{Resolve, Rhythm, Watches};
use crate::auth::viewer::{SignedInBy, Viewer};

/// For how long it may be impossible to tell whether somebody still may listen.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where sockets learn who listens, and that there is something to tell.
pub struct Sources {
    /// Tells who opens a socket, and whether they still may.
    pub resolve: Resolve,
    /// How far the history goes.
    pub feed: watch::Receiver<u64>,
}

impl Sources {
    /// Nobody listens to anything.
    pub fn none() -> Self {
        Sources { resolve: Arc::new(|_| Box::pin(async { Ok(None) })), feed: watch::channel(0).1 }
    }
}

/// What all sockets share.
pub struct Hub {
    feed: watch::Receiver<u64>,
    watches: Arc<Watches>,
    sockets: Arc<Semaphore>,
    most: u32,
    unknown: Arc<Semaphore>,
    users: Arc<Users>,
    closing: watch::Sender<bool>,
    /// What is counted.
    pub counts: Counts,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Closed {
    code: String,
}

/// The codes that are counted each by itself: those of the protocols. A client may say any
/// of some thousand others.
const CODES: &[RangeInclusive<u16>] = &[1000..=1014, 4400..=4401, 4403..=4403, 4408..=4409, 4429..=4429];

/// What is counted.
#[derive(Default)]
pub struct Counts {
    /// Open sockets.
    pub sockets: Gauge,
    /// Open subscriptions.
    pub subscriptions: Gauge,
    /// Events sent.
    pub events: Counter,
    closed: Family<Closed, Counter>,
}

impl Counts {
    /// Counts a socket that ended with this code.
    pub fn closed(&self, code: u16) {
        let is_known = CODES.iter().any(|codes| codes.contains(&code));
        let code = if is_known { code.to_string() } else { "other".to_owned() };
        self.closed.get_or_create(&Closed { code }).inc();
    }

    /// Adds them to what is shown at `/metrics`.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("live_sockets", "Open WebSockets", self.sockets.clone());
        registry.register("live_subscriptions", "Open subscriptions", self.subscriptions.clone());
        registry.register("live_events", "Events sent to subscribers", self.events.clone());
        registry.register("live_closed", "WebSockets closed, by code", self.closed.clone());
    }
}

/// A place for a socket, and one among those that have not said who they are.
pub struct Place {
    /// Kept for as long as the socket is open.
    pub socket: OwnedSemaphorePermit,
    /// Given back once it is known who listens.
    pub unknown: OwnedSemaphorePermit,
}

impl Hub {
    /// No sockets yet.
    pub fn new(config: &LiveConfig, sources: Sources) -> Self {
        let Sources { resolve, feed } = sources;
        let most = u32::try_from(config.sockets).unwrap_or(u32::MAX);
        let rhythm = Rhythm { period: Duration::from_millis(config.check_milliseconds), patience: PATIENCE };
        Self {
            feed,
            watches: Watches::new(resolve, rhythm),
            sockets: Arc::new(Semaphore::new(config.sockets)),
            most,
            unknown: Arc::new(Semaphore::new(config.unknown_sockets)),
            users: Arc::new(Users { most: config.sockets_per_user, open: Mutex::default() }),
            closing: watch::Sender::new(false),
            counts: Counts::default(),
        }
    }

    /// The last change that every reader of this process sees.
    pub fn head(&self) -> u64 {
        *self.feed.borrow()
    }

    /// Takes a place for a socket; `None` when there is none left.
    pub fn enter(&self) -> Option<Place> {
        let socket = Arc::clone(&self.sockets).try_acquire_owned().ok()?;
        let unknown = Arc::clone(&self.unknown).try_acquire_owned().ok()?;
        Some(Place { socket, unknown })
    }

    /// Takes one of the places of this user or key; `None` when there is none left.
    pub fn seat(&self, viewer: &Viewer) -> Option<Seat> {
        Users::seat(&self.users, name(viewer))
    }

    /// Who is watched.
    pub fn watches(&self) -> &Arc<Watches> {
        &self.watches
    }

    /// Tells when the server stops.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Closes all sockets.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until all sockets are closed; no new one can be opened then.
    pub async fn closed(&self) {
        let _ = self.sockets.acquire_many(self.most).await;
    }
}

/// Under which name the sockets of a viewer are counted.
fn name(viewer: &Viewer) -> String {
    match (&viewer.user, &viewer.by) {
        (Some(user), _) => user.to_string(),
        (None, SignedInBy::Key(key)) => key.to_string(),
        (None, SignedInBy::Session(session) | SignedInBy::Token(session)) => session.clone(),
    }
}

struct Users {
    most: usize,
    open: Mutex<HashMap<String, usize>>,
}

/// A place among the sockets of one user, given back on drop.
pub struct Seat {
    users: Arc<Users>,
    name: String,
}

impl Users {
    fn seat(users: &Arc<Users>, name: String) -> Option<Seat> {
        let mut open = users.open.lock();
        let count = open.entry(name.clone()).or_default();
        if *count >= users.most {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Seat { users: Arc::clone(users), name })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.users.open.lock();
        if let Some(count) = open.get_mut(&self.name) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_has_so_many_places_and_gets_them_back() {
        let users = Arc::new(Users { most: 2, open: Mutex::default() });
        let seat = |name: &str| Users::seat(&users, name.to_owned());
        let (first, second) = (seat("a").unwrap(), seat("a").unwrap());
        assert!(seat("a").is_none() && seat("b").is_some());
        drop(first);
        assert!(seat("a").is_some());
        drop(second);
        assert!(users.open.lock().is_empty());
    }
}
