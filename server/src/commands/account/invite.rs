//! Inviting people, and the roles they are given.

use async_graphql::{ID, InputObject};

use super::Accounts;
use super::access::{self, invalid};
use super::links::{NewLink, call, own_head};
use super::resend::may_send;
use crate::auth::policy;
use crate::clock::london_date;
use crate::commands::done::Done;
use crate::commands::edit::{Editor, forbidden};
use crate::commands::gate::Command;
use crate::commands::once::Once;
use crate::error::{Error, Result};
use crate::graph::request::RequestContext;
use crate::model::scalars::Date;
use crate::model::user::fold_email;
use crate::model::*;
use crate::store::operational::link;
use crate::store::tx::Deed;
use crate::store::{people, records};

/// Somebody to invite, and the role they are given.
#[derive(InputObject, Debug, Clone)]
pub struct InviteUserInput {
    /// Their address. Somebody who has an account is given the role without an invitation.
    pub email: String,
    /// Their name; of somebody who has an account it stays as it is.
    pub name: String,
    /// The agency that they work for, by id or slug; that of the role if nothing is said.
    pub employer: Option<ID>,
    /// The role.
    pub role: Role,
    /// The partnership in which it holds, by id or slug. None for administrators, for
    /// auditors of the whole register, and for an agency wherever it sits.
    pub partnership: Option<ID>,
    /// The agency that they act for, by id or slug: exactly for partner admins and
    /// contributors.
    pub agency: Option<ID>,
    /// The last day of the role.
    pub ends_on: Option<Date>,
    /// Why; required, as a role is granted.
    pub reason: String,
}

/// A role to grant.
#[derive(InputObject, Debug, Clone)]
pub struct GrantRoleInput {
    /// To whom: the id of their account, or its address.
    pub user: ID,
    /// The role.
    pub role: Role,
    /// The partnership in which it holds, by id or slug. None for administrators, for
    /// auditors of the whole register, and for an agency wherever it sits.
    pub partnership: Option<ID>,
    /// The agency that they act for, by id or slug: exactly for partner admins and
    /// contributors.
    pub agency: Option<ID>,
    /// The last day of the role.
    pub ends_on: Option<Date>,
    /// Why; required.
    pub reason: String,
}

/// A role to take away.
#[derive(InputObject, Debug, Clone)]
pub struct RevokeRoleInput {
    /// The id of the grant.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required.
    pub reason: String,
}

/// What a role is made from.
struct Wanted<'a> {
    role: Role,
    partnership: Option<&'a ID>,
    agency: Option<&'a ID>,
    ends_on: Option<&'a Date>,
}

/// Invites somebody; `link` is sent to them.
struct InviteUser {
    input: InviteUserInput,
    user: UserId,
    grant: RoleGrantId,
    link: NewLink,
    shows_link: bool,
}

impl Command for InviteUser {
    type Output = Done;
    const KEY: &'static str = "user.invite";

    fn execute(&self, tx: &mut crate::store::tx::WriteTx<'_>) -> Result<Done> {
        let input = &self.input;
        let mut edit = Editor::new(tx)?;
        let wanted = Wanted {
            role: input.role,
            partnership: input.partnership.as_ref(),
            agency: input.agency.as_ref(),
            ends_on: input.ends_on.as_ref(),
        };
        let grant = role(&mut edit, self.grant, self.user, &wanted)?;
        permit(&mut edit, Self::KEY, &grant)?;
        let employer = match &input.employer {
            Some(id) => edit.agency("employer", id)?,
            None => grant.agency,
        };
        let user = User {
            id: self.user,
            head: own_head(self.user.0),
            email: fold_email(&input.email),
            name: input.name.trim().to_owned(),
            agency: employer,
            state: UserState::Invited,
            ..User::default()
        };
        Entity::validate(&user, &mut edit.problems);
        check(&mut edit, &grant, &input.reason)?;
        if !names_anybody(&edit) && employer != grant.agency {
            let what = "is not the agency that they are to act for: ask a coordinator to invite them";
            edit.problems.add("employer", what);
        }
        edit.end_of_input()?;
        if let Some(known) = people::user_by_email(edit.tx.reader(), &user.email)? {
            return self.give(&mut edit, &known, RoleGrant { user: known.id, ..grant });
        }
        let deed = Deed { action: ChangeAction::Create, reason: Some(&input.reason) };
        edit.tx.save(None, user, deed)?;
        edit.tx.save(None, grant, deed)?;
        let now = edit.tx.now();
        self.link.send(&mut edit.tx.operational(), now)?;
        let secret = self.shows_link.then(|| self.link.shown.clone());
        Ok(Done { secret, ..Done::to(self.user) })
    }
}

