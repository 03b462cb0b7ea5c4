//! How often somebody may try.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::Accounts;
use crate::auth::secret::Hash;
use crate::error::{Error, Result};
use crate::graph::request::Client;
use crate::store::operational::Operational;
use crate::store::operational::throttle::{self, Counted, Limit};

/// An attempt that was allowed, counted until it is taken back.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    /// When it was counted: no other of its buckets was at that moment.
    pub at: DateTime<Utc>,
    /// What it was counted against.
    pub buckets: Vec<String>,
}

impl Accounts {
    /// What counts against an address. A whole network of version 6 counts as one.
    pub(super) fn address_limit(&self, client: &Client) -> Limit {
        let address = match client.address.parse::<std::net::IpAddr>() {
            Ok(std::net::IpAddr::V6(ip)) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::")
            }
            _ => client.address.clone(),
        };
        self.limit(format!("address:{address}"), self.config.address_attempts)
    }

    /// What counts against whoever has this address of mail, known or not. A browser that
    /// is remembered counts apart, so that others cannot lock its owner out.
    pub(super) fn account_limit(&self, email: &str, device: Option<&Hash>) -> Limit {
        let who = match device {
            Some(device) => format!("device:{}", hex::encode(device)),
            None => format!("account:{}", hashed(email)),
        };
        self.limit(who, self.config.attempts)
    }

    pub(super) fn limit(&self, bucket: String, attempts: u32) -> Limit {
        Limit { bucket, attempts, window: self.config.window() }
    }

    /// Counts an attempt.
    ///
    /// # Errors
    /// [`Error::RateLimited`] when there were too many.
    pub(super) async fn attempt(&self, limits: Vec<Limit>) -> Result<Attempt> {
        let now = self.now();
        let asked = limits.clone();
        // Reading first: whoever is refused anyway costs no write.
        let wait = self
            .read(move |conn| {
                let waits = asked.iter().map(|limit| throttle::wait(conn, limit, now));
                waits.collect::<Result<Vec<_>>>().map(|waits| waits.into_iter().max().flatten())
            })
            .await?;
        if let Some(wait) = wait {
            return Err(refusal(wait));
        }
        let buckets = limits.iter().map(|limit| limit.bucket.clone()).collect();
        match self.gate.operate(move |writer, now| throttle::attempt(writer, &limits, now)).await? {
            Counted::At(at) => Ok(Attempt { at, buckets }),
            Counted::Wait(wait) => Err(refusal(wait)),
        }
    }
}

/// How an address of mail stands in a bucket: what was typed is not kept.
pub(super) fn hashed(email: &str) -> String {
    hex::encode(Sha256::digest(email))
}

/// Takes an attempt back: it did not fail.
pub(super) fn take_back(writer: &mut Operational<'_>, attempt: &Attempt) -> Result<()> {
    attempt.buckets.iter().try_for_each(|bucket| throttle::take_back(writer, bucket, attempt.at))
}

fn refusal(wait: TimeDelta) -> Error {
    Error::RateLimited(wait.num_seconds().max(0) as u64 + 1)
}
