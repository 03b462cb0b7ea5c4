//! `user`: accounts, for administrators at the machine itself.

use std::sync::Arc;

use clap::{Args, Subcommand};

use super::settings::Settings;
use super::{Failure, Status, database, proof};
use crate::clock::Clock;
use crate::commands::account::machine::{self, AddUser, Made};
use crate::commands::account::{Accounts, Parts};
use crate::commands::gate::Gate;
use crate::config::Config;
use crate::error::Error;
use crate::graph::register::Register;
use crate::mail::{Letter, Mailer};
use crate::model::{Role, Words};
use crate::store::migrate;

/// What to do with accounts.
#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add somebody and print the link by which they choose a password
    Add(Add),
    /// Add somebody and send them the link by mail
    Invite(Add),
    /// Make an account unusable and end its sessions
    Disable(Named),
    /// Make an account that was disabled usable again
    Enable(Named),
    /// Print a link by which somebody chooses a new password
    Reset(Reset),
    /// Erase a person for good: their name, address and other personal values
    Erase(Erase),
    /// Write all accounts and their roles as CSV
    Export(Export),
}

/// Whom to add.
#[derive(Debug, Args)]
struct Add {
    /// Their address, with which they sign in
    email: String,
    /// Their name
    #[arg(long)]
    name: String,
    /// Their role: administrator, coordinator, partner-admin, contributor or auditor
    #[arg(long, value_parser = role)]
    role: Role,
    /// The slug of the partnership in which the role holds
    #[arg(long, value_name = "SLUG")]
    partnership: Option<String>,
    /// The slug of the agency that they act for
    #[arg(long, value_name = "SLUG")]
    agency: Option<String>,
    /// Why; it stays in the history
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    settings: Settings<true>,
}

/// Whose account.
#[derive(Debug, Args)]
struct Named {
    /// The address of the account
    email: String,
    /// Why; it stays in the history
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    settings: Settings<true>,
}

/// Whose password.
#[derive(Debug, Args)]
struct Reset {
    /// The address of the account
    email: String,
    /// Take the second factor and the recovery codes away too
    #[arg(long)]
    forget_second_factor: bool,
    #[command(flatten)]
    settings: Settings<true>,
}

/// Whom to erase.
#[derive(Debug, Args)]
struct Erase {
    /// The address of the account
    email: String,
    /// Why; it stays in the history and may not name the person
    #[arg(long)]
    reason: String,
    /// Do it: it cannot be undone
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    settings: Settings<true>,
}

/// Nothing but where.
#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    settings: Settings<true>,
}

fn role(text: &str) -> Result<Role, String> {
    let word = text.to_uppercase().replace('-', "_");
    let roles = "administrator, coordinator, partner-admin, contributor or auditor";
    Role::from_word(&word).ok_or_else(|| format!("expected {roles}"))
}

impl User {
    /// Does it.
    ///
    /// # Errors
    /// When the settings are wrong, the database cannot be used, or what is named is not
    /// there or breaks a rule.
    pub fn run(&self) -> Result<(), Failure> {
        match &self.action {
            Action::Add(add) | Action::Invite(add) => {
                let config = add.settings.load()?;
                database::writable(&config.database)?;
                self.with(&config)
            }
            Action::Disable(Named { settings, .. })
            | Action::Enable(Named { settings, .. })
            | Action::Reset(Reset { settings, .. })
            | Action::Erase(Erase { settings, .. }) => {
                let config = settings.load()?;
                // Who is not there yet cannot be meant: a path that was mistyped makes nothing.
                migrate::must_write(&config.database, &mut database::existing(&config.database)?)?;
                self.with(&config)
            }
            Action::Export(export) => {
                let config = export.settings.load()?;
                drop(database::existing(&config.database)?);
                let register = register(&config, Clock::system())?;
                super::print(wait(csv(&register))?.trim_end())
            }
        }
    }

    fn with(&self, config: &Config) -> Result<(), Failure> {
        let accounts = open(config)?;
        wait(self.act(&accounts))
    }

