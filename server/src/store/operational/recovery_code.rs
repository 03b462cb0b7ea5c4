//! Recovery codes: each stands in for the authenticator app once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::recovery_code as table;
use super::{Conn, Operational};
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::UserId;

/// How many codes of a user are left.
///
/// # Errors
/// When the database fails.
pub fn left(conn: &mut Conn, user: UserId) -> Result<usize> {
    let count: i64 = table::table
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::used_at.is_null())
        .count()
        .get_result(conn)?;
    Ok(count as usize)
}

/// Replaces the codes of a user.
///
/// # Errors
/// When the database fails.
pub fn replace(writer: &mut Operational<'_>, user: UserId, codes: &[Hash], now: DateTime<Utc>) -> Result<()> {
    forget(writer, user)?;
    for hash in codes {
        diesel::insert_into(table::table)
            .values((
                table::hash.eq(hash.to_vec()),
                table::user_id.eq(user.to_string()),
                table::created_at.eq(now.timestamp_micros()),
            ))
            .execute(writer.0)?;
    }
    Ok(())
}

/// Uses up a code: says no when it is not one of this user's, or was used before.
///
/// # Errors
/// When the database fails.
pub fn take(writer: &mut Operational<'_>, user: UserId, code: &Hash, now: DateTime<Utc>) -> Result<bool> {
    let unused = table::table
        .filter(table::hash.eq(code.to_vec()))
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::used_at.is_null());
    let changed = diesel::update(unused).set(table::used_at.eq(now.timestamp_micros())).execute(writer.0)?;
    Ok(changed == 1)
}

/// Forgets the codes of a user.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    diesel::delete(table::table.filter(table::user_id.eq(user.to_string()))).execute(writer.0)?;
    Ok(())
}
