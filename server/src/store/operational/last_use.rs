//! When accounts were last used, as far back as that is kept.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;

use super::schema::{session, sign_in};
use super::{Conn, moment, user_id};
use crate::error::Result;
use crate::model::*;

/// For each user, when they last signed in or used a session. Those of whom neither is
/// known are left out.
///
/// # Errors
/// When the database fails.
pub fn of_all(conn: &mut Conn) -> Result<HashMap<UserId, DateTime<Utc>>> {
    let signed_in: Vec<(Option<String>, Option<i64>)> = sign_in::table
        .filter(sign_in::outcome.eq(SignInOutcome::SignedIn.word()))
        .filter(sign_in::user_id.is_not_null())
        .group_by(sign_in::user_id)
        .select((sign_in::user_id, max(sign_in::at)))
        .load(conn)?;
    let used: Vec<(String, Option<i64>)> = session::table
        .group_by(session::user_id)
        .select((session::user_id, max(session::last_used_at)))
        .load(conn)?;
    let used = used.into_iter().map(|(user, at)| (Some(user), at));
    let mut last = HashMap::new();
    for (user, at) in signed_in.into_iter().chain(used) {
        let (Some(user), Some(at)) = (user, at) else { continue };
        let at = moment(at)?;
        let known = last.entry(user_id(user)?).or_insert(at);
        *known = at.max(*known);
    }
    Ok(last)
}
