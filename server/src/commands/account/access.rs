//! Whose accounts, roles and keys a viewer sees and manages.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::auth::policy;
use crate::auth::viewer::Viewer;
use crate::commands::edit::forbidden;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::people::Placed;
use crate::store::tx::WriteTx;
use crate::store::{Conn, people};

/// Whether a viewer sees that somebody has a role.
pub fn sees_role(viewer: &Viewer, role: &Placed) -> bool {
    let scope = &viewer.scope;
    scope.accounts
        || scope.everything
        || viewer.user == Some(role.grant.user)
        || role.places.iter().any(|place| scope.whole.contains(place))
        || viewer.grants.iter().any(|own| {
            own.role == Role::PartnerAdmin
                && own.agency == role.grant.agency
                && role.places.iter().any(|place| own.holds_in(*place))
        })
}

/// Whether a viewer sees the account of somebody with these roles.
pub fn sees_user(viewer: &Viewer, user: &User, roles: &[&Placed]) -> bool {
    let is_colleague =
        || viewer.grants.iter().any(|own| own.role == Role::PartnerAdmin && own.agency == user.agency);
    viewer.scope.accounts
        || viewer.scope.everything
        || viewer.user == Some(user.id)
        || roles.iter().any(|role| role.holds && sees_role(viewer, role))
        || (user.agency.is_some() && is_colleague())
}

/// Whether a viewer sees an API key.
pub fn sees_key(viewer: &Viewer, key: &ApiKey) -> bool {
    let scope = &viewer.scope;
    scope.accounts
        || scope.everything
        || key.partnership.is_some_and(|partnership| scope.whole.contains(&partnership))
}

/// The accounts that a viewer sees, by name, each with the roles that hold and are seen.
///
/// # Errors
/// When the database fails.
pub fn seen_users(conn: &mut Conn, viewer: &Viewer, today: NaiveDate) -> Result<Vec<(User, Vec<Placed>)>> {
    let mut roles: BTreeMap<UserId, Vec<Placed>> = BTreeMap::new();
    for role in people::placed(conn, today)? {
        roles.entry(role.grant.user).or_default().push(role);
    }
    let mut seen = Vec::new();
    for user in people::users(conn)? {
        let theirs = roles.remove(&user.id).unwrap_or_default();
        if sees_user(viewer, &user, &theirs.iter().collect::<Vec<_>>()) {
            let shown = theirs.into_iter().filter(|role| role.holds && sees_role(viewer, role)).collect();
            seen.push((user, shown));
        }
    }
    Ok(seen)
}

/// The account with this id, if the viewer sees it, with the roles that hold.
///
/// # Errors
/// [`Error::NotFound`] when not; when the database fails.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &str, today: NaiveDate) -> Result<(User, Vec<RoleGrant>)> {
    let missing = || Error::NotFound("There is no user with this id.".into());
    let id: UserId = id.parse().map_err(|_| missing())?;
    let user = people::user(conn, id)?.ok_or_else(missing)?;
    let roles = people::placed_of(conn, id, today)?;
    if !sees_user(viewer, &user, &roles.iter().collect::<Vec<_>>()) {
        return Err(missing());
    }
    Ok((user, roles.into_iter().filter(|role| role.holds).map(|role| role.grant).collect()))
}

/// Finds out whether a viewer may manage an account with these roles, and acts as whoever
/// may.
///
/// # Errors
/// [`Error::Forbidden`] when not.
pub fn manage(tx: &mut WriteTx<'_>, viewer: &Viewer, command: &str, roles: &[RoleGrant]) -> Result<()> {
    let actor = policy::may_manage(viewer, roles).ok_or_else(|| forbidden(command))?;
    tx.act_as(actor);
    Ok(())
}

/// Refuses to take the last administrator away: nobody could make another.
///
/// # Errors
/// [`Error::Invalid`] when there would be none; when the database fails.
pub fn keep_an_administrator(
    conn: &mut Conn,
    today: NaiveDate,
    without: impl Fn(&RoleGrant) -> bool,
) -> Result<()> {
    let roles = people::placed(conn, today)?;
    let is_admin =
        |role: &&Placed| role.holds && role.grant.role == Role::Administrator && role.grant.ends_on.is_none();
    for role in roles.iter().filter(is_admin).filter(|role| !without(&role.grant)) {
        if people::user(conn, role.grant.user)?.is_some_and(|user| user.state == UserState::Active) {
            return Ok(());
        }
    }
    Err(invalid("", "this is the last administrator: make somebody else one first"))
}

/// What is wrong with one field.
pub fn invalid(path: &str, message: impl Into<String>) -> Error {
    Error::Invalid(vec![crate::error::Problem { path: path.to_owned(), message: message.into() }])
}
