//! When the newest checkpoint was last sent to each address that gets it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::Operational;
use super::schema::checkpoint_letter as table;
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
        Some(_) => {
            diesel::update(table::table.find(address))
                .set(table::sent_at.eq(now_micros))
                .execute(writer.0)?;
        }
        None => {
            diesel::insert_into(table::table)
                .values((table::address.eq(address), table::sent_at.eq(now_micros)))
                .execute(writer.0)?;
        }
    }
    Ok(true)
}
