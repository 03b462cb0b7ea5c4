//! Whoever asked for a command, inside its transaction.
//!
//! They were found when the request began. Until its turn comes, and between one field of a
//! request and the next, they may have signed out, been disabled, or lost a role: what the
//! history says of a role that was taken away stands before everything that is done later.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::auth::viewer::{Grant, Viewer};
use crate::error::{Error, Result};
use crate::store::db::Conn;
use crate::store::operational::session;

/// The viewer with the roles that they still have, where those still hold: an agency may have
/// left. Roles that they were given meanwhile count from the next request on.
///
/// # Errors
/// [`Error::Unauthenticated`] when the session has ended or the account is not active; when
/// the database fails.
pub fn as_now(conn: &mut Conn, viewer: Arc<Viewer>, now: DateTime<Utc>) -> Result<Arc<Viewer>> {
    let Some((user, id)) = viewer.user.zip(viewer.by.session()) else { return Ok(viewer) };
    if !viewer.is_held {
        return Ok(viewer);
    }
    let left = session::roles_left(conn, id, now)?.ok_or(Error::Unauthenticated)?;
    let was_there = |grant: &Grant| viewer.grants.iter().any(|then| then.id == grant.id);
    let grants: Vec<Grant> = left.into_iter().filter(was_there).collect();
    if grants == viewer.grants {
        return Ok(viewer);
    }
    let by = viewer.by.clone();
    Ok(Arc::new(Viewer { is_held: true, ..Viewer::new(user, viewer.agency, by, grants) }))
}
