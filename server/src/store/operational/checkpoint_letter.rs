//! When the newest checkpoint was last sent to each address that gets it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::schema::checkpoint_letter as table;
use super::{Operational, raced};
use crate::error::Result;

/// Whether an address is due another letter; if so it is noted as sent now, so that only
/// one of several servers sends it.
///
/// # Errors
/// When the database fails.
pub fn take(
    writer: &mut Operational<'_>,
    address: &str,
    every: TimeDelta,
    now: DateTime<Utc>,
) -> Result<bool> {
    let sent: Option<i64> = table::table.find(address).select(table::sent_at).first(writer.0).optional()?;
    let now_micros = now.timestamp_micros();
    match sent {
        Some(sent) if sent > (now - every).timestamp_micros() => return Ok(false),
        Some(sent) => {
            // Whoever sees the time that was read is the one who sends it.
            let mine = table::table.find(address).filter(table::sent_at.eq(sent));
            let taken = diesel::update(mine).set(table::sent_at.eq(now_micros)).execute(writer.0)?;
            return Ok(taken == 1);
        }
        None => {
            diesel::insert_into(table::table)
                .values((table::address.eq(address), table::sent_at.eq(now_micros)))
                .execute(writer.0)
                .map_err(raced)?;
        }
    }
    Ok(true)
}

/// Forgets that a letter was sent at a moment: no mail server took it, so that it is due
/// again.
///
/// # Errors
/// When the database fails.
pub fn give_back(writer: &mut Operational<'_>, address: &str, sent: DateTime<Utc>) -> Result<()> {
    let mine = table::table.find(address).filter(table::sent_at.eq(sent.timestamp_micros()));
    diesel::delete(mine).execute(writer.0)?;
    Ok(())
}
