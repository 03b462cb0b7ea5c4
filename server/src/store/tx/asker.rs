//! Whoever asked for a command, inside its transaction.
//!
//! They were found when the request began. Until its turn comes, and between one field of a
//! request and the next, they may have signed out, been disabled, or lost a role: what the
//! history says of a role that was taken away stands before everything that is done later.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::auth::viewer::{Grant, SignedInBy, Viewer};
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::model::UserState;
use crate::store::db::Conn;
use crate::store::operational::session::{self, Held, Named};

/// The viewer with the roles that they still have. Roles that they were given meanwhile
/// count from the next request on.
///
/// # Errors
/// [`Error::Unauthenticated`] when the session has ended or the account is not active; when
/// the database fails.
pub fn as_now(conn: &mut Conn, viewer: Arc<Viewer>, now: DateTime<Utc>) -> Result<Arc<Viewer>> {
    let (SignedInBy::Session(id) | SignedInBy::Token(id)) = &viewer.by else { return Ok(viewer) };
    if !viewer.is_held {
        return Ok(viewer);
    }
    let held = session::held(conn, Named::Either(id), london_date(now))?;
    let held = held.filter(|held| lasts(held, now)).ok_or(Error::Unauthenticated)?;
    if viewer.must_enrol || held.grants == viewer.grants {
        return Ok(viewer);
    }
    let had = |grant: &Grant| viewer.grants.iter().any(|had| had.id == grant.id);
    let grants = held.grants.into_iter().filter(had).collect();
    let by = viewer.by.clone();
    Ok(Arc::new(Viewer { is_held: true, ..Viewer::new(held.session.user, viewer.agency, by, grants) }))
}

fn lasts(held: &Held, now: DateTime<Utc>) -> bool {
    let session = &held.session;
    held.state == UserState::Active && session.ended_at.is_none() && now < session.expires_at
}
