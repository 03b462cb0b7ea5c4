//! Links that were sent: each works once, until it expires.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::link as table;
use super::{Conn, Operational, moment, some_moment, user_id};
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::{LinkKind, UserId, Words};

/// A link that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// To whom; none for the one that sets the register up.
    pub user: Option<UserId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
}

type Row = (Option<String>, i64, i64, Option<i64>);
const COLUMNS: (table::user_id, table::created_at, table::expires_at, table::used_at) =
    (table::user_id, table::created_at, table::expires_at, table::used_at);

fn read((user, created_at, expires_at, used_at): Row) -> Result<Link> {
    Ok(Link {
        user: user.map(user_id).transpose()?,
        created_at: moment(created_at)?,
        expires_at: moment(expires_at)?,
        used_at: some_moment(used_at)?,
    })
}

/// The link of this kind with this hash, used or not.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, kind: LinkKind, hash: &Hash) -> Result<Option<Link>> {
    let row: Option<Row> = table::table
        .find(hash.to_vec())
        .filter(table::kind.eq(kind.word()))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// The last link of a kind that was sent to a user, used or not.
///
/// # Errors
/// When the database fails.
pub fn last_of(conn: &mut Conn, kind: LinkKind, user: UserId) -> Result<Option<Link>> {
    let row: Option<Row> = table::table
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::kind.eq(kind.word()))
        .order(table::created_at.desc())
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// Keeps a new link. Those of the same kind and user no longer work.
///
/// # Errors
/// When the database fails.
pub fn send(writer: &mut Operational<'_>, kind: LinkKind, hash: &Hash, link: &Link) -> Result<()> {
    withdraw(writer, kind, link.user)?;
    diesel::insert_into(table::table)
        .values((
            table::hash.eq(hash.to_vec()),
            table::kind.eq(kind.word()),
            table::user_id.eq(link.user.map(|user| user.to_string())),
            table::created_at.eq(link.created_at.timestamp_micros()),
            table::expires_at.eq(link.expires_at.timestamp_micros()),
        ))
        .execute(writer.0)?;
    Ok(())
}

/// Removes the unused links of a kind to a user; without a user those to nobody.
///
/// # Errors
/// When the database fails.
pub fn withdraw(writer: &mut Operational<'_>, kind: LinkKind, user: Option<UserId>) -> Result<()> {
    let unused = table::kind.eq(kind.word()).and(table::used_at.is_null());
    match user {
        Some(user) => diesel::delete(table::table.filter(unused.and(table::user_id.eq(user.to_string()))))
            .execute(writer.0)?,
        None => {
            diesel::delete(table::table.filter(unused.and(table::user_id.is_null()))).execute(writer.0)?
        }
    };
    Ok(())
}

/// Removes all links that were sent to a user, used or not.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    diesel::delete(table::table.filter(table::user_id.eq(user.to_string()))).execute(writer.0)?;
    Ok(())
}

/// Uses up a link: gives it when it was sent for this, has not expired and was not used.
///
/// # Errors
/// When the database fails.
pub fn take(
    writer: &mut Operational<'_>,
    kind: LinkKind,
    hash: &Hash,
    now: DateTime<Utc>,
) -> Result<Option<Link>> {
    let works = table::table
        .find(hash.to_vec())
        .filter(table::kind.eq(kind.word()))
        .filter(table::used_at.is_null())
        .filter(table::expires_at.gt(now.timestamp_micros()));
    let taken = diesel::update(works).set(table::used_at.eq(now.timestamp_micros())).execute(writer.0)?;
    if taken == 0 { Ok(None) } else { find(writer.0, kind, hash) }
}

/// Removes links that expired before a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::expires_at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}
