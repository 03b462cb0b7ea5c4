//! What administrators at the machine itself do, by the command line.

use super::Accounts;
use super::access::invalid;
use super::links::{NewLink, own_head};
use super::manage::set_state;
use crate::auth::actor::Actor;
use crate::clock::london_date;
use crate::commands::gate::Command;
use crate::error::{Error, Result};
use crate::graph::register::Register;
use crate::mail::Letter;
use crate::model::user::fold_email;
use crate::model::validate::Problems;
use crate::model::*;
use crate::store::operational::{credential, device, recovery_code, session};
use crate::store::people::Placed;
use crate::store::tx::{Deed, WriteTx};
use crate::store::{Conn, lookup, people};

/// Somebody to add, and the role they are given.
#[derive(Debug, Clone)]
pub struct AddUser {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The slug of the partnership in which it holds.
    pub partnership: Option<String>,
    /// The slug of the agency that they act for.
    pub agency: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Why, when whoever works at the machine does not say.
const AT_THE_MACHINE: &str = "At the machine, no reason given";

/// What a command of the machine gives: a link to pass on, and the letter that holds it.
#[derive(Debug)]
pub struct Made {
    /// The link.
    pub link: String,
    /// The letter.
    pub letter: Letter,
    /// The letter that tells the owner of the account what was done to it.
    pub notice: Option<Letter>,
}

struct Add {
    input: AddUser,
    user: UserId,
    grant: RoleGrantId,
    link: NewLink,
}

impl Command for Add {
    type Output = ();
    const KEY: &'static str = "user.invite";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let input = &self.input;
        let mut problems = Problems::default();
        let partnership = match &input.partnership {
            Some(slug) => lookup::partnership_by_slug(tx.reader(), slug)?
                .map(Some)
                .ok_or_else(|| invalid("partnership", "is not the slug of a partnership"))?,
            None => None,
        };
        let agency = match &input.agency {
            Some(slug) => lookup::agency_by_slug(tx.reader(), slug)?
                .map(Some)
                .ok_or_else(|| invalid("agency", "is not the slug of an agency"))?,
            None => None,
        };
        let user = User {
            id: self.user,
            head: own_head(self.user.0),
            email: fold_email(&input.email),
            name: input.name.trim().to_owned(),
            agency,
            state: UserState::Invited,
            ..User::default()
        };
        let grant = RoleGrant {
            id: self.grant,
            head: own_head(self.grant.0),
            user: self.user,
            role: input.role,
            partnership,
            agency,
            ends_on: None,
        };
        Entity::validate(&user, &mut problems);
        Entity::validate(&grant, &mut problems);
        problems.optional_text("reason", input.reason.as_deref(), 2_000);
        if people::user_by_email(tx.reader(), &user.email)?.is_some() {
            problems.add("email", "has an account already");
        }
        problems.into_result()?;
        let reason = input.reason.as_deref().unwrap_or(AT_THE_MACHINE);
        let deed = Deed { action: ChangeAction::Create, reason: Some(reason) };
        tx.save(None, user, deed)?;
        tx.save(None, grant, deed)?;
        let now = tx.now();
        self.link.send(&mut tx.operational(), now)
    }
}

/// Makes an account unusable, or usable again.
struct Disable {
    user: UserId,
    disable: bool,
    reason: Option<String>,
}

impl Command for Disable {
    type Output = ();
    const KEY: &'static str = "user.disable";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let missing = || Error::NotFound("There is no user with this id.".into());
        let before = people::user(tx.reader(), self.user)?.ok_or_else(missing)?;
        let mut problems = Problems::default();
        problems.optional_text("reason", self.reason.as_deref(), 2_000);
        problems.into_result()?;
        set_state(tx, before, self.disable, self.reason.as_deref().unwrap_or(AT_THE_MACHINE))
    }
}

struct ForgetSecondFactor(UserId);

impl Command for ForgetSecondFactor {
    type Output = ();
    const KEY: &'static str = "user.reset_second_factor";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let missing = || Error::NotFound("There is no user with this id.".into());
        let before = people::user(tx.reader(), self.0)?.ok_or_else(missing)?;
        if before.second_factor_at.is_none() {
            return Ok(());
        }
        let now = tx.now();
        let after = User { second_factor_at: None, ..before.clone() };
        let deed = Deed { action: ChangeAction::Update, reason: Some(AT_THE_MACHINE) };
        tx.save(Some(&before.into()), after, deed)?;
        let mut writer = tx.operational();
        credential::forget_second_factor(&mut writer, self.0)?;
        recovery_code::forget(&mut writer, self.0)?;
        device::forget(&mut writer, self.0)?;
        session::end_all(&mut writer, self.0, None, now).map(drop)
    }
}