impl InviteUser {
    /// Gives somebody who has an account the role for which they were invited: colleagues
    /// come from other agencies at times, and whoever invites them does not know of their
    /// account. Who has not accepted yet is sent another link, and the one before no longer
    /// works: whoever invited them first may have it, and must not get the new role with it.
    /// Nor must whoever invites them now get the roles that they have: where links are shown,
    /// it is to those only who could have given all of them.
    fn give(&self, edit: &mut Editor<'_, '_>, known: &User, grant: RoleGrant) -> Result<Done> {
        let roles = standing(edit, known.id)?;
        if !names_anybody(edit) && !is_colleague(known, &roles, grant.agency) {
            // Another role takes somebody out of the hands of their own coordinator.
            let what = "is that of somebody of another agency who has an account: ask a coordinator to give them the role";
            return Err(invalid("email", what));
        }
        free(edit, known, &roles, &grant, "email");
        edit.end_of_input()?;
        let deed = Deed { action: ChangeAction::Create, reason: Some(&self.input.reason) };
        edit.tx.save(None, grant, deed)?;
        let mut done = Done::to(known.id);
        if known.state == UserState::Invited && self.shows_link && !may_send(&edit.viewer, &roles) {
            link::withdraw(&mut edit.tx.operational(), LinkKind::Invitation, Some(known.id))?;
        } else if known.state == UserState::Invited {
            let now = edit.tx.now();
            self.link.send_to(known.id, &mut edit.tx.operational(), now)?;
            done.secret = self.shows_link.then(|| self.link.shown.clone());
        }
        Ok(done)
    }
}

/// The roles that somebody has today.
fn standing(edit: &mut Editor<'_, '_>, user: UserId) -> Result<Vec<RoleGrant>> {
    let today = london_date(edit.tx.now());
    let roles = people::roles_of(edit.tx.reader(), user)?;
    Ok(roles.into_iter().filter(|role| role.holds_on(today)).collect())
}

/// Whether who asks gives roles to whoever has an account.
fn names_anybody(edit: &Editor<'_, '_>) -> bool {
    edit.viewer.is(Role::Administrator) || edit.viewer.is(Role::Coordinator)
}

/// Whether somebody works or acts for an agency.
fn is_colleague(user: &User, roles: &[RoleGrant], agency: Option<AgencyId>) -> bool {
    agency.is_some() && (user.agency == agency || roles.iter().any(|role| role.agency == agency))
}

/// Whether a role that somebody gives themselves would last longer than the roles with
/// which they may give it.
fn outlives(grant: &RoleGrant, own: &[RoleGrant]) -> bool {
    let gives = |role: &&RoleGrant| match role.role {
        Role::Administrator => true,
        Role::Coordinator => role.partnership == grant.partnership,
        Role::PartnerAdmin => {
            role.agency == grant.agency
                && (role.partnership.is_none() || role.partnership == grant.partnership)
        }
        Role::Contributor | Role::Auditor => false,
    };
    let lasts_as_long = |role: &RoleGrant| match (role.ends_on, grant.ends_on) {
        (None, _) => true,
        (Some(last), Some(day)) => day <= last,
        (Some(_), None) => false,
    };
    !own.iter().filter(gives).any(lasts_as_long)
}

