//! Browsers that need not give the second factor again for a while.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::device as table;
use super::{Conn, Operational};
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::UserId;

/// Whether this is a browser that a user asked to remember.
///
/// # Errors
/// When the database fails.
pub fn is_known(conn: &mut Conn, user: UserId, device: &Hash, now: DateTime<Utc>) -> Result<bool> {
    let found: i64 = table::table
        .filter(table::hash.eq(device.to_vec()))
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::expires_at.gt(now.timestamp_micros()))
        .count()
        .get_result(conn)?;
    Ok(found == 1)
}

/// Remembers a browser.
///
/// # Errors
/// When the database fails.
pub fn remember(
    writer: &mut Operational<'_>,
    user: UserId,
    device: &Hash,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            table::hash.eq(device.to_vec()),
            table::user_id.eq(user.to_string()),
            table::created_at.eq(now.timestamp_micros()),
            table::expires_at.eq(until.timestamp_micros()),
        ))
        .execute(writer.0)?;
    Ok(())
}

/// Forgets all browsers of a user.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<usize> {
    Ok(diesel::delete(table::table.filter(table::user_id.eq(user.to_string()))).execute(writer.0)?)
}

/// Removes those that expired before a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::expires_at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}
