//! Sessions: who is signed in.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::schema::session as table;
use super::{Conn, Operational, moment, short, some_moment, unreadable, user_id, word};
use crate::auth::secret::Hash;
use crate::auth::viewer::Grant;
use crate::clock::london_date;
use crate::error::Result;
use crate::model::*;
use crate::store::conn::on_itself;
use crate::store::people::{self, GrantRow};
use crate::store::schema::{account, membership, role_grant};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// What holds it.
    pub kind: SessionKind,
    /// Whose it is.
    pub user: UserId,
    /// When they signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to some minutes.
    pub last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// When it was ended before that.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether a second factor was given.
    pub second_factor: bool,
    /// The address that it was begun from.
    pub address: String,
    /// What the client said it was.
    pub client: String,
}

/// A new id of a session.
pub fn new_id() -> String {
    format!("session_{}", uuid::Uuid::now_v7().simple())
}

/// A session with the account whose it is, as far as signing in goes.
#[derive(Debug, Clone)]
pub struct Held {
    /// The session.
    pub session: Session,
    /// Where the account stands.
    pub state: UserState,
    /// The agency that the user works for.
    pub agency: Option<AgencyId>,
    /// The roles of the user that hold.
    pub grants: Vec<Grant>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table)]
struct Row {
    id: String,
    kind: String,
    user_id: String,
    created_at: i64,
    last_used_at: i64,
    expires_at: i64,
    ended_at: Option<i64>,
    second_factor: bool,
    address: String,
    client: String,
}

/// The columns of a row, for either database: `Row::as_select` is of one.
#[diesel::dsl::auto_type]
fn columns() -> _ {
    (
        table::id,
        table::kind,
        table::user_id,
        table::created_at,
        table::last_used_at,
        table::expires_at,
        table::ended_at,
        table::second_factor,
        table::address,
        table::client,
    )
}

impl Row {
    fn read(self) -> Result<Session> {
        Ok(Session {
            kind: word(&self.kind)?,
            user: user_id(self.user_id)?,
            created_at: moment(self.created_at)?,
            last_used_at: moment(self.last_used_at)?,
            expires_at: moment(self.expires_at)?,
            ended_at: some_moment(self.ended_at)?,
            id: self.id,
            second_factor: self.second_factor,
            address: self.address,
            client: self.client,
        })
    }
}

/// How a session is named by whoever holds it.
#[derive(Debug, Clone, Copy)]
pub enum Named<'a> {
    /// By the hash of a browser's secret.
    Secret(&'a Hash),
    /// By the id that an access token carries.
    Id(&'a str),
}

/// The session of this name with its account and the roles of whose it is, whether or not
/// it still lasts. Asked for every request of somebody who signed in, so it is one
/// statement: on PostgreSQL each is a journey.
///
/// # Errors
/// When the database fails.
pub fn held(conn: &mut Conn, named: Named<'_>, today: NaiveDate) -> Result<Option<Held>> {
    let grants = role_grant::table.on(role_grant::user_id.eq(table::user_id).and(people::holds(today)));
    let joined = table::table
        .inner_join(account::table.on(account::id.eq(table::user_id)))
        .left_join(grants)
        .left_join(membership::table.on(people::gives_seat(today)))
        .select((columns(), account::state, account::agency_id, people::grant_columns().nullable()));
    let rows: Vec<HeldRow> = match named {
        Named::Secret(hash) => {
            let is_it = table::secret_hash.eq(hash.to_vec());
            on_itself!(conn, |itself| joined.filter(is_it).load(itself)?)
        }
        Named::Id(id) => {
            let is_it = table::id.eq(id).and(table::kind.eq(SessionKind::Tokens.word()));
            on_itself!(conn, |itself| joined.filter(is_it).load(itself)?)
        }
    };
    let (mut first, mut grants) = (None, Vec::new());
    for (row, state, agency, grant) in rows {
        first.get_or_insert((row, state, agency));
        grants.extend(grant);
    }
    let Some((row, state, agency)) = first else { return Ok(None) };
    let agency =
        agency.map(|id| id.parse().map_err(|_| unreadable(id, "the id of an agency"))).transpose()?;
    let grants = people::grants_of(grants)?;
    Ok(Some(Held { session: row.read()?, state: word(&state)?, agency, grants }))
}

/// A session, its account's state and agency, and one of the roles, if there are any.
type HeldRow = (Row, String, Option<String>, Option<GrantRow>);

/// The session with this id, of either kind.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, id: &str) -> Result<Option<Session>> {
    let row: Option<Row> = table::table.find(id).select(columns()).first(conn).optional()?;
    row.map(Row::read).transpose()
}

