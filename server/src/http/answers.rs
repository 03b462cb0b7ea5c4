//! Answers to anonymous queries, kept exactly as long as they are true.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use moka::sync::Cache;

use super::media::Media;
use crate::clock::Clock;
use crate::graph::footprint::{Made, Versions};

/// Longest request that is looked up; longer ones are rarely repeated.
const LONGEST_REQUEST: usize = 32 * 1024;

/// How the request was put; the same bytes mean different things by GET and POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// The bytes are the query string.
    Get,
    /// The bytes are the body.
    Post,
}

/// A request as its raw bytes: equal keys have equal answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    via: Via,
    media: Media,
    request: Bytes,
}

impl Key {
    /// The key of a request.
    pub fn new(via: Via, media: Media, request: Bytes) -> Self {
        Self { via, media, request }
    }
}

/// An answer that can be sent again: always a 200 without errors.
#[derive(Debug)]
pub struct Kept {
    /// The body.
    pub body: Bytes,
    /// The strong entity tag, on answers to GET.
    pub etag: Option<HeaderValue>,
    made: Made,
}

/// The kept answers.
pub struct Answers {
    /// `None` when switched off.
    kept: Option<Cache<Key, Arc<Kept>, ahash::RandomState>>,
    versions: Arc<Versions>,
    clock: Clock,
}

impl Answers {
    /// Keeps up to `bytes` bytes of requests and answers; 0 switches it off.
    pub fn new(bytes: u64, versions: Arc<Versions>, clock: Clock) -> Self {
        let kept = (bytes > 0).then(|| {
            Cache::builder()
                .max_capacity(bytes)
                .weigher(|key: &Key, kept: &Arc<Kept>| {
                    let parts = kept.made.parts.len() * 64;
                    u32::try_from(key.request.len() + kept.body.len() + parts + 256).unwrap_or(u32::MAX)
                })
                .build_with_hasher(ahash::RandomState::new())
        });
        Self { kept, versions, clock }
    }

    /// Whether an answer to a request of this length could be kept.
    pub fn takes(&self, request: &[u8]) -> bool {
        self.kept.is_some() && request.len() <= LONGEST_REQUEST
    }

    /// The kept answer, if nothing it was made from has changed since.
    pub fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        let cache = self.kept.as_ref()?;
        let kept = cache.get(key)?;
        if self.versions.is_current(&kept.made, self.clock.now()) {
            return Some(kept);
        }
        cache.invalidate(key);
        None
    }

    /// Keeps an answer. Its footprint holds the versions from before it was read, so
    /// one that was overtaken by a commit is never used.
    pub fn keep(&self, key: Key, body: Bytes, etag: Option<HeaderValue>, made: Made) {
        let Some(cache) = &self.kept else { return };
        if made.uncacheable {
            return;
        }
        // The request's bytes are a slice of the connection's buffer: copy them out.
        let key = Key { request: Bytes::copy_from_slice(&key.request), ..key };
        cache.insert(key, Arc::new(Kept { body, etag, made }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::footprint::Part;

    fn key() -> Key {
        Key::new(Via::Post, Media::Json, Bytes::from_static(b"q"))
    }

    #[test]
    fn an_answer_is_used_only_while_nothing_it_read_has_changed() {
        let versions = Arc::new(Versions::default());
        let answers = Answers::new(1 << 20, versions.clone(), Clock::system());
        let made = Made { parts: vec![(Part::Directory, 0)], ..Made::default() };
        answers.keep(key(), Bytes::from_static(b"{}"), None, made.clone());
        assert!(answers.get(&key()).is_some());
        versions.publish(Part::Across, 1);
        assert!(answers.get(&key()).is_some());
        versions.publish(Part::Directory, 1);
        assert!(answers.get(&key()).is_none());
        // A commit during execution leaves an answer that is never used.
        answers.keep(key(), Bytes::from_static(b"{}"), None, made);
        assert!(answers.get(&key()).is_none());
    }

    #[test]
    fn an_answer_that_uses_the_clock_expires() {
        let at = |text: &str| text.parse().unwrap();
        let clock = Clock::manual(at("2026-07-01T12:00:00Z"));
        let answers = Answers::new(1 << 20, Arc::default(), clock.clone());
        let made = Made { expires: Some(at("2026-07-01T23:00:00Z")), ..Made::default() };
        answers.keep(key(), Bytes::from_static(b"{}"), None, made);
        assert!(answers.get(&key()).is_some());
        clock.set(at("2026-07-01T23:00:00Z"));
        assert!(answers.get(&key()).is_none());
    }

    #[test]
    fn what_forbids_keeping_is_not_kept_and_zero_bytes_switch_it_off() {
        let answers = Answers::new(1 << 20, Arc::default(), Clock::system());
        answers.keep(key(), Bytes::new(), None, Made { uncacheable: true, ..Made::default() });
        assert!(answers.get(&key()).is_none());
        let off = Answers::new(0, Arc::default(), Clock::system());
        off.keep(key(), Bytes::new(), None, Made::default());
        assert!(off.get(&key()).is_none() && !off.takes(b"q"));
    }
}
