//! Whether those who listen still may: asked again and again while their sockets are open.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use crate::auth::viewer::Viewer;
use crate::error::Result;

/// What [`Resolve`] gives: nobody, when the credentials are none or hold no longer.
pub type Resolving = Pin<Box<dyn Future<Output = Result<Option<Arc<Viewer>>>> + Send>>;

/// Tells who sends these headers, asking the database and no cache. The headers are
/// `Authorization` or `Cookie` as a request would have them.
pub type Resolve = Arc<dyn Fn(HeaderMap) -> Resolving + Send + Sync>;

/// Whether somebody may listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// They may, as this viewer.
    Known(Arc<Viewer>),
    /// They may not, or no longer.
    Ended,
    /// It could not be told for a while.
    Lost,
}

impl Standing {
    fn of(viewer: Option<Arc<Viewer>>) -> Self {
        // Who sees no more than anyone sees no history.
        match viewer {
            Some(viewer) if !viewer.must_enrol && !viewer.scope.is_anonymous() => Standing::Known(viewer),
            _ => Standing::Ended,
        }
    }
}

/// How often it is asked, and for how long there may be no answer.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// Between two questions.
    pub period: Duration,
    /// How long one question may take, and for how long they may fail.
    pub patience: Duration,
}

/// Everyone who is watched, each once however many sockets they have.
pub struct Watches {
    resolve: Resolve,
    rhythm: Rhythm,
    open: Mutex<HashMap<[u8; 32], watch::Sender<Standing>>>,
}

impl Watches {
    /// Asks `resolve` again and again for each who is watched.
    pub fn new(resolve: Resolve, rhythm: Rhythm) -> Arc<Self> {
        Arc::new(Self { resolve, rhythm, open: Mutex::default() })
    }

    /// Finds out who sends these headers, and watches them for as long as the receiver is
    /// kept.
    pub async fn join(self: &Arc<Self>, headers: HeaderMap) -> watch::Receiver<Standing> {
        let first = match self.ask(&headers).await {
            Ok(standing @ Standing::Known(_)) => standing,
            Ok(other) => return watch::channel(other).1,
            Err(()) => return watch::channel(Standing::Lost).1,
        };
        let key = fingerprint(&headers);
        let mut open = self.open.lock();
        if let Some(sender) = open.get(&key) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(first);
        open.insert(key, sender);
        drop(open);
        tokio::spawn(Arc::clone(self).keep_asking(key, headers));
        receiver
    }

    /// How many are watched.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.open.lock().len()
    }

    async fn ask(&self, headers: &HeaderMap) -> Result<Standing, ()> {
        match timeout(self.rhythm.patience, (self.resolve)(headers.clone())).await {
            Ok(Ok(viewer)) => Ok(Standing::of(viewer)),
            Ok(Err(error)) => {
                tracing::warn!(?error, "whether a socket may stay open cannot be told");
                Err(())
            }
            Err(_) => {
                tracing::warn!("whether a socket may stay open takes too long to tell");
                Err(())
            }
        }
    }

    async fn keep_asking(self: Arc<Self>, key: [u8; 32], headers: HeaderMap) {
        let mut told = Instant::now();
        loop {
            tokio::time::sleep(self.rhythm.period).await;
            if self.is_left(&key) {
                return;
            }
            let standing = match self.ask(&headers).await {
                Ok(standing) => {
                    told = Instant::now();
                    standing
                }
                Err(()) if told.elapsed() < self.rhythm.patience => continue,
                Err(()) => Standing::Lost,
            };
            let mut open = self.open.lock();
            let Some(sender) = open.get(&key) else { return };
            let ends = !matches!(standing, Standing::Known(_));
            sender.send_if_modified(|known| {
                let differs = *known != standing;
                *known = standing;
                differs
            });
            if ends {
                open.remove(&key);
                return;
            }
        }
    }

    /// Forgets somebody whose last socket is closed.
    fn is_left(&self, key: &[u8; 32]) -> bool {
        let mut open = self.open.lock();
        let left = open.get(key).is_none_or(|sender| sender.receiver_count() == 0);
        if left {
            open.remove(key);
        }
        left
    }
}

