//! The letters of requests for updates: which wait, which were sent. A server that sends
//! one takes it for a while, so that of several servers one does, and another when that
//! one ended before it was done.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::schema::update_letter as table;
use super::{Conn, Operational, raced, some_moment, user_id, word};
use crate::error::Result;
use crate::model::{LetterState, UpdateRequestId, UserId, Words};
use crate::store::rows::unreadable;

/// Which letter: of which request, written for what, to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// The request.
    pub request: UpdateRequestId,
    /// What it is written for, such as `ASK` or `DAY 2026-06-23`.
    pub occasion: String,
    /// To whom.
    pub user: UserId,
}

/// Where a letter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// To whom.
    pub user: UserId,
    /// Where it stands.
    pub state: LetterState,
    /// When it was sent, or given up.
    pub at: Option<DateTime<Utc>>,
}

/// A letter that was taken to be sent, and how often that was tried before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub which: Which,
    /// How often it was tried before.
    pub tries: i32,
}

/// Sets a letter down to be sent, unless it is known.
///
/// # Errors
/// When the database fails.
pub fn queue(writer: &mut Operational<'_>, which: &Which, now: DateTime<Utc>) -> Result<()> {
    let key = (which.request.to_string(), which.occasion.as_str(), which.user.to_string());
    let known = table::table.find(key);
    if diesel::select(diesel::dsl::exists(known)).get_result(writer.0)? {
        return Ok(());
    }
    diesel::insert_into(table::table)
        .values((
            table::update_request_id.eq(which.request.to_string()),
            table::occasion.eq(&which.occasion),
            table::user_id.eq(which.user.to_string()),
            table::state.eq(LetterState::Waiting.word()),
            table::tries.eq(0),
            table::not_before.eq(now.timestamp_micros()),
        ))
        .execute(writer.0)
        .map_err(raced)?;
    Ok(())
}

/// Takes the letters whose time has come for a while, at most so many.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn take(
    writer: &mut Operational<'_>,
    now: DateTime<Utc>,
    hold: TimeDelta,
    most: i64,
) -> Result<Vec<Taken>> {
    let rows: Vec<(String, String, String, i32, i64)> = table::table
        .filter(table::state.eq(LetterState::Waiting.word()))
        .filter(table::not_before.le(now.timestamp_micros()))
        .order((table::not_before, table::update_request_id, table::occasion, table::user_id))
        .limit(most)
        .select((table::update_request_id, table::occasion, table::user_id, table::tries, table::not_before))
        .load(writer.0)?;
    let mut taken = Vec::with_capacity(rows.len());
    for (request, occasion, user, tries, not_before) in rows {
        // Whoever sees the time that was read is the one who takes it.
        let mine = table::table
            .find((&request, &occasion, &user))
            .filter(table::state.eq(LetterState::Waiting.word()))
            .filter(table::not_before.eq(not_before));
        let set = (table::tries.eq(tries + 1), table::not_before.eq((now + hold).timestamp_micros()));
        if diesel::update(mine).set(set).execute(writer.0)? == 1 {
            let request = request.parse().map_err(|_| unreadable(request, "the id of a request"))?;
            let which = Which { request, occasion, user: user_id(user)? };
            taken.push(Taken { which, tries });
        }
    }
    Ok(taken)
}

/// Says what became of a letter.
///
/// # Errors
/// When the database fails.
pub fn settle(
    writer: &mut Operational<'_>,
    which: &Which,
    state: LetterState,
    now: DateTime<Utc>,
) -> Result<()> {
    let letter = table::table.find((which.request.to_string(), &which.occasion, which.user.to_string()));
    let set = (table::state.eq(state.word()), table::settled_at.eq(now.timestamp_micros()));
    diesel::update(letter).set(set).execute(writer.0)?;
    Ok(())
}

/// Puts a letter back, to be tried again at a time.
///
/// # Errors
/// When the database fails.
pub fn put_back(writer: &mut Operational<'_>, which: &Which, not_before: DateTime<Utc>) -> Result<()> {
    let letter = table::table.find((which.request.to_string(), &which.occasion, which.user.to_string()));
    diesel::update(letter).set(table::not_before.eq(not_before.timestamp_micros())).execute(writer.0)?;
    Ok(())
}

/// Removes letters that were settled before a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::settled_at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}

/// The letters of a request.
///
/// # Errors
/// As [`take`].
pub fn of_request(conn: &mut Conn, request: UpdateRequestId) -> Result<Vec<Standing>> {
    let rows: Vec<(String, String, Option<i64>)> = table::table
        .filter(table::update_request_id.eq(request.to_string()))
        .order((table::occasion, table::user_id))
        .select((table::user_id, table::state, table::settled_at))
        .load(conn)?;
    let read = |(user, state, at): (String, String, Option<i64>)| {
        Ok(Standing { user: user_id(user)?, state: word(&state)?, at: some_moment(at)? })
    };
    rows.into_iter().map(read).collect()
}
