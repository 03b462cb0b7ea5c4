//! Calendars that programs subscribe to by a secret address.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::feed as table;
use super::{Conn, Operational, moment, short, some_moment, unreadable, user_id, word};
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::*;
use crate::store::schema::account;

/// A calendar by a secret address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its id, which opens nothing.
    pub id: String,
    /// Whose it is.
    pub user: UserId,
    /// The partnership whose calendar it is; none: what is the owner's own, wherever they
    /// have a role.
    pub partnership: Option<PartnershipId>,
    /// What the owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last fetched, to some minutes.
    pub last_fetched_at: Option<DateTime<Utc>>,
}

/// A new id of a feed.
pub fn new_id() -> String {
    format!("feed_{}", uuid::Uuid::now_v7().simple())
}

/// A feed with the account whose it is, as far as showing it goes.
#[derive(Debug, Clone)]
pub struct Held {
    /// The feed.
    pub feed: Feed,
    /// Where the account stands.
    pub state: UserState,
    /// The agency that the owner works for.
    pub agency: Option<AgencyId>,
    /// Whether the account has a second factor.
    pub has_second_factor: bool,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table)]
struct Row {
    id: String,
    user_id: String,
    partnership_id: Option<String>,
    name: String,
    created_at: i64,
    last_fetched_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Feed> {
        let partnership = self.partnership_id;
        let partnership = partnership
            .map(|id| id.parse().map_err(|_| unreadable(id, "the id of a partnership")))
            .transpose()?;
        Ok(Feed {
            user: user_id(self.user_id)?,
            created_at: moment(self.created_at)?,
            last_fetched_at: some_moment(self.last_fetched_at)?,
            id: self.id,
            partnership,
            name: self.name,
        })
    }
}

/// The feed with this secret and the account whose it is, whether or not it may be used.
///
/// # Errors
/// When the database fails.
pub fn held(conn: &mut Conn, secret: &Hash) -> Result<Option<Held>> {
    let columns = (Row::as_select(), account::state, account::agency_id, account::second_factor_at);
    let found: Option<(Row, String, Option<String>, Option<i64>)> = table::table
        .inner_join(account::table.on(account::id.eq(table::user_id)))
        .filter(table::hash.eq(secret.to_vec()))
        .select(columns)
        .first(conn)
        .optional()?;
    let Some((row, state, agency, second_factor_at)) = found else { return Ok(None) };
    let agency =
        agency.map(|id| id.parse().map_err(|_| unreadable(id, "the id of an agency"))).transpose()?;
    let has_second_factor = second_factor_at.is_some();
    Ok(Some(Held { feed: row.read()?, state: word(&state)?, agency, has_second_factor }))
}

/// The feeds of a user, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Feed>> {
    let rows: Vec<Row> = table::table
        .filter(table::user_id.eq(user.to_string()))
        .order((table::created_at.desc(), table::id.desc()))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Keeps a new feed by the hash of its secret.
///
/// # Errors
/// When the database fails.
pub fn keep(writer: &mut Operational<'_>, feed: &Feed, secret: &Hash) -> Result<()> {
    let row = Row {
        id: feed.id.clone(),
        user_id: feed.user.to_string(),
        partnership_id: feed.partnership.map(|id| id.to_string()),
        name: short(&feed.name),
        created_at: feed.created_at.timestamp_micros(),
        last_fetched_at: None,
    };
    diesel::insert_into(table::table).values((row, table::hash.eq(secret.to_vec()))).execute(writer.0)?;
    Ok(())
}

/// Notes that a feed was fetched.
///
/// # Errors
/// When the database fails.
pub fn touch(writer: &mut Operational<'_>, id: &str, now: DateTime<Utc>) -> Result<()> {
    diesel::update(table::table.find(id))
        .set(table::last_fetched_at.eq(now.timestamp_micros()))
        .execute(writer.0)?;
    Ok(())
}

/// Removes a feed of a user. Says whether they had it.
///
/// # Errors
/// When the database fails.
pub fn revoke(writer: &mut Operational<'_>, user: UserId, id: &str) -> Result<bool> {
    let theirs = table::table.find(id).filter(table::user_id.eq(user.to_string()));
    Ok(diesel::delete(theirs).execute(writer.0)? == 1)
}

/// Removes all feeds of a user.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    diesel::delete(table::table.filter(table::user_id.eq(user.to_string()))).execute(writer.0)?;
    Ok(())
}
