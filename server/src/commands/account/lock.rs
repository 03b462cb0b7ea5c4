//! Saying in the history that an account was locked.

use chrono::{DateTime, Utc};

use super::Accounts;
use super::throttle::Attempt;
use crate::auth::actor::Actor;
use crate::commands::gate::Command;
use crate::error::Result;
use crate::model::*;
use crate::store::operational::throttle;
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// Notes that attempts for an account are refused for a while.
struct LockAccount {
    user: UserId,
    /// An earlier lock at or after this moment is the same one.
    since: DateTime<Utc>,
}

impl Command for LockAccount {
    type Output = ();
    const KEY: &'static str = "user.lock";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let Some(before) = people::user(tx.reader(), self.user)? else { return Ok(()) };
        if before.locked_at.is_some_and(|at| at >= self.since) {
            return Ok(());
        }
        let after = User { locked_at: Some(tx.now()), ..before.clone() };
        let deed =
            Deed { action: ChangeAction::Update, reason: Some("Too many failed attempts to sign in.") };
        tx.save(Some(&before.into()), after, deed).map(drop)
    }
}

impl Accounts {
    /// Says so in the history when the attempt was the last one allowed.
    pub(super) async fn lock_if_due(&self, user: UserId, attempt: &Attempt) -> Result<()> {
        let now = self.now();
        let Some(bucket) = attempt.buckets.iter().find(|bucket| bucket.starts_with("account:")) else {
            return Ok(());
        };
        let limit = self.limit(bucket.clone(), self.config.attempts);
        let window = limit.window;
        if self.read(move |conn| throttle::wait(conn, &limit, now)).await?.is_none() {
            return Ok(());
        }
        let lock = LockAccount { user, since: now - window };
        self.gate.run(lock, Actor::register(), "throttle".to_owned()).await
    }
}
