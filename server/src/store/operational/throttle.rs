//! Attempts that count against an account or an address, for as long as they count.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::schema::throttle as table;
use super::{Conn, Operational};
use crate::error::Result;

/// How many attempts a bucket allows within which time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What is counted for: an account, or an address.
    pub bucket: String,
    /// How many attempts.
    pub attempts: u32,
    /// Within which time.
    pub window: TimeDelta,
}

/// How long to wait, when a limit is reached.
///
/// # Errors
/// When the database fails.
pub fn wait(conn: &mut Conn, limit: &Limit, now: DateTime<Utc>) -> Result<Option<TimeDelta>> {
    let since = (now - limit.window).timestamp_micros();
    // The attempt that must grow old before another is allowed.
    let at: Option<i64> = table::table
        .filter(table::bucket.eq(&limit.bucket))
        .filter(table::at.gt(since))
        .order(table::at.desc())
        .offset(i64::from(limit.attempts.max(1)) - 1)
        .select(table::at)
        .first(conn)
        .optional()?;
    Ok(at.map(|at| TimeDelta::microseconds(at - since)))
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It is counted, at a moment that no other of its buckets has.
    At(DateTime<Utc>),
    /// A limit is reached: the longest time to wait.
    Wait(TimeDelta),
}

/// Counts an attempt against all of these limits, unless one is reached.
///
/// # Errors
/// When the database fails.
pub fn attempt(writer: &mut Operational<'_>, limits: &[Limit], now: DateTime<Utc>) -> Result<Counted> {
    let mut longest = None;
    let mut at = now;
    for limit in limits {
        longest = longest.max(wait(writer.0, limit, now)?);
        // Operations of one transaction share its time; an attempt is known by its own.
        at = at.max(after_newest(writer.0, &limit.bucket)?.unwrap_or(now));
    }
    if let Some(wait) = longest {
        return Ok(Counted::Wait(wait));
    }
    for limit in limits {
        diesel::insert_into(table::table)
            .values((table::bucket.eq(&limit.bucket), table::at.eq(at.timestamp_micros())))
            .execute(writer.0)?;
    }
    Ok(Counted::At(at))
}

fn after_newest(conn: &mut Conn, bucket: &str) -> Result<Option<DateTime<Utc>>> {
    let newest: Option<i64> =
        table::table.filter(table::bucket.eq(bucket)).select(diesel::dsl::max(table::at)).first(conn)?;
    Ok(newest.and_then(|at| DateTime::from_timestamp_micros(at + 1)))
}

/// Takes back the attempt that was counted at a moment: it succeeded.
///
/// # Errors
/// When the database fails.
pub fn take_back(writer: &mut Operational<'_>, bucket: &str, at: DateTime<Utc>) -> Result<()> {
    let attempt = table::bucket.eq(bucket).and(table::at.eq(at.timestamp_micros()));
    diesel::delete(table::table.filter(attempt)).execute(writer.0)?;
    Ok(())
}

/// Forgets what counts against a bucket.
///
/// # Errors
/// When the database fails.
pub fn clear(writer: &mut Operational<'_>, bucket: &str) -> Result<()> {
    diesel::delete(table::table.filter(table::bucket.eq(bucket))).execute(writer.0)?;
    Ok(())
}

/// Removes attempts from before a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}
