//! The hashes of API keys, and when each was last used.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::api_key_secret as table;
use super::{Conn, Operational, some_moment, unreadable};
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::ApiKeyId;

/// The key with this hash, whether or not it still works.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, secret: &Hash) -> Result<Option<ApiKeyId>> {
    let id: Option<String> = table::table
        .filter(table::hash.eq(secret.to_vec()))
        .select(table::api_key_id)
        .first(conn)
        .optional()?;
    id.map(|id| id.parse().map_err(|_| unreadable(id, "the id of an API key"))).transpose()
}

/// When a key was last used, to some minutes.
///
/// # Errors
/// When the database fails.
pub fn last_used(conn: &mut Conn, key: ApiKeyId) -> Result<Option<DateTime<Utc>>> {
    let at: Option<Option<i64>> =
        table::table.find(key.to_string()).select(table::last_used_at).first(conn).optional()?;
    some_moment(at.flatten())
}

/// Keeps the hash of a new key.
///
/// # Errors
/// When the database fails.
pub fn keep(writer: &mut Operational<'_>, key: ApiKeyId, secret: &Hash) -> Result<()> {
    diesel::insert_into(table::table)
        .values((table::api_key_id.eq(key.to_string()), table::hash.eq(secret.to_vec())))
        .execute(writer.0)?;
    Ok(())
}

/// Notes that a key was used.
///
/// # Errors
/// When the database fails.
pub fn touch(writer: &mut Operational<'_>, key: ApiKeyId, now: DateTime<Utc>) -> Result<()> {
    diesel::update(table::table.find(key.to_string()))
        .set(table::last_used_at.eq(now.timestamp_micros()))
        .execute(writer.0)?;
    Ok(())
}