/// Tells credentials apart without keeping them as a key.
fn fingerprint(headers: &HeaderMap) -> [u8; 32] {
    let mut digest = Sha256::new();
    for name in [http::header::AUTHORIZATION, http::header::COOKIE] {
        for value in headers.get_all(&name) {
            digest.update(name.as_str());
            digest.update((value.len() as u64).to_be_bytes());
            digest.update(value.as_bytes());
        }
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use http::HeaderValue;
    use http::header::AUTHORIZATION;

    use super::*;
    use crate::auth::viewer::SignedInBy;
    use crate::error::Error;
    use crate::model::UserId;

    fn viewer() -> Arc<Viewer> {
        let by = SignedInBy::Session("session".into());
        let mut viewer = Viewer::new(UserId::default(), None, by, Vec::new());
        viewer.scope.everything = true;
        Arc::new(viewer)
    }

    fn headers(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(text))])
    }

    /// Counts how often it is asked; gives what the test has put there.
    fn asked(answer: Arc<Mutex<Result<Option<Arc<Viewer>>, ()>>>) -> (Resolve, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let resolve: Resolve = Arc::new(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            let answer = answer.lock().clone().map_err(|()| Error::Unavailable(None));
            Box::pin(async move { answer })
        });
        (resolve, count)
    }

    const RHYTHM: Rhythm = Rhythm { period: Duration::from_millis(10), patience: Duration::from_millis(300) };
    const LONG: Duration = Duration::from_secs(10);

    async fn until(what: impl Fn() -> bool) {
        let tried = async {
            while !what() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(LONG, tried).await.unwrap();
    }

    #[tokio::test]
    async fn one_question_serves_all_sockets_of_the_same_credentials() {
        let (resolve, count) = asked(Arc::new(Mutex::new(Ok(Some(viewer())))));
        let watches = Watches::new(resolve, RHYTHM);
        let sockets = [watches.join(headers("a")).await, watches.join(headers("a")).await];
        let other = watches.join(headers("b")).await;
        assert_eq!(watches.count(), 2);
        let before = count.load(Ordering::SeqCst);
        until(|| count.load(Ordering::SeqCst) > before + 3).await;
        drop((sockets, other));
        until(|| watches.count() == 0).await;
    }

    #[tokio::test]
    async fn whoever_is_shut_out_is_told() {
        let answer = Arc::new(Mutex::new(Ok(Some(viewer()))));
        let watches = Watches::new(asked(answer.clone()).0, RHYTHM);
        let mut socket = watches.join(headers("a")).await;
        *answer.lock() = Ok(None);
        timeout(LONG, socket.changed()).await.unwrap().unwrap();
        assert_eq!(*socket.borrow(), Standing::Ended);
        assert_eq!(*watches.join(headers("a")).await.borrow(), Standing::Ended);
    }

    #[tokio::test]
    async fn a_database_that_is_away_for_a_moment_ends_nothing() {
        let answer = Arc::new(Mutex::new(Ok(Some(viewer()))));
        let (resolve, count) = asked(answer.clone());
        let watches = Watches::new(resolve, RHYTHM);
        let mut socket = watches.join(headers("a")).await;
        *answer.lock() = Err(());
        let failed = count.load(Ordering::SeqCst) + 2;
        until(|| count.load(Ordering::SeqCst) > failed).await;
        assert!(!socket.has_changed().unwrap());
        *answer.lock() = Ok(Some(viewer()));
        let again = count.load(Ordering::SeqCst) + 2;
        until(|| count.load(Ordering::SeqCst) > again).await;
        assert!(!socket.has_changed().unwrap());
        *answer.lock() = Err(());
        timeout(LONG, socket.changed()).await.unwrap().unwrap();
        assert_eq!(*socket.borrow(), Standing::Lost);
    }

    #[tokio::test]
    async fn who_sees_no_more_than_anyone_does_not_listen() {
        let by = SignedInBy::Session("session".into());
        let nobody = Arc::new(Viewer::new(UserId::default(), None, by, Vec::new()));
        let watches = Watches::new(asked(Arc::new(Mutex::new(Ok(Some(nobody))))).0, RHYTHM);
        assert_eq!(*watches.join(headers("a")).await.borrow(), Standing::Ended);
        assert_eq!(watches.count(), 0);
    }
}
