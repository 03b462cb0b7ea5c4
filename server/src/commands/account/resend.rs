//! Sending an invitation again.

use std::sync::Arc;

use async_graphql::ID;
use chrono::{DateTime, Utc};

use super::Accounts;
use super::access::{self, invalid};
use crate::auth::policy;
use crate::auth::viewer::Viewer;
use crate::clock::london_date;
use crate::commands::edit::forbidden;
use crate::error::Result;
use crate::model::*;
use crate::store::Conn;

/// How often an invitation is mailed again within the window of attempts.
const LETTERS: u32 = 3;

impl Accounts {
    /// Sends an invitation again; the one before no longer works. Gives the link when no
    /// letter is sent.
    ///
    /// # Errors
    /// [`crate::error::Error::NotFound`], [`crate::error::Error::Forbidden`],
    /// [`crate::error::Error::Invalid`] when there is no invitation to send again, and
    /// [`crate::error::Error::RateLimited`] when it was sent often.
    pub async fn resend_invitation(&self, viewer: &Arc<Viewer>, id: &ID) -> Result<(UserId, Option<String>)> {
        let (asking, asked, now) = (Arc::clone(viewer), id.to_string(), self.now());
        let user = self.read(move |conn| invited(conn, &asking, &asked, now)).await?;
        if self.mailer.sends() {
            self.attempt(vec![self.limit(format!("invitation:{user}"), LETTERS)]).await?;
        }
        let link = self.new_invitation(user)?;
        let (shown, asked) = (link.shown.clone(), id.to_string());
        let sent = self.gate.operate_for(viewer, move |writer, viewer, now| {
            invited(writer.reader(), viewer, &asked, now)?;
            link.send(writer, now)
        });
        sent.await?;
        self.send_invitation(user, shown.clone()).await;
        Ok((user, (!self.mailer.sends()).then_some(shown)))
    }
}

/// The user with this id, whose invitation the viewer may send again.
fn invited(conn: &mut Conn, viewer: &Viewer, id: &str, now: DateTime<Utc>) -> Result<UserId> {
    let (user, roles) = access::find(conn, viewer, id, london_date(now))?;
    if roles.is_empty() && policy::may_manage(viewer, &roles).is_none() || !may_send(viewer, &roles) {
        return Err(forbidden("user.invite"));
    }
    match user.state {
        UserState::Invited => Ok(user.id),
        UserState::Active => {
            Err(invalid("id", "is that of somebody who has accepted: they can ask for a new password"))
        }
        UserState::Disabled => Err(invalid("id", "is that of a disabled account: enable it first")),
    }
}

/// Whether a viewer may have the invitation of somebody with these roles in hand: they may
/// manage the account, or give each of the roles.
pub(super) fn may_send(viewer: &Viewer, roles: &[RoleGrant]) -> bool {
    policy::may_manage(viewer, roles).is_some()
        || roles.iter().all(|role| policy::may_grant(viewer, role).is_some())
}
