//! Tells those who listen how far the history goes.
//!
//! The feed carries no changes, only the sequence of the last one that every reader of
//! this process sees, whoever committed it, and of the latest what they are of. Whoever listens keeps its own place and reads
//! from the history what lies between, under its own scope. So nothing is lost or doubled,
//! a slow listener costs no memory, and two servers on one database tell the same.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::RwLock;
use tokio::sync::watch;

use super::request::{Called, RequestContext};
use crate::auth::viewer::Viewer;
use crate::clock::Clock;
use crate::model::{AnyId, PartnershipId};
use crate::store::change::Applied;

/// How many changes are remembered by what they are of.
const REMEMBERED: usize = 1_024;

/// How far the history can be read here.
pub struct Feed {
    head: watch::Sender<u64>,
    recent: RwLock<VecDeque<Notice>>,
}

/// What a change is of: enough to tell whom it cannot concern.
#[derive(Debug, Clone, Copy)]
pub struct Notice {
    /// Its place in the history.
    pub sequence: u64,
    /// The record.
    pub entity: AnyId,
    /// The partnership of the record.
    pub partnership: Option<PartnershipId>,
}

impl Feed {
    /// A feed that stands at `head`.
    pub fn new(head: u64) -> Self {
        Self { head: watch::Sender::new(head), recent: RwLock::default() }
    }

    /// Wakes those who listen.
    pub fn publish(&self, changes: &[Applied]) {
        let notices = changes.iter().map(|change| Notice {
            sequence: change.sequence,
            entity: change.record.id(),
            partnership: change.record.partnership(),
        });
        self.tell(notices.collect());
    }

    fn tell(&self, notices: Vec<Notice>) {
        let Some(last) = notices.last().map(|notice| notice.sequence) else { return };
        let mut recent = self.recent.write();
        recent.extend(notices);
        let surplus = recent.len().saturating_sub(REMEMBERED);
        recent.drain(..surplus);
        drop(recent);
        self.head.send_if_modified(|head| {
            let newer = last > *head;
            *head = last.max(*head);
            newer
        });
    }

    /// Listens from now on.
    pub fn listen(&self) -> watch::Receiver<u64> {
        self.head.subscribe()
    }

    /// Whether a change after `place`, up to `head`, may concern somebody; `true` also when
    /// that is no longer remembered.
    pub fn may_concern(&self, place: u64, head: u64, whom: impl Fn(&Notice) -> bool) -> bool {
        let recent = self.recent.read();
        let is_whole = recent.front().is_some_and(|first| first.sequence <= place + 1)
            && recent.back().is_some_and(|last| last.sequence >= head);
        let between = |notice: &&Notice| notice.sequence > place && notice.sequence <= head;
        !is_whole || recent.iter().filter(between).any(whom)
    }
}

/// Who listens to a subscription, from where on, and what each event may cost. The
/// transport puts it into the request's data.
pub struct Audience {
    /// Who listens, as of now; nobody once they may not.
    pub viewer: Box<dyn Fn() -> Option<Arc<Viewer>> + Send + Sync>,
    /// The last change that is not told any more.
    pub since: u64,
    /// Tells the moment of each event.
    pub clock: Clock,
    /// The id of the request that opened the socket.
    pub request: String,
    /// How many objects each event may touch.
    pub work: u32,
    /// How long to wait between two looks into the history.
    pub pace: Duration,
}

impl Audience {
    /// The context of the next event: of this moment, under the scope of this moment.
    pub fn context(&self) -> Arc<RequestContext> {
        let call = Called { request: self.request.clone(), ..Called::default() };
        RequestContext::called((self.viewer)(), call, self.clock.now(), self.work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AgencyId;

    fn notices(sequences: &[u64]) -> Vec<Notice> {
        let entity = AnyId::from(AgencyId::default());
        sequences.iter().map(|&sequence| Notice { sequence, entity, partnership: None }).collect()
    }

    #[test]
    fn the_feed_only_rises() {
        let feed = Feed::new(3);
        let mut heard = feed.listen();
        feed.tell(notices(&[2]));
        assert!(!heard.has_changed().unwrap());
        feed.tell(notices(&[4, 5]));
        assert!(heard.has_changed().unwrap());
        assert_eq!(*heard.borrow_and_update(), 5);
    }

    #[test]
    fn what_is_not_remembered_may_concern_anyone() {
        let feed = Feed::new(3);
        assert!(feed.may_concern(0, 3, |_| false));
        feed.tell(notices(&[4, 5, 6]));
        assert!(feed.may_concern(2, 6, |_| false));
        assert!(!feed.may_concern(3, 6, |_| false));
        assert!(feed.may_concern(3, 6, |notice| notice.sequence == 5));
        assert!(!feed.may_concern(5, 6, |notice| notice.sequence == 5));
        assert!(!feed.may_concern(3, 4, |notice| notice.sequence == 5));
        feed.tell(notices(&(7..7 + REMEMBERED as u64).collect::<Vec<_>>()));
        assert!(feed.may_concern(5, 6, |_| false));
    }
}
