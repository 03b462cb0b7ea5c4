//! Erasing a person: nothing of who they were is kept, and all that they did stays.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Accounts;
use super::access::{self, invalid};
use super::machine::REQUEST;
use super::manage::{self, ManageUserInput};
use super::throttle::hashed;
use crate::auth::actor::Actor;
use crate::auth::policy::Ties;
use crate::clock::london_date;
use crate::commands::done::Done;
use crate::commands::edit::Editor;
use crate::commands::gate::Command;
use crate::error::{Error, Result};
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::removed::REMOVED;
use crate::model::*;
use crate::store::change::erase as history;
use crate::store::operational::{checkpoint_subscription, throttle};
use crate::store::operational::{
    credential, device, feed, idempotency, link, recovery_code, session, sign_in,
};
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// What stays in the history of an account: nothing that says who it was.
const IMPERSONAL: [&str; 7] = ["key", "version", "createdAt", "archived", "state", "erasedAt", REMOVED];

/// Erases the personal values of somebody, for an administrator.
pub struct EraseUser(pub ManageUserInput);

impl Command for EraseUser {
    type Output = Done;
    const KEY: &'static str = "user.erase";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before = manage::found(&mut edit, &input.id)?;
        edit.permit_with(Self::KEY, &Ties::default())?;
        edit.at_version(&before, input.version)?;
        edit.problems.text("reason", &input.reason, 2_000);
        edit.end_of_input()?;
        let id = before.id;
        erase(edit.tx, before, &input.reason)?;
        Ok(Done::to(id))
    }
}

/// The same at the machine itself.
struct EraseAtMachine {
    user: UserId,
    reason: String,
}

impl Command for EraseAtMachine {
    type Output = ();
    const KEY: &'static str = EraseUser::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let missing = || Error::NotFound("There is no user with this id.".into());
        let before = people::user(tx.reader(), self.user)?.ok_or_else(missing)?;
        erase(tx, before, &self.reason)
    }
}

/// Puts a pseudonym in the place of somebody, takes their roles away, and removes their
/// values from the history and whatever else is kept of them.
fn erase(tx: &mut WriteTx<'_>, before: User, reason: &str) -> Result<()> {
    if before.erased_at.is_some() {
        return Err(invalid("id", "is that of somebody who was erased already"));
    }
    let (user, now) = (before.id, tx.now());
    let called = called(tx, &before)?;
    if called.are_in(reason) {
        return Err(invalid(
            "reason",
            "names the person or their address, now or formerly, or a part of their name: it would stay, so leave \
             that out",
        ));
    }
    let roles = people::roles_of(tx.reader(), user)?;
    if roles.iter().any(|role| role.role == Role::Administrator) {
        access::keep_an_administrator(tx.reader(), london_date(now), |role| role.user == user)?;
    }
    let after = before.erased(now);
    let deed = Deed { action: ChangeAction::Erase, reason: Some(reason) };
    let values = personal_values(tx, user)?;
    tx.save_removing(&before.into(), after, deed, &values)?;
    for role in roles {
        let mut after = role.clone();
        after.head.archived = true;
        tx.save(Some(&role.into()), after, Deed { action: ChangeAction::Archive, reason: Some(reason) })?;
    }
    let mut writer = tx.operational();
    session::forget(&mut writer, user)?;
    credential::forget(&mut writer, user)?;
    recovery_code::forget(&mut writer, user)?;
    device::forget(&mut writer, user)?;
    feed::forget(&mut writer, user)?;
    link::forget(&mut writer, user)?;
    sign_in::forget(&mut writer, user)?;
    idempotency::forget(&mut writer, user)?;
    for address in &called.addresses {
        checkpoint_subscription::remove(&mut writer, address)?;
        for counted in ["account", "reset"] {
            throttle::clear(&mut writer, &format!("{counted}:{}", hashed(address)))?;
        }
    }
    Ok(())
}

/// What somebody is called and was called before.
struct Called {
    names: BTreeSet<String>,
    addresses: BTreeSet<String>,
}

/// The names and addresses of somebody, as far as the history still holds them.
fn called(tx: &mut WriteTx<'_>, user: &User) -> Result<Called> {
    let mut called = Called {
        names: BTreeSet::from([user.name.clone()]),
        addresses: BTreeSet::from([user.email.clone()]),
    };
    let before = tx.next_sequence();
    for (_, values) in history::of_record(tx.reader(), user.id.into(), before)? {
        for (field, list) in [("name", &mut called.names), ("email", &mut called.addresses)] {
            if let Some(Salted::Kept { value: Value::String(text), .. }) = values.get(field) {
                list.insert(text.clone());
            }
        }
    }
    Ok(called)
}

/// The shortest part of a name that a text is refused for.
const PART: usize = 3;

impl Called {
    /// Whether a text holds an address, a name or a part of a name as a word.
    fn are_in(&self, text: &str) -> bool {
        let text = plain(text);
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let parts = |name: &String| -> Vec<String> {
            let name = plain(name);
            name.split(|c: char| !c.is_alphanumeric())
                .filter(|part| part.chars().count() >= PART)
                .map(str::to_owned)
                .collect()
        };
        self.addresses.iter().chain(&self.names).any(|own| text.contains(&plain(own)))
            || self.names.iter().flat_map(parts).any(|part| words.contains(part.as_str()))
    }
}

/// A text in small letters, with one space where there are several: as two texts are
/// compared that shall not say the same.
pub fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the history says of somebody so far: all that their account said, and why it and
/// their roles were changed, in whose words ever. What was removed before is not there.
fn personal_values(tx: &mut WriteTx<'_>, user: UserId) -> Result<BTreeMap<u64, BTreeSet<String>>> {
    let mut found = BTreeMap::new();
    let mut add = |sequence: u64, values: SaltedValues, is_personal: fn(&str) -> bool| {
        let kept = values.into_iter().filter(|(_, salted)| matches!(salted, Salted::Kept { .. }));
        let names: BTreeSet<String> = kept.map(|(name, _)| name).filter(|name| is_personal(name)).collect();
        if !names.is_empty() {
            found.insert(sequence, names);
        }
    };
    let before = tx.next_sequence();
    for (sequence, values) in history::of_record(tx.reader(), user.into(), before)? {
        add(sequence, values, |name| !IMPERSONAL.contains(&name));
    }
    for role in people::all_roles_of(tx.reader(), user)? {
        for (sequence, values) in history::of_record(tx.reader(), role.into(), before)? {
            add(sequence, values, |name| name == "$reason");
        }
    }
    Ok(found)
}

impl Accounts {
    /// Erases the personal values of whoever has this address.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Invalid`] for the last
    /// administrator and for a reason that names the person; when the database fails.
    pub async fn erase_by_address(&self, email: &str, reason: &str) -> Result<User> {
        let user = self.by_address(email).await?.id;
        let command = EraseAtMachine { user, reason: reason.to_owned() };
        self.gate.run(command, Actor::command_line(), REQUEST.to_owned()).await?;
        self.find_user(user).await?.ok_or(Error::NotFound("There is no account with this address.".into()))
    }
}
