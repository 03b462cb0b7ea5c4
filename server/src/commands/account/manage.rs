//! Managing other people's accounts.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::Accounts;
use super::access;
use super::links::call;
use crate::clock::london_date;
use crate::commands::done::{Done, Notice};
use crate::commands::edit::Editor;
use crate::commands::gate::Command;
use crate::commands::once::Once;
use crate::error::Result;
use crate::graph::request::RequestContext;
use crate::model::user::fold_email;
use crate::model::*;
use crate::store::operational::{credential, device, feed, link, recovery_code, session};
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// New values for an account: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateUserInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// The person's name.
    #[graphql(default)]
    pub name: MaybeUndefined<String>,
    /// Their address, with which they sign in.
    #[graphql(default)]
    pub email: MaybeUndefined<String>,
    /// The agency that they work for, by id or slug.
    #[graphql(default)]
    pub employer: MaybeUndefined<ID>,
}

/// An account, and why something is done to it.
#[derive(InputObject, Debug, Clone)]
pub struct ManageUserInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why; required.
    pub reason: String,
}

/// Changes an account.
pub struct UpdateUser(pub UpdateUserInput);

impl Command for UpdateUser {
    type Output = Done;
    const KEY: &'static str = "user.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before = managed(&mut edit, Self::KEY, &input.id)?;
        edit.at_version(&before, input.version)?;
        let mut after = before.clone();
        edit.set("name", &mut after.name, &input.name);
        edit.set("email", &mut after.email, &input.email);
        after.email = fold_email(&after.email);
        edit.put_agency("employer", &mut after.agency, &input.employer)?;
        Entity::validate(&after, &mut edit.problems);
        edit.problems.optional_text("reason", input.reason.as_deref(), 2_000);
        if after.email != before.email && people::user_by_email(edit.tx.reader(), &after.email)?.is_some() {
            edit.problems.add("email", "is that of another account");
        }
        if after.email != before.email && edit.viewer.user == Some(before.id) {
            // A session that somebody found open would be enough to take the account.
            let what = "is your own: whoever else manages your account changes it";
            edit.problems.add("email", what);
        }
        edit.end_of_input()?;
        let id = before.id;
        let mut done = Done::to(id);
        if before != after {
            let deed = Deed { action: ChangeAction::Update, reason: input.reason.as_deref() };
            let (name, from, to) = (after.name.clone(), before.email.clone(), after.email.clone());
            edit.tx.save(Some(&before.into()), after, deed)?;
            if from != to {
                // They went to an address that is not theirs, or not any more.
                let mut writer = edit.tx.operational();
                link::withdraw(&mut writer, LinkKind::Invitation, Some(id))?;
                link::withdraw(&mut writer, LinkKind::PasswordReset, Some(id))?;
                done.notices.push(Notice::Moved { name, from, to });
            }
        }
        Ok(done)
    }
}

/// Makes an account unusable, or usable again.
pub struct DisableUser {
    /// Which, and why.
    pub input: ManageUserInput,
    /// Unusable, or usable again.
    pub disable: bool,
}

impl Command for DisableUser {
    type Output = Done;
    const KEY: &'static str = "user.disable";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.input;
        let mut edit = Editor::new(tx)?;
        let before = managed(&mut edit, Self::KEY, &input.id)?;
        edit.at_version(&before, input.version)?;
        edit.problems.text("reason", &input.reason, 2_000);
        edit.end_of_input()?;
        let id = before.id;
        set_state(edit.tx, before, self.disable, &input.reason)?;
        Ok(Done::to(id))
    }
}

/// Makes an account unusable, or usable again, and ends whatever opens it.
///
/// # Errors
/// [`crate::error::Error::Invalid`] when it is the last administrator's; when the database
/// fails.
pub(super) fn set_state(tx: &mut WriteTx<'_>, before: User, disable: bool, reason: &str) -> Result<()> {
    let (id, now) = (before.id, tx.now());
    let state = state_after(&before, disable);
    if state == before.state {
        return Ok(());
    }
    let is_admin = |role: &RoleGrant| role.role == Role::Administrator;
    if disable && people::roles_of(tx.reader(), id)?.iter().any(is_admin) {
        access::keep_an_administrator(tx.reader(), london_date(now), |role| role.user == id)?;
    }
    if !disable {
        tx.call("user.enable");
    }
    let after = User { state, ..before.clone() };
    tx.save(Some(&before.into()), after, Deed { action: ChangeAction::Update, reason: Some(reason) })?;
    let mut writer = tx.operational();
    session::end_all(&mut writer, id, None, now)?;
    device::forget(&mut writer, id)?;
    feed::forget(&mut writer, id)?;
    link::withdraw(&mut writer, LinkKind::Invitation, Some(id))?;
    link::withdraw(&mut writer, LinkKind::PasswordReset, Some(id))
}

