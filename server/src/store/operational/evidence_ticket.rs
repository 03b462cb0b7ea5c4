//! Evidence that somebody asked for: a ticket works once, in the session of the one who
//! asked, for a few minutes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::Operational;
use super::schema::evidence_ticket as table;
use crate::auth::secret::Hash;
use crate::error::Result;
use crate::model::UserId;

/// A ticket that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// To whom.
    pub user: UserId,
    /// In which session.
    pub session: String,
    /// What was asked for, as JSON.
    pub asked: String,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

/// Keeps a new ticket by the hash of its secret.
///
/// # Errors
/// When the database fails.
pub fn keep(writer: &mut Operational<'_>, hash: &Hash, ticket: &Ticket, now: DateTime<Utc>) -> Result<()> {
    diesel::insert_into(table::table)
        .values((
            table::hash.eq(hash.to_vec()),
            table::user_id.eq(ticket.user.to_string()),
            table::session_id.eq(&ticket.session),
            table::asked.eq(&ticket.asked),
            table::created_at.eq(now.timestamp_micros()),
            table::expires_at.eq(ticket.expires_at.timestamp_micros()),
        ))
        .execute(writer.0)?;
    Ok(())
}

/// Uses up a ticket: gives what was asked for when it works in this session now.
///
/// # Errors
/// When the database fails.
pub fn take(
    writer: &mut Operational<'_>,
    hash: &Hash,
    session: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let works = || {
        table::table
            .find(hash.to_vec())
            .filter(table::session_id.eq(session))
            .filter(table::expires_at.gt(now.timestamp_micros()))
    };
    let asked: Option<String> = works().select(table::asked).first(writer.0).optional()?;
    let taken = diesel::delete(works()).execute(writer.0)?;
    Ok(asked.filter(|_| taken == 1))
}

/// Removes the tickets of some sessions.
pub(super) fn forget(writer: &mut Operational<'_>, sessions: &[String]) -> Result<()> {
    diesel::delete(table::table.filter(table::session_id.eq_any(sessions))).execute(writer.0)?;
    Ok(())
}

/// Removes tickets that expired before a moment.
///
/// # Errors
/// When the database fails.
pub fn forget_before(writer: &mut Operational<'_>, moment: DateTime<Utc>) -> Result<usize> {
    let old = table::table.filter(table::expires_at.lt(moment.timestamp_micros()));
    Ok(diesel::delete(old).execute(writer.0)?)
}
