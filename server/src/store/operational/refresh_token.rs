//! Refresh tokens: each gets the next access token once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::refresh_token as table;
use super::{Conn, Operational};
use crate::auth::secret::Hash;
use crate::error::Result;

/// The session to which a token belongs, used or not.
///
/// # Errors
/// When the database fails.
pub fn session(conn: &mut Conn, token: &Hash) -> Result<Option<String>> {
    Ok(table::table.find(token.to_vec()).select(table::session_id).first(conn).optional()?)
}

/// Keeps a new token of a session.
///
/// # Errors
/// When the database fails.
pub fn keep(writer: &mut Operational<'_>, session: &str, token: &Hash, now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            table::hash.eq(token.to_vec()),
            table::session_id.eq(session),
            table::created_at.eq(now.timestamp_micros()),
        ))
        .execute(writer.0)?;
    Ok(())
}

/// Uses up a token: says no when it was used before.
///
/// # Errors
/// When the database fails.
pub fn take(writer: &mut Operational<'_>, token: &Hash, now: DateTime<Utc>) -> Result<bool> {
    let unused = table::table.find(token.to_vec()).filter(table::used_at.is_null());
    let taken = diesel::update(unused).set(table::used_at.eq(now.timestamp_micros())).execute(writer.0)?;
    Ok(taken == 1)
}

/// Removes the tokens of these sessions.
pub(super) fn forget(writer: &mut Operational<'_>, sessions: &[String]) -> Result<()> {
    diesel::delete(table::table.filter(table::session_id.eq_any(sessions.to_vec()))).execute(writer.0)?;
    Ok(())
}
