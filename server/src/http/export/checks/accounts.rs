//! The checks over accounts and roles.

use std::sync::Arc;

use super::{Asked, Check, day, moment, named};
use crate::auth::viewer::Viewer;
use crate::commands::account::{access, unused};
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::model::*;
use crate::store::{Conn, people};

/// The findings of a check that the viewer may run.
///
/// # Errors
/// When the database fails.
pub async fn findings(
    lens: &Lens,
    viewer: Arc<Viewer>,
    check: Check,
    asked: &Asked,
) -> Result<Vec<Vec<String>>> {
    let now = lens.context().now;
    let (today, on) = (lens.today(), asked.on);
    let (partnership, days) = (asked.partnership, asked.days.unwrap_or(180));
    let store = lens.register().store();
    if check == Check::Accounts {
        let read = move |conn: &mut Conn| {
            let found = unused::find(conn, &viewer, partnership, days, now)?.found;
            let roles: Vec<people::Placed> = people::placed(conn, today)?;
            Ok::<_, Error>((found, roles))
        };
        let (found, roles) = store.read(read).await?;
        return Ok(found.iter().map(|used| account(lens, used, &roles)).collect());
    }
    let read = move |conn: &mut Conn| {
        // Where an agency sat that day: it may have left since.
        let roles = people::placed(conn, on.unwrap_or(today))?.into_iter().filter(|role| {
            on.map_or_else(|| role.grant.holds_on(today), |day| role.grant.held_on(day))
                && access::sees_role(&viewer, role)
                && partnership.is_none_or(|id| role.places.contains(&id))
        });
        let roles: Vec<RoleGrant> = roles.map(|role| role.grant).collect();
        let seen = access::seen_users(conn, &viewer, today)?.into_iter().map(|(user, _)| user).collect();
        let named = roles.into_iter().map(|role| Ok((people::holder_name(conn, &role, today)?, role)));
        Ok::<_, Error>((seen, named.collect::<Result<Vec<_>>>()?))
    };
    let (users, roles): (Vec<User>, _) = store.read(read).await?;
    Ok(roles.into_iter().map(|(name, grant)| role(lens, name, &grant, &users)).collect())
}

fn account(lens: &Lens, used: &unused::Used, roles: &[people::Placed]) -> Vec<String> {
    let user = &used.user;
    let theirs = roles.iter().filter(|role| role.holds && role.grant.user == user.id);
    vec![
        user.id.to_string(),
        user.name.clone(),
        user.email.clone(),
        named(lens, user.agency),
        theirs.map(|role| role.grant.role.word()).collect::<Vec<_>>().join("; "),
        moment(user.head.created_at),
        used.last.map(moment).unwrap_or_default(),
    ]
}

/// A role; the address of whoever has it, or had it, only where the account is seen.
fn role(lens: &Lens, name: String, grant: &RoleGrant, seen: &[User]) -> Vec<String> {
    let user = seen.iter().find(|user| user.id == grant.user);
    let place = grant.partnership.and_then(|id| lens.directory().partnership(id));
    vec![
        name,
        user.map(|user| user.email.clone()).unwrap_or_default(),
        grant.role.word().to_owned(),
        place.map(|partnership| partnership.slug.clone()).unwrap_or_default(),
        named(lens, grant.agency),
        moment(grant.head.created_at),
        day(grant.ends_on),
        if grant.head.archived { moment(grant.head.updated_at) } else { String::new() },
    ]
}