    async fn act(&self, accounts: &Accounts) -> Result<(), Failure> {
        match &self.action {
            Action::Add(add) => {
                let made = accounts.add(add.input()).await.map_err(refused)?;
                super::print(&made.link)
            }
            Action::Invite(add) => {
                if !accounts.sends_letters() {
                    let message = "no mail server is set: set --smtp-host and --smtp-from, or use `user add`, \
                                   which prints the link";
                    return Err(Failure::new(Status::Configuration, message));
                }
                let Made { letter, .. } = accounts.add(add.input()).await.map_err(refused)?;
                accounts.send(&letter).await.map_err(|why| {
                    let message = format!(
                        "the account was made, but the letter was not sent ({why}): `user reset {}` prints the link",
                        letter.to
                    );
                    Failure::new(Status::Fault, message)
                })?;
                super::print(&format!("invited {}", letter.to))
            }
            Action::Disable(named) => {
                let disabled = accounts.disable_by_address(&named.email, true, named.reason.clone()).await;
                tell(accounts, disabled.map_err(refused)?).await;
                super::print(&format!("disabled {}", named.email))
            }
            Action::Enable(named) => {
                let enabled = accounts.disable_by_address(&named.email, false, named.reason.clone()).await;
                enabled.map_err(refused)?;
                super::print(&format!("enabled {}", named.email))
            }
            Action::Reset(reset) => {
                let made = accounts.reset_by_address(&reset.email, reset.forget_second_factor).await;
                let made = made.map_err(refused)?;
                tell(accounts, made.notice).await;
                super::print(&made.link)
            }
            Action::Erase(erase) if !erase.yes => Err(Failure::new(
                Status::Configuration,
                "erasing a person cannot be undone: say --yes when you mean it",
            )),
            Action::Erase(erase) => {
                let erased = accounts.erase_by_address(&erase.email, &erase.reason).await.map_err(refused)?;
                super::print(&format!("erased; the history now says {}", erased.name))
            }
            // It needs no more than the register.
            Action::Export(_) => Ok(()),
        }
    }
}

impl Add {
    fn input(&self) -> AddUser {
        AddUser {
            email: self.email.clone(),
            name: self.name.clone(),
            role: self.role,
            partnership: self.partnership.clone(),
            agency: self.agency.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// Tells the owner of an account what was done to it. That is done, whatever becomes of the
/// letter.
async fn tell(accounts: &Accounts, letter: Option<Letter>) {
    let Some(letter) = letter.filter(|_| accounts.sends_letters()) else { return };
    if let Err(why) = accounts.send(&letter).await {
        tracing::warn!(%why, to = %letter.to, "the owner of the account was not written to");
    }
}

/// Waits for what a command does.
fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(Failure::fault)?.block_on(work)
}

fn register(config: &Config, clock: Clock) -> Result<Register, Failure> {
    Ok(Register::open(database::store(&config.database, 1)?, clock, 0)?)
}

/// The accounts of a database that is current.
fn open(config: &Config) -> Result<Accounts, Failure> {
    let clock = Clock::system();
    let register = register(config, clock.clone())?;
    let gate = Arc::new(Gate::signed(&config.database, clock, None, proof::signer(config))?);
    let mailer = Mailer::new(&config.smtp).map_err(Failure::fault)?;
    let parts = Parts {
        gate,
        register,
        config: config.auth.clone(),
        token_key: config.token_key.as_ref().map(|key| key.bytes().to_vec()),
        mailer,
        public_url: config.http.public_url.clone(),
    };
    Ok(Accounts::open(parts)?)
}

/// Says why something was refused.
fn refused(error: Error) -> Failure {
    match error {
        Error::Invalid(_) => Failure::new(Status::Configuration, error.to_string()),
        Error::NotFound(_) => Failure::new(Status::NotFound, error.to_string()),
        other => other.into(),
    }
}

/// All accounts, a line for each role that holds and one for who has none.
async fn csv(register: &Register) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["email", "name", "state", "second_factor", "role", "partnership", "agency", "ends_on"];
    writer.write_record(header).map_err(Failure::fault)?;
    for (user, roles) in machine::everyone(register).await? {
        let second = if user.second_factor_at.is_some() { "yes" } else { "no" };
        let own = [safe(&user.email), safe(&user.name), user.state.word().to_owned(), second.to_owned()];
        let mut lines: Vec<[String; 4]> = Vec::new();
        for role in roles {
            let (partnership, agency) = machine::slugs_of(register, &role.grant);
            let ends_on = role.grant.ends_on.map(|day| day.to_string()).unwrap_or_default();
            lines.push([role.grant.role.word().to_owned(), partnership, agency, ends_on]);
        }
        if lines.is_empty() {
            lines.push(Default::default());
        }
        for line in lines {
            writer.write_record(own.iter().chain(&line)).map_err(Failure::fault)?;
        }
    }
    let bytes = writer.into_inner().map_err(Failure::fault)?;
    String::from_utf8(bytes).map_err(Failure::fault)
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\0']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}