/// The request that changes of the command line name.
pub(super) const REQUEST: &str = "command-line";

impl Accounts {
    /// Adds somebody; they choose a password by the link.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what breaks rules; when the database fails.
    pub async fn add(&self, input: AddUser) -> Result<Made> {
        let user = UserId(uuid::Uuid::now_v7());
        let grant = RoleGrantId(uuid::Uuid::now_v7());
        let link = self.new_invitation(user)?;
        let (shown, days) = (link.shown.clone(), self.config.invitation_days);
        let letter = self.letters.invitation(&fold_email(&input.email), &input.name, &shown, days);
        let add = Add { input, user, grant, link };
        self.gate.run(add, Actor::command_line(), REQUEST.to_owned()).await?;
        Ok(Made { link: shown, letter, notice: None })
    }

    /// Makes an account unusable, or usable again. Gives the letter that tells its owner.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none with this address; when the database fails.
    pub async fn disable_by_address(
        &self,
        email: &str,
        disable: bool,
        reason: Option<String>,
    ) -> Result<Option<Letter>> {
        let user = self.by_address(email).await?;
        if !disable && user.state == UserState::Invited {
            let message = "this account is not disabled: its invitation waits. `user reset` makes a new link";
            return Err(invalid("", message));
        }
        let is_news = disable && user.state != UserState::Disabled;
        let command = Disable { user: user.id, disable, reason };
        self.gate.run(command, Actor::command_line(), REQUEST.to_owned()).await?;
        Ok(is_news.then(|| self.letters.account_disabled(&user.email, &user.name)))
    }

    /// A link to a new password for somebody, or to accept their invitation; with
    /// `second_factor` theirs is taken away too.
    ///
    /// # Errors
    /// As [`Accounts::disable_by_address`].
    pub async fn reset_by_address(&self, email: &str, second_factor: bool) -> Result<Made> {
        let user = self.by_address(email).await?;
        let mut notice = None;
        if second_factor {
            let forget = ForgetSecondFactor(user.id);
            self.gate.run(forget, Actor::command_line(), REQUEST.to_owned()).await?;
            let had = user.second_factor_at.is_some();
            notice = had.then(|| self.letters.second_factor_reset(&user.email, &user.name));
        }
        let (link, letter) = match user.state {
            UserState::Active => {
                let link = self.new_reset_link(user.id)?;
                let minutes = self.config.reset_minutes;
                let letter = self.letters.password_reset(&user.email, &user.name, &link.shown, minutes);
                (link, letter)
            }
            UserState::Invited => {
                let link = self.new_invitation(user.id)?;
                let days = self.config.invitation_days;
                let letter = self.letters.invitation(&user.email, &user.name, &link.shown, days);
                (link, letter)
            }
            UserState::Disabled => {
                return Err(invalid("", "this account is disabled: `user enable` it first"));
            }
        };
        let shown = link.shown.clone();
        self.gate.operate(move |writer, now| link.send(writer, now)).await?;
        Ok(Made { link: shown, letter, notice })
    }

    /// Sends a letter and waits until the mail server has it.
    ///
    /// # Errors
    /// Why it was not sent.
    pub async fn send(&self, letter: &Letter) -> std::result::Result<(), String> {
        self.mailer.send(letter).await
    }

    pub(super) async fn by_address(&self, email: &str) -> Result<User> {
        let email = fold_email(email);
        let found = self.read(move |conn| people::user_by_email(conn, &email)).await?;
        found.ok_or(Error::NotFound("There is no account with this address.".into()))
    }
}

/// All accounts with the roles that hold. Only reads, so that it can be asked of a database
/// that takes no writes.
///
/// # Errors
/// When the database fails.
pub async fn everyone(register: &Register) -> Result<Vec<(User, Vec<Placed>)>> {
    let today = london_date(register.clock().now());
    let read = move |conn: &mut Conn| {
        let roles = people::placed(conn, today)?;
        let theirs = |user: &User| -> Vec<Placed> {
            roles.iter().filter(|role| role.holds && role.grant.user == user.id).cloned().collect()
        };
        let with_roles = |user: User| {
            let roles = theirs(&user);
            (user, roles)
        };
        Ok(people::users(conn)?.into_iter().map(with_roles).collect())
    };
    register.store().read_briefly(read).await
}

/// The slugs of the partnership and the agency of a role; empty where it has none.
pub fn slugs_of(register: &Register, grant: &RoleGrant) -> (String, String) {
    let directory = register.directory();
    let partnership = grant.partnership.and_then(|id| directory.partnership(id)).map(|p| p.slug.clone());
    let agency = grant.agency.and_then(|id| directory.agency(id)).map(|agency| agency.slug.clone());
    (partnership.unwrap_or_default(), agency.unwrap_or_default())
}
