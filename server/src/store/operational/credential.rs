//! What proves who a user is.

use diesel::prelude::*;

use super::schema::credential as table;
use super::{Conn, Operational};
use crate::error::Result;
use crate::model::UserId;

/// What is kept to prove who a user is.
#[derive(Default, Queryable)]
pub struct Credential {
    /// The hash of the password.
    pub password_hash: Option<String>,
    /// The secret of the authenticator app.
    pub totp_secret: Option<Vec<u8>>,
    /// A secret that no code has confirmed yet.
    pub totp_pending: Option<Vec<u8>>,
    /// The period of the last code that was used.
    pub totp_last_step: Option<i64>,
}

impl Credential {
    /// Whether an authenticator app is asked for.
    pub fn has_second_factor(&self) -> bool {
        self.totp_secret.is_some()
    }
}

/// What is kept of a user.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Conn, user: UserId) -> Result<Credential> {
    let row = table::table
        .find(user.to_string())
        .select((table::password_hash, table::totp_secret, table::totp_pending, table::totp_last_step))
        .first(conn)
        .optional()?;
    Ok(row.unwrap_or_default())
}

/// Makes the row of a user, if there is none.
fn ensure(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    let id = user.to_string();
    let known: i64 = table::table.filter(table::user_id.eq(&id)).count().get_result(writer.0)?;
    if known == 0 {
        diesel::insert_into(table::table).values(table::user_id.eq(&id)).execute(writer.0)?;
    }
    Ok(())
}

/// Keeps the hash of a new password.
///
/// # Errors
/// When the database fails.
pub fn set_password(writer: &mut Operational<'_>, user: UserId, hash: &str) -> Result<()> {
    ensure(writer, user)?;
    diesel::update(table::table.find(user.to_string()))
        .set(table::password_hash.eq(hash))
        .execute(writer.0)?;
    Ok(())
}

/// Keeps the same password hashed with new parameters, unless it was changed meanwhile.
///
/// # Errors
/// When the database fails.
pub fn rehash(writer: &mut Operational<'_>, user: UserId, from: &str, to: &str) -> Result<()> {
    diesel::update(table::table.find(user.to_string()).filter(table::password_hash.eq(from)))
        .set(table::password_hash.eq(to))
        .execute(writer.0)?;
    Ok(())
}

/// Keeps the secret of an app until a code confirms it.
///
/// # Errors
/// When the database fails.
pub fn set_pending(writer: &mut Operational<'_>, user: UserId, secret: &[u8]) -> Result<()> {
    ensure(writer, user)?;
    diesel::update(table::table.find(user.to_string()))
        .set(table::totp_pending.eq(secret))
        .execute(writer.0)?;
    Ok(())
}

/// Makes the pending secret the one that is asked for; `step` is that of the code that
/// confirmed it. Says whether it was still pending.
///
/// # Errors
/// When the database fails.
pub fn confirm(writer: &mut Operational<'_>, user: UserId, secret: &[u8], step: i64) -> Result<bool> {
    let none: Option<Vec<u8>> = None;
    let changed = diesel::update(table::table.find(user.to_string()).filter(table::totp_pending.eq(secret)))
        .set((table::totp_secret.eq(secret), table::totp_pending.eq(none), table::totp_last_step.eq(step)))
        .execute(writer.0)?;
    Ok(changed == 1)
}

/// Uses up the code of a period: says no when it or a later one was used before.
///
/// # Errors
/// When the database fails.
pub fn use_step(writer: &mut Operational<'_>, user: UserId, step: i64) -> Result<bool> {
    let unused = table::totp_last_step.is_null().or(table::totp_last_step.lt(step));
    let changed = diesel::update(table::table.find(user.to_string()).filter(unused))
        .set(table::totp_last_step.eq(step))
        .execute(writer.0)?;
    Ok(changed == 1)
}

/// Forgets all that proves who a user is.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    diesel::delete(table::table.find(user.to_string())).execute(writer.0)?;
    Ok(())
}

/// Forgets the authenticator app.
///
/// # Errors
/// When the database fails.
pub fn forget_second_factor(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    let (secret, pending): (Option<Vec<u8>>, Option<Vec<u8>>) = (None, None);
    diesel::update(table::table.find(user.to_string()))
        .set((table::totp_secret.eq(secret), table::totp_pending.eq(pending)))
        .execute(writer.0)?;
    Ok(())
}
