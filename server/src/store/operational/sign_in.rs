//! Who signed in or tried to, for as long as that is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::sign_in as table;
use super::{Conn, Operational, moment, short, user_id, word};
use crate::error::Result;
use crate::model::*;
use crate::store::people;

/// An attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Its id: later ones come after earlier ones.
    pub id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose account; none when there is no such account.
    pub user: Option<UserId>,
    /// How it ended.
    pub outcome: SignInOutcome,
    /// From which address.
    pub address: String,
    /// What the client said it was.
    pub client: String,
}

/// Which attempts are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignInFilter {
    /// Of this user.
    pub user: Option<UserId>,
    /// With this outcome.
    pub outcome: Option<SignInOutcome>,
    /// At this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub to: Option<DateTime<Utc>>,
}

/// Keeps an attempt; of somebody who was erased meanwhile not from where nor with what.
///
/// # Errors
/// When the database fails.
pub fn keep(
    writer: &mut Operational<'_>,
    user: Option<UserId>,
    outcome: SignInOutcome,
    (address, client): (&str, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let known = user.map(|user| people::user(writer.0, user)).transpose()?.flatten();
    let is_erased = known.is_some_and(|user| user.erased_at.is_some());
    let (address, client) = if is_erased { ("", "") } else { (address, client) };
    diesel::insert_into(table::table)
        .values((
            table::id.eq(format!("sign_in_{}", uuid::Uuid::now_v7().simple())),
            table::at.eq(now.timestamp_micros()),
            table::user_id.eq(user.map(|user| user.to_string())),
            table::outcome.eq(outcome.word()),
            table::address.eq(short(address)),
            table::client.eq(short(client)),
        ))
        .execute(writer.0)?;
    Ok(())
}

/// When a user last signed in, as far back as attempts are kept.
///
/// # Errors
/// When the database fails.
pub fn last_of(conn: &mut Conn, user: UserId) -> Result<Option<DateTime<Utc>>> {
    let at: Option<i64> = table::table
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::outcome.eq(SignInOutcome::SignedIn.word()))
        .order(table::at.desc())
        .select(table::at)
        .first(conn)
        .optional()?;
    at.map(moment).transpose()
}

/// Whether an attempt for an account, or for none that exists, was refused without looking
/// since a moment, from this address.
///
/// # Errors
/// When the database fails.
pub fn was_throttled(
    conn: &mut Conn,
    user: Option<UserId>,
    address: &str,
    since: DateTime<Utc>,
) -> Result<bool> {
    let from_it = table::table
        .filter(table::at.ge(since.timestamp_micros()))
        .filter(table::outcome.eq(SignInOutcome::Throttled.word()))
        .filter(table::address.eq(short(address)))
        .into_boxed();
    let of_it = match user {
        Some(user) => from_it.filter(table::user_id.eq(user.to_string())),
        None => from_it.filter(table::user_id.is_null()),
    };
    Ok(of_it.count().get_result::<i64>(conn)? > 0)
}

macro_rules! filtered {
    ($query:expr, $filter:expr) => {{
        let mut query = $query.into_boxed();
        if let Some(user) = $filter.user {
            query = query.filter(table::user_id.eq(user.to_string()));
        }
        if let Some(outcome) = $filter.outcome {
            query = query.filter(table::outcome.eq(outcome.word()));
        }
        if let Some(from) = $filter.from {
            query = query.filter(table::at.ge(from.timestamp_micros()));
        }
        if let Some(to) = $filter.to {
            query = query.filter(table::at.lt(to.timestamp_micros()));
        }
        query
    }};
}

/// How many attempts there are.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &mut Conn, filter: &SignInFilter) -> Result<i64> {
    Ok(filtered!(table::table, filter).count().get_result(conn)?)
}

/// Attempts, the latest first: at most `limit`, after leaving out `skip`.
///
/// # Errors
/// When the database fails.
pub fn list(conn: &mut Conn, filter: &SignInFilter, skip: i64, limit: i64) -> Result<Vec<SignIn>> {
    type Row = (String, i64, Option<String>, String, String, String);
    let rows: Vec<Row> = filtered!(table::table, filter)
        .order((table::at.desc(), table::id.desc()))
        .offset(skip)
        .limit(limit)
        .select((table::id, table::at, table::user_id, table::outcome, table::address, table::client))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, at, user, outcome, address, client)| {
            let user = user.map(user_id).transpose()?;
            Ok(SignIn { id, at: moment(at)?, user, outcome: word(&outcome)?, address, client })
        })
        .collect()
}

/// Removes from the attempts for an account from where and with what they came. That
/// there were attempts, when, and how they ended stays for as long as it is kept.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    diesel::update(table::table.filter(table::user_id.eq(user.to_string())))
        .set((table::address.eq(""), table::client.eq("")))
        .execute(writer.0)?;
    Ok(())
}

/// Removes attempts from before a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}
