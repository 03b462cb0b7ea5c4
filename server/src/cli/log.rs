//! `log`: what is signed of the history, and declaring that some of it was lost.

use clap::{Args, Subcommand};

use super::settings::Settings;
use super::{Failure, Status, database, proof};
use crate::clock::Clock;
use crate::config::Config;
use crate::history::checkpoint::Checkpoint;
use crate::history::kept::{self, Kept};
use crate::history::key::{PublicKey, SigningKey};
use crate::store::Conn;
use crate::store::checkpoint::{self, Declared, Lost};
use crate::store::lock::Hold;

/// What to do.
#[derive(Debug, Args)]
pub struct Log {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the public keys that sign the history, the newest last: what an auditor keeps
    Keys(Settings<false>),
    /// Print the newest checkpoint: what an auditor keeps
    Checkpoint(Settings<false>),
    /// Print a new private key, a line for the key file; put it after the old one to follow it
    NewKey,
    /// Say that what was signed was lost, such as when a standby took over that had not
    /// received it. Servers must be stopped: on SQLite it is refused while one runs. Begins a
    /// new log that names the loss
    DeclareLoss(Settings<false>),
}

impl Log {
    /// Prints, or declares.
    ///
    /// # Errors
    /// When the database cannot be used or a server uses it, nothing was signed yet, or
    /// nothing was lost.
    pub fn run(&self) -> Result<(), Failure> {
        match &self.action {
            Action::Keys(settings) => print_keys(&settings.load()?),
            Action::Checkpoint(settings) => {
                let mut conn = database::existing(&settings.load()?.database)?;
                let found = checkpoint::latest(&mut conn)?.ok_or_else(unsigned)?;
                super::print(found.signed.note().trim_end())
            }
            Action::NewKey => {
                let key = SigningKey::generate().map_err(Failure::fault)?;
                super::print(&key.written("partnership-register"))
            }
            Action::DeclareLoss(settings) => declare_loss(&settings.load()?),
        }
    }
}

fn unsigned() -> Failure {
    Failure::new(Status::NotFound, "nothing was signed yet: `serve` signs, when it has a key")
}

/// The keys of the key file: what the database says of keys proves nothing.
fn print_keys(config: &Config) -> Result<(), Failure> {
    let mut conn = database::existing(&config.database)?;
    let origin = checkpoint::origin(&mut conn)?.ok_or_else(unsigned)?;
    let keys = proof::keys(config)?.ok_or_else(|| {
        Failure::new(
            Status::NotFound,
            "there is no key here: run this where the server runs, with its settings",
        )
    })?;
    let lines: Vec<String> = keys.public().iter().map(|key| key.written(&origin.name)).collect();
    super::print(&lines.join("\n"))
}

fn declare_loss(config: &Config) -> Result<(), Failure> {
    database::must_exist(&config.database)?;
    // A server that runs would go on with the log as it was called before.
    let _alone = Hold::alone(&config.database)?;
    let mut conn = database::existing(&config.database)?;
    let lost = lost(config, &mut conn)?.ok_or_else(|| {
        Failure::new(Status::NotFound, "nothing was lost: the history begins with all that was signed")
    })?;
    let declared = declare(config, &mut conn, &lost)?;
    keep(config, &declared)?;
    super::print(&words(&declared))
}

/// What the database lacks of what was signed, as the file outside knows it.
///
/// # Errors
/// When the file or the database cannot be read.
fn lost(config: &Config, conn: &mut Conn) -> Result<Option<Lost>, Failure> {
    Ok(checkpoint::lost(conn, outside(config)?, &public(config)?)?)
}

/// The public halves of the keys that sign; none where there is no key.
///
/// # Errors
/// When the key file cannot be read.
pub fn public(config: &Config) -> Result<Vec<PublicKey>, Failure> {
    Ok(proof::keys(config)?.map(|keys| keys.public()).unwrap_or_default())
}

/// What was signed, as the file outside knows it; nothing where there is none.
///
/// # Errors
/// When the file cannot be read.
pub fn outside(config: &Config) -> Result<Vec<Checkpoint>, Failure> {
    let Some(path) = config.proof.checkpoints_file(&config.database).filter(|path| path.exists()) else {
        return Ok(Vec::new());
    };
    let unreadable = |why: std::io::Error| Failure::new(Status::File, format!("{}: {why}", path.display()));
    let notes = kept::all(&path).map_err(unreadable)?;
    Ok(notes.filter_map(|note| note.ok().map(|signed| signed.checkpoint)).collect())
}

/// Begins a new log that names the loss.
///
/// # Errors
/// When there is no key, or the database fails.
pub fn declare(config: &Config, conn: &mut Conn, lost: &Lost) -> Result<Declared, Failure> {
    let keys = proof::keys(config)?.ok_or_else(|| {
        Failure::new(
            Status::Configuration,
            "a loss is declared with the key that signs the history, which is not here",
        )
    })?;
    Ok(checkpoint::declare(conn, &keys, lost, Clock::system().now())?)
}

/// Keeps the declaration outside the database.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(config: &Config, declared: &Declared) -> Result<(), Failure> {
    let Some(path) = config.proof.checkpoints_file(&config.database) else { return Ok(()) };
    let kept = Kept::open(&path).and_then(|mut kept| {
        kept.add(&declared.signed)?;
        kept.sync()
    });
    kept.map_err(|why| Failure::new(Status::File, format!("{}: {why}", path.display())))
}

/// What was declared, in words.
pub fn words(declared: &Declared) -> String {
    format!(
        "Declared: of {} changes that were signed, {} are lost. The history goes on as {}; give this checkpoint to \
         everyone who keeps one:\n\n{}",
        declared.loss.size,
        declared.loss.lost(),
        declared.signed.checkpoint.origin,
        declared.signed.note()
    )
}
