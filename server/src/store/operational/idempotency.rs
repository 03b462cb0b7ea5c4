//! Requests that were carried out and may be sent again: what came of them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::idempotency as table;
use super::{Conn, Operational, moment};
use crate::auth::secret::Hash;
use crate::error::{Error, Result};
use crate::model::UserId;

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The hash of the request's body.
    pub request: Hash,
    /// When it was carried out.
    pub at: DateTime<Utc>,
    /// The changes it made, in order.
    pub sequences: Vec<u64>,
    /// The records it was about, in the order of its answer.
    pub ids: Vec<String>,
}

/// What came of the request that a user sent with this key.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, user: UserId, key: &str) -> Result<Option<Carried>> {
    let row: Option<(Vec<u8>, i64, String, String)> = table::table
        .find((user.to_string(), key))
        .select((table::request_hash, table::at, table::sequences, table::ids))
        .first(conn)
        .optional()?;
    let Some((request, at, sequences, ids)) = row else { return Ok(None) };
    Ok(Some(Carried {
        request: request.try_into().map_err(|_| Error::internal("a request's hash has another length"))?,
        at: moment(at)?,
        sequences: serde_json::from_str(&sequences).map_err(Error::internal)?,
        ids: serde_json::from_str(&ids).map_err(Error::internal)?,
    }))
}

/// Keeps what came of a request.
///
/// # Errors
/// When the database fails, or the user has sent another request with this key.
pub fn keep(writer: &mut Operational<'_>, user: UserId, key: &str, carried: &Carried) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            table::user_id.eq(user.to_string()),
            table::idempotency_key.eq(key),
            table::request_hash.eq(carried.request.to_vec()),
            table::at.eq(carried.at.timestamp_micros()),
            table::sequences.eq(serde_json::to_string(&carried.sequences).map_err(Error::internal)?),
            table::ids.eq(serde_json::to_string(&carried.ids).map_err(Error::internal)?),
        ))
        .execute(writer.0)?;
    Ok(())
}

/// Removes what a user's requests came to, and the requests of others that were about
/// them: those are kept as hashes of what held their name.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    let about = format!("%\"{user}\"%");
    let rows = table::table.filter(table::user_id.eq(user.to_string()).or(table::ids.like(about)));
    diesel::delete(rows).execute(writer.0)?;
    Ok(())
}

/// Removes what is older than a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}