/// The roles that hold of whose session this is, while it lasts and the account is active;
/// none when not. Asked inside every write of somebody, so it is one statement.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn roles_left(conn: &mut Conn, id: &str, now: DateTime<Utc>) -> Result<Option<Vec<Grant>>> {
    let today = london_date(now);
    let grants = role_grant::table.on(role_grant::user_id.eq(table::user_id).and(people::holds(today)));
    let roles = table::table
        .inner_join(account::table.on(account::id.eq(table::user_id)))
        .left_join(grants)
        .left_join(membership::table.on(people::gives_seat(today)))
        .filter(table::id.eq(id))
        .filter(table::ended_at.is_null())
        .filter(table::expires_at.gt(now.timestamp_micros()))
        .filter(account::state.eq(UserState::Active.word()))
        .select(people::grant_columns().nullable());
    let rows: Vec<Option<GrantRow>> = on_itself!(conn, |itself| roles.load(itself)?);
    if rows.is_empty() {
        return Ok(None);
    }
    people::grants_of(rows.into_iter().flatten()).map(Some)
}

/// Whether a session still lasts and its account is active: what a long connection asks
/// again and again.
///
/// # Errors
/// When the database fails.
pub fn lasts(conn: &mut Conn, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let found: i64 = table::table
        .inner_join(account::table.on(account::id.eq(table::user_id)))
        .filter(table::id.eq(id))
        .filter(table::ended_at.is_null())
        .filter(table::expires_at.gt(now.timestamp_micros()))
        .filter(account::state.eq(UserState::Active.word()))
        .count()
        .get_result(conn)?;
    Ok(found == 1)
}

/// The sessions of a user that still last, the last used first.
///
/// # Errors
/// When the database fails.
pub fn of_user(conn: &mut Conn, user: UserId, now: DateTime<Utc>) -> Result<Vec<Session>> {
    let rows: Vec<Row> = table::table
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::ended_at.is_null())
        .filter(table::expires_at.gt(now.timestamp_micros()))
        .order((table::last_used_at.desc(), table::id.desc()))
        .select(columns())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Begins a session; `secret` is that of a browser.
///
/// # Errors
/// When the database fails.
pub fn begin(writer: &mut Operational<'_>, session: &Session, secret: Option<&Hash>) -> Result<()> {
    let row = Row {
        id: session.id.clone(),
        kind: session.kind.word().to_owned(),
        user_id: session.user.to_string(),
        created_at: session.created_at.timestamp_micros(),
        last_used_at: session.last_used_at.timestamp_micros(),
        expires_at: session.expires_at.timestamp_micros(),
        ended_at: None,
        second_factor: session.second_factor,
        address: short(&session.address),
        client: short(&session.client),
    };
    diesel::insert_into(table::table)
        .values((row, table::secret_hash.eq(secret.map(|hash| hash.to_vec()))))
        .execute(writer.0)?;
    Ok(())
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn touch(writer: &mut Operational<'_>, id: &str, now: DateTime<Utc>) -> Result<()> {
    diesel::update(table::table.find(id))
        .set(table::last_used_at.eq(now.timestamp_micros()))
        .execute(writer.0)?;
    Ok(())
}

/// Notes that a second factor was given.
///
/// # Errors
/// When the database fails.
pub fn set_second_factor(writer: &mut Operational<'_>, id: &str) -> Result<()> {
    diesel::update(table::table.find(id)).set(table::second_factor.eq(true)).execute(writer.0)?;
    Ok(())
}

/// Ends a session. Says whether it lasted until now.
///
/// # Errors
/// When the database fails.
pub fn end(writer: &mut Operational<'_>, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let lasting = table::table.find(id).filter(table::ended_at.is_null());
    let ended = diesel::update(lasting).set(table::ended_at.eq(now.timestamp_micros())).execute(writer.0)?;
    Ok(ended == 1)
}

/// Ends all sessions of a user but `spare`. Says how many lasted until now.
///
/// # Errors
/// When the database fails.
pub fn end_all(
    writer: &mut Operational<'_>,
    user: UserId,
    spare: Option<&str>,
    now: DateTime<Utc>,
) -> Result<usize> {
    let lasting = table::table
        .filter(table::user_id.eq(user.to_string()))
        .filter(table::ended_at.is_null())
        .filter(table::expires_at.gt(now.timestamp_micros()))
        .filter(table::id.ne(spare.unwrap_or_default()));
    Ok(diesel::update(lasting).set(table::ended_at.eq(now.timestamp_micros())).execute(writer.0)?)
}

/// Removes all sessions of a user, with their refresh tokens and tickets: from where and with what
/// they signed in.
///
/// # Errors
/// When the database fails.
pub fn forget(writer: &mut Operational<'_>, user: UserId) -> Result<()> {
    let theirs = table::user_id.eq(user.to_string());
    let ids: Vec<String> = table::table.filter(theirs.clone()).select(table::id).load(writer.0)?;
    super::refresh_token::forget(writer, &ids)?;
    super::evidence_ticket::forget(writer, &ids)?;
    diesel::delete(table::table.filter(theirs)).execute(writer.0)?;
    Ok(())
}

/// Removes sessions that ended before a moment, with their refresh tokens and tickets.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let at = moment.timestamp_micros();
    let ids: Vec<String> = table::table
        .filter(table::expires_at.lt(at).or(table::ended_at.lt(at)))
        .order(table::expires_at)
        .limit(500)
        .select(table::id)
        .load(writer.0)?;
    super::refresh_token::forget(writer, &ids)?;
    super::evidence_ticket::forget(writer, &ids)?;
    Ok(diesel::delete(table::table.filter(table::id.eq_any(ids))).execute(writer.0)?)
}
