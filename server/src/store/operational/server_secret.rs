//! Keys that all servers of the register share, made by the first that needs one.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::server_secret as table;
use super::{Conn, Operational};
use crate::error::Result;

/// The name of the key that signs access tokens.
pub const ACCESS_TOKENS: &str = "access_tokens";

/// The secret of this name.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(table::table.find(name).select(table::value).first(conn).optional()?)
}

/// Keeps a secret.
///
/// # Errors
/// When the database fails, or there is one of this name.
pub fn keep(writer: &mut Operational<'_>, name: &str, value: &[u8], now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(table::table)
        .values((table::name.eq(name), table::value.eq(value), table::created_at.eq(now.timestamp_micros())))
        .execute(writer.0)?;
    Ok(())
}