/// Notes what stands against somebody being given a role.
fn free(edit: &mut Editor<'_, '_>, user: &User, roles: &[RoleGrant], grant: &RoleGrant, who: &str) {
    if user.state == UserState::Disabled {
        edit.problems.add(who, "is disabled: enable the account first");
    }
    let same = |known: &RoleGrant| {
        (known.role, known.partnership, known.agency) == (grant.role, grant.partnership, grant.agency)
    };
    if roles.iter().any(same) {
        edit.problems.add("role", "is theirs already: to let it end on another day, revoke that one first");
    }
    if edit.viewer.user == Some(user.id) && outlives(grant, roles) {
        let what = "is later than the end of the role with which you give it: nobody prolongs their own";
        edit.problems.add("endsOn", what);
    }
}

/// Grants a role.
pub struct GrantRole {
    input: GrantRoleInput,
    id: RoleGrantId,
    /// Whether links of invitations are shown to whoever invites.
    links_are_shown: bool,
}

impl GrantRole {
    /// Grants what the input says.
    pub fn new(input: GrantRoleInput, links_are_shown: bool) -> Self {
        GrantRole { input, id: RoleGrantId(uuid::Uuid::now_v7()), links_are_shown }
    }
}

impl Command for GrantRole {
    type Output = Done;
    const KEY: &'static str = "role_grant.create";

    fn execute(&self, tx: &mut crate::store::tx::WriteTx<'_>) -> Result<Done> {
        let input = &self.input;
        let mut edit = Editor::new(tx)?;
        let wanted = Wanted {
            role: input.role,
            partnership: input.partnership.as_ref(),
            agency: input.agency.as_ref(),
            ends_on: input.ends_on.as_ref(),
        };
        let grant = role(&mut edit, self.id, UserId::default(), &wanted)?;
        permit(&mut edit, Self::KEY, &grant)?;
        let (user, roles) = grantee(&mut edit, &input.user, grant.agency)?;
        let grant = RoleGrant { user: user.id, ..grant };
        check(&mut edit, &grant, &input.reason)?;
        free(&mut edit, &user, &roles, &grant, "user");
        edit.end_of_input()?;
        edit.tx.save(None, grant, Deed { action: ChangeAction::Create, reason: Some(&input.reason) })?;
        // Whoever invited them may have their link, and must not get this role with it.
        if user.state == UserState::Invited && self.links_are_shown {
            link::withdraw(&mut edit.tx.operational(), LinkKind::Invitation, Some(user.id))?;
        }
        Ok(Done::to(self.id))
    }
}

/// Takes a role away.
pub struct RevokeRole(pub RevokeRoleInput);

impl Command for RevokeRole {
    type Output = Done;
    const KEY: &'static str = "role_grant.revoke";

    fn execute(&self, tx: &mut crate::store::tx::WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let today = london_date(edit.tx.now());
        let missing = || Error::NotFound("There is no role grant with this id.".into());
        let id: RoleGrantId = input.id.parse().map_err(|_| missing())?;
        let before = people::role_grant(edit.tx.reader(), id)?.ok_or_else(missing)?;
        let placed = people::placed_of(edit.tx.reader(), before.user, today)?;
        let seen = placed.iter().any(|role| role.grant.id == id && access::sees_role(&edit.viewer, role));
        if !seen {
            return Err(missing());
        }
        permit(&mut edit, Self::KEY, &before)?;
        edit.at_version(&before, input.version)?;
        edit.problems.text("reason", &input.reason, 2_000);
        edit.end_of_input()?;
        if before.head.archived {
            return Ok(Done::to(id));
        }
        if before.role == Role::Administrator {
            access::keep_an_administrator(edit.tx.reader(), today, |role| role.id == id)?;
        }
        let mut after = before.clone();
        after.head.archived = true;
        let deed = Deed { action: ChangeAction::Archive, reason: Some(&input.reason) };
        edit.tx.save(Some(&before.into()), after, deed)?;
        Ok(Done::to(id))
    }
}

/// The role that is wanted.
fn role(edit: &mut Editor<'_, '_>, id: RoleGrantId, user: UserId, wanted: &Wanted<'_>) -> Result<RoleGrant> {
    Ok(RoleGrant {
        id,
        head: own_head(id.0),
        user,
        role: wanted.role,
        partnership: wanted.partnership.map(|id| edit.partnership(id)).transpose()?,
        agency: match wanted.agency {
            Some(id) => edit.agency("agency", id)?,
            None => None,
        },
        ends_on: wanted.ends_on.map(|day| day.0),
    })
}