/// What an account is when it was made unusable, or usable again.
fn state_after(before: &User, disable: bool) -> UserState {
    match (disable, before.state, before.password_changed_at) {
        (true, _, _) => UserState::Disabled,
        (false, UserState::Disabled, Some(_)) => UserState::Active,
        (false, UserState::Disabled, None) => UserState::Invited,
        (false, state, _) => state,
    }
}

/// Takes a second factor away that its owner has lost.
struct ResetSecondFactor(ManageUserInput);

impl Command for ResetSecondFactor {
    type Output = Done;
    const KEY: &'static str = "user.reset_second_factor";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before = managed(&mut edit, Self::KEY, &input.id)?;
        edit.at_version(&before, input.version)?;
        edit.problems.text("reason", &input.reason, 2_000);
        if edit.viewer.user == Some(before.id) {
            // It would make a session that somebody found open as good as both factors.
            let what = "is your own account: add another app with your password and a code or a recovery code; without \
                        either, whoever else manages your account resets it";
            edit.problems.add("id", what);
        } else if before.second_factor_at.is_none() {
            edit.problems.add("id", "is that of somebody who has no second factor");
        }
        edit.end_of_input()?;
        let (id, now) = (before.id, edit.tx.now());
        let after = User { second_factor_at: None, ..before.clone() };
        let deed = Deed { action: ChangeAction::Update, reason: Some(&input.reason) };
        edit.tx.save(Some(&before.into()), after, deed)?;
        let mut writer = edit.tx.operational();
        credential::forget_second_factor(&mut writer, id)?;
        recovery_code::forget(&mut writer, id)?;
        device::forget(&mut writer, id)?;
        session::end_all(&mut writer, id, None, now)?;
        Ok(Done::to(id))
    }
}

/// The account that somebody who may manages.
fn managed(edit: &mut Editor<'_, '_>, command: &str, id: &ID) -> Result<User> {
    let today = london_date(edit.tx.now());
    let viewer = std::sync::Arc::clone(&edit.viewer);
    let (user, roles) = access::find(edit.tx.reader(), &viewer, id, today)?;
    access::manage(edit.tx, &viewer, command, &roles)?;
    if user.erased_at.is_some() {
        return Err(access::invalid(
            "id",
            "is that of somebody who was erased: nothing of it can be changed",
        ));
    }
    Ok(user)
}

/// The account that somebody sees.
pub(super) fn found(edit: &mut Editor<'_, '_>, id: &ID) -> Result<User> {
    let today = london_date(edit.tx.now());
    let viewer = std::sync::Arc::clone(&edit.viewer);
    Ok(access::find(edit.tx.reader(), &viewer, id, today)?.0)
}

impl Accounts {
    /// Makes an account unusable, or usable again, and writes to its owner.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn disable(
        &self,
        context: &RequestContext,
        input: ManageUserInput,
        disable: bool,
    ) -> Result<Done> {
        let done =
            self.gate.run_for(Once::of(context, DisableUser { input, disable }), call(context)).await?;
        if let Some(id) = done.id.filter(|_| disable && !done.repeated) {
            let id = UserId::from_uuid(id.uuid);
            self.tell(id, |letters, user| letters.account_disabled(&user.email, &user.name)).await;
        }
        Ok(done)
    }

    /// Takes a second factor away, and writes to its owner.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn reset_second_factor(
        &self,
        context: &RequestContext,
        input: ManageUserInput,
    ) -> Result<Done> {
        let done = self.gate.run_for(Once::of(context, ResetSecondFactor(input)), call(context)).await?;
        if let Some(id) = done.id.filter(|_| !done.repeated) {
            let id = UserId::from_uuid(id.uuid);
            self.tell(id, |letters, user| letters.second_factor_reset(&user.email, &user.name)).await;
        }
        Ok(done)
    }
}
