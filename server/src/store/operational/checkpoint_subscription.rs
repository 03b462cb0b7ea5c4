//! To which addresses auditors have the newest checkpoint sent, and how often.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{checkpoint_letter, checkpoint_subscription as table};
use super::{Conn, Operational, raced, some_moment, user_id};
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::UserId;
use crate::store::rows::moment;

/// Somebody who gets checkpoints because an auditor or administrator asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Where they are sent.
    pub address: String,
    /// Every so many days.
    pub every_days: u16,
    /// Who asked for it.
    pub user: UserId,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Has checkpoints sent to an address from now on, or at another interval than before.
///
/// # Errors
/// When the database fails.
pub fn keep(writer: &mut Operational<'_>, subscription: &Subscription) -> Result<()> {
    let Subscription { address, every_days, user, created_at } = subscription;
    let values = (
        table::every_days.eq(i64::from(*every_days)),
        table::user_id.eq(user.to_string()),
        table::created_at.eq(created_at.timestamp_micros()),
    );
    if diesel::update(table::table.find(address)).set(values.clone()).execute(writer.0)? == 0 {
        diesel::insert_into(table::table)
            .values((table::address.eq(address), values.0, values.1, values.2))
            .execute(writer.0)
            .map_err(raced)?;
    }
    Ok(())
}

/// Sends no more checkpoints to an address, and forgets that any were sent. Gives whether
/// it got them.
///
/// # Errors
/// When the database fails.
pub fn remove(writer: &mut Operational<'_>, address: &str) -> Result<bool> {
    diesel::delete(checkpoint_letter::table.find(address)).execute(writer.0)?;
    Ok(diesel::delete(table::table.find(address)).execute(writer.0)? > 0)
}

/// Lets whoever gets the next letter stop them with the secret of this hash, and with no
/// earlier one.
///
/// # Errors
/// When the database fails.
pub fn arm(writer: &mut Operational<'_>, address: &str, hash: &Hash) -> Result<()> {
    diesel::update(table::table.find(address)).set(table::stop_hash.eq(hash.to_vec())).execute(writer.0)?;
    Ok(())
}

/// The address whose last letter held the secret of this hash, and who asked for it.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn by_stop(conn: &mut Conn, hash: &Hash) -> Result<Option<(String, UserId)>> {
    let found: Option<(String, String)> = table::table
        .filter(table::stop_hash.eq(hash.to_vec()))
        .select((table::address, table::user_id))
        .first(conn)
        .optional()?;
    found.map(|(address, user)| Ok((address, user_id(user)?))).transpose()
}

/// All of them by address, each with the time of the last letter.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn all(conn: &mut Conn) -> Result<Vec<(Subscription, Option<DateTime<Utc>>)>> {
    let rows: Vec<(String, i64, String, i64, Option<i64>)> = table::table
        .left_join(checkpoint_letter::table.on(checkpoint_letter::address.eq(table::address)))
        .order(table::address)
        .select((
            table::address,
            table::every_days,
            table::user_id,
            table::created_at,
            checkpoint_letter::sent_at.nullable(),
        ))
        .load(conn)?;
    let read = |(address, every_days, user, created_at, sent_at): (String, i64, String, i64, Option<i64>)| {
        let (user, created_at) = (user_id(user)?, moment(created_at)?);
        let subscription = Subscription { address, every_days: every_days as u16, user, created_at };
        Ok((subscription, some_moment(sent_at)?))
    };
    rows.into_iter().map(read).collect()
}
