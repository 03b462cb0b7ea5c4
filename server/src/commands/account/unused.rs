//! Accounts that nobody has used for long: who may ask, and which they are.

use chrono::{DateTime, TimeDelta, Utc};

use super::access;
use crate::auth::viewer::Viewer;
use crate::clock::london_date;
use crate::error::Result;
use crate::model::*;
use crate::store::Conn;
use crate::store::operational::last_use;

/// An account that can sign in, with its last use as far as it is known.
#[derive(Debug, Clone)]
pub struct Used {
    /// The account.
    pub user: User,
    /// When it was last used; none: never, as far as is known.
    pub last: Option<DateTime<Utc>>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Unused {
    /// How many accounts were looked at.
    pub examined: i32,
    /// Those not used for so long, by name.
    pub found: Vec<Used>,
}

/// Whether a viewer may look for unused accounts: administrators and auditors of the
/// register everywhere, coordinators and auditors in their partnership.
pub fn may_check(viewer: &Viewer, partnership: Option<PartnershipId>) -> bool {
    let scope = &viewer.scope;
    let is_theirs = partnership.is_some_and(|id| scope.whole.contains(&id));
    viewer.user.is_some() && (scope.accounts || scope.everything || is_theirs)
}

/// Of the active accounts with a role in a partnership, or in the register when none is
/// given, those that were not used for so many days, and are older than that.
///
/// # Errors
/// When the database fails.
pub fn find(
    conn: &mut Conn,
    viewer: &Viewer,
    partnership: Option<PartnershipId>,
    days: i64,
    now: DateTime<Utc>,
) -> Result<Unused> {
    let last = last_use::of_all(conn)?;
    let limit = now - TimeDelta::days(days);
    let mut unused = Unused::default();
    for (user, roles) in access::seen_users(conn, viewer, london_date(now))? {
        let is_here = partnership.is_none_or(|id| roles.iter().any(|role| role.places.contains(&id)));
        if user.state != UserState::Active || !is_here {
            continue;
        }
        unused.examined += 1;
        let last = last.get(&user.id).copied();
        if last.unwrap_or(user.head.created_at) < limit {
            unused.found.push(Used { user, last });
        }
    }
    Ok(unused)
}
