//! What an answer was made from, so that it can be kept exactly as long as it is true.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use parking_lot::{Mutex, RwLock};

use crate::model::PartnershipId;

/// A part of the register whose version is tracked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// One partnership's graph, by the id of the partnership.
    Partnership(PartnershipId),
    /// Names and succession of all agencies and partnerships.
    Directory,
    /// Any content of any partnership: lists and searches that cross them.
    Across,
}

/// The current version of every part: the sequence of its last change.
///
/// A version only grows. The one who commits publishes here after COMMIT and before
/// answering the writer; the follower publishes what other processes committed.
#[derive(Debug, Default)]
pub struct Versions(RwLock<HashMap<Part, u64>>);

impl Versions {
    /// The version of a part; 0 when it has not changed since this process started
    /// and nobody has read it.
    pub fn of(&self, part: &Part) -> u64 {
        self.0.read().get(part).copied().unwrap_or(0)
    }

    /// Raises a part's version; a lower one is ignored.
    pub fn publish(&self, part: Part, version: u64) {
        let mut map = self.0.write();
        let current = map.entry(part).or_insert(0);
        *current = version.max(*current);
    }

    /// Whether nothing of the footprint has changed and its time has not come.
    pub fn is_current(&self, made_from: &Made, now: DateTime<Utc>) -> bool {
        if made_from.expires.is_some_and(|at| at <= now) {
            return false;
        }
        let map = self.0.read();
        made_from.parts.iter().all(|(part, version)| map.get(part).copied().unwrap_or(0) <= *version)
    }
}

/// Collects, during one execution, what was read. Note a version *before* reading.
#[derive(Debug, Default)]
pub struct Footprint(Mutex<Made>);

/// The finished footprint of an answer.
#[derive(Debug, Default, Clone)]
pub struct Made {
    /// The parts that were read, each with the lowest version that was read.
    pub parts: Vec<(Part, u64)>,
    /// When the answer stops being true although nothing changes.
    pub expires: Option<DateTime<Utc>>,
    /// Set by whatever must never be kept, such as an error that time may heal.
    pub uncacheable: bool,
}

impl Footprint {
    /// Notes that `part` is about to be read at `version`.
    pub fn note(&self, part: Part, version: u64) {
        let mut made = self.0.lock();
        match made.parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, known)) => *known = version.min(*known),
            None => made.parts.push((part, version)),
        }
    }

    /// Notes that the answer uses the clock and is true only before `at`.
    pub fn expires(&self, at: DateTime<Utc>) {
        let mut made = self.0.lock();
        made.expires = Some(made.expires.map_or(at, |known| known.min(at)));
    }

    /// Notes that this answer must not be kept.
    pub fn forbid(&self) {
        self.0.lock().uncacheable = true;
    }

    /// What was read so far.
    pub fn made(&self) -> Made {
        self.0.lock().clone()
    }
}