fn permit(edit: &mut Editor<'_, '_>, command: &str, grant: &RoleGrant) -> Result<()> {
    let actor = policy::may_grant(&edit.viewer, grant).ok_or_else(|| forbidden(command))?;
    edit.tx.act_as(actor);
    Ok(())
}

fn check(edit: &mut Editor<'_, '_>, grant: &RoleGrant, reason: &str) -> Result<()> {
    let today = london_date(edit.tx.now());
    Entity::validate(grant, &mut edit.problems);
    if grant.ends_on.is_some_and(|day| day < today) {
        edit.problems.add("endsOn", "is past: a role ends today at the earliest");
    }
    edit.problems.text("reason", reason, 2_000);
    if let Some(agency) = grant.agency
        && records::find(edit.tx.reader(), agency.into())?.is_some_and(|agency| agency.head().archived)
    {
        edit.problems.add("agency", "was archived: give roles for it after it was taken out of the archive");
    }
    Ok(())
}

/// Who is given a role, with the roles they have. By address administrators and
/// coordinators name anybody, partner admins a colleague; by id only who is seen.
fn grantee(edit: &mut Editor<'_, '_>, who: &ID, agency: Option<AgencyId>) -> Result<(User, Vec<RoleGrant>)> {
    let today = london_date(edit.tx.now());
    let by_address = who.contains('@');
    let id = match by_address {
        true => people::user_by_email(edit.tx.reader(), &fold_email(who))?.map(|user| user.id.to_string()),
        false => Some(who.to_string()),
    };
    let missing = || Error::NotFound("There is no user with this id.".into());
    let viewer = std::sync::Arc::clone(&edit.viewer);
    match id {
        Some(id) if by_address => {
            let id: UserId = id.parse().map_err(|_| missing())?;
            let user = people::user(edit.tx.reader(), id)?.ok_or_else(missing)?;
            let roles = standing(edit, id)?;
            match names_anybody(edit) || is_colleague(&user, &roles, agency) {
                true => Ok((user, roles)),
                false => Err(missing()),
            }
        }
        Some(id) => access::find(edit.tx.reader(), &viewer, &id, today),
        None => Err(missing()),
    }
}

impl Accounts {
    /// Invites somebody: writes to them, or shows the link to whoever invites. Somebody who
    /// has an account is given the role, and told so.
    ///
    /// # Errors
    /// As the parts of it.
    pub async fn invite(&self, context: &RequestContext, input: InviteUserInput) -> Result<Done> {
        let user = UserId(uuid::Uuid::now_v7());
        let link = self.new_invitation(user)?;
        let (shown, shows_link) = (link.shown.clone(), self.shows_links());
        let grant = RoleGrantId(uuid::Uuid::now_v7());
        let invite = InviteUser { input, user, grant, link, shows_link };
        let done = self.gate.run_for(Once::of(context, invite), call(context)).await?;
        if done.repeated {
            return Ok(done);
        }
        let whom: UserId = done.id.and_then(|id| id.to_string().parse().ok()).unwrap_or(user);
        // What was written stands, whatever becomes of the letter.
        match self.find_user(whom).await {
            Ok(Some(known)) if known.state != UserState::Invited => {
                self.tell(whom, |letters, user| letters.role_given(&user.email, &user.name)).await;
            }
            _ => self.send_invitation(whom, shown).await,
        }
        Ok(done)
    }

    pub(super) async fn send_invitation(&self, user: UserId, link: String) {
        let days = self.config.invitation_days;
        self.tell(user, |letters, user| letters.invitation(&user.email, &user.name, &link, days)).await;
    }

    /// Whether links of invitations are shown to whoever invites: nothing sends them.
    pub fn shows_links(&self) -> bool {
        !self.mailer.sends()
    }

    /// The last invitation of somebody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invitation(&self, user: UserId) -> Result<Option<link::Link>> {
        self.read(move |conn| link::last_of(conn, LinkKind::Invitation, user)).await
    }
}
