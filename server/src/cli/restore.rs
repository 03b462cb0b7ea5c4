//! `restore`: puts a backup in the place of the database.

use std::path::PathBuf;

use clap::Args;

use super::backup::for_sqlite;
use super::settings::Settings;
use super::{Failure, Status, database, log, proof};
use crate::clock::Clock;
use crate::config::Config;
use crate::history::checkpoint::Checkpoint;
use crate::store::checkpoint::{self, Declared, goes_beyond};
use crate::store::db::DatabaseUrl;
use crate::store::{Conn, backup};

/// From where.
#[derive(Debug, Args)]
pub struct Restore {
    /// The file that `backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Restore although changes that were signed are not in the backup, and say so: the
    /// history goes on under a new name, signed together with what was lost
    #[arg(long)]
    declare_loss: bool,
    #[command(flatten)]
    settings: Settings<false>,
}

impl Restore {
    /// Looks at everything in the backup, then puts it in the place of the database, which
    /// is kept under another name.
    ///
    /// # Errors
    /// When a server runs, the backup is not whole, or files cannot be written; then the
    /// database is as it was.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        let to = match &config.database {
            DatabaseUrl::Sqlite(path) => path,
            DatabaseUrl::Postgres(_) => return Err(for_sqlite("restore", PG_RESTORE)),
        };
        let (restored, settled) = backup::restore(&self.file, to, |conn| self.settle(&config, conn))?;
        let mut lines = vec![super::check::summary(&restored.report)];
        lines.push(format!("It is now the database {}.", config.database));
        if let Some(kept) = restored.kept {
            lines.push(format!("What was there before is kept as {}.", kept.display()));
        }
        lines.extend(settled.lines);
        if let Some(declared) = settled.declared {
            log::keep(&config, &declared)?;
            lines.push(log::words(&declared));
        }
        lines.extend(settled.doubts);
        super::print(&lines.join("\n"))
    }

    /// Refuses a backup that lacks what was signed, or declares the loss in it.
    fn settle(&self, config: &Config, conn: &mut Conn) -> Result<Settled, Failure> {
        let Signed { all, outside, doubts } = signed(config)?;
        self.must_be_of_this_register(conn, &all)?;
        let doubts =
            [doubts, strange_key(config, conn)?].into_iter().flatten().reduce(|a, b| format!("{a}\n{b}"));
        let Some(lost) = checkpoint::lost(conn, all, &log::public(config)?)? else {
            return Ok(Settled {
                lines: Vec::from_iter(go_on(config, conn, &outside)?),
                doubts,
                ..Settled::default()
            });
        };
        if self.declare_loss {
            let declared = log::declare(config, conn, &lost)?;
            return Ok(Settled { declared: Some(declared), doubts, ..Settled::default() });
        }
        let mut message = format!(
            "{} was not restored: {} changes were signed, and the backup holds the first {} of them, so {} would be \
             lost. Whoever kept a checkpoint will see that. If you must restore it, say so to them with \
             --declare-loss; a newer backup may lose nothing.",
            self.file.display(),
            lost.last.size,
            lost.kept,
            lost.last.size - lost.kept
        );
        message.extend(doubts.map(|doubts| format!("\n{doubts}")));
        Err(Failure::new(Status::Conflict, message))
    }

    /// Refuses a backup of another register: none of what was signed here is in it, which is
    /// no loss that could be declared.
    fn must_be_of_this_register(&self, conn: &mut Conn, signed: &[Checkpoint]) -> Result<(), Failure> {
        let inside = checkpoint::signed_in(conn)?;
        let (Some(theirs), Some(ours)) = (checkpoint::last_of(&inside), checkpoint::last_of(signed)) else {
            return Ok(());
        };
        let (theirs, ours) = (checkpoint::register_of(theirs), checkpoint::register_of(ours));
        if theirs == ours {
            return Ok(());
        }
        let message = format!(
            "{} was not restored: it is a backup of another register. Its history is called {theirs}, the one here \
             {ours}. To have that register here, restore it under another name, or first move away the database and \
             the files that belong to it, key and checkpoints too.",
            self.file.display()
        );
        Err(Failure::new(Status::Conflict, message))
    }
}

/// What was done about what was signed, in a backup that is put in place.
#[derive(Default)]
struct Settled {
    declared: Option<Declared>,
    lines: Vec<String>,
    doubts: Option<String>,
}

/// Keeps a loss declared in a backup from before it was, as the file outside knows it.
fn go_on(config: &Config, conn: &mut Conn, outside: &[Checkpoint]) -> Result<Option<String>, Failure> {
    let Some(keys) = proof::keys(config)? else { return Ok(None) };
    let name = checkpoint::go_on(conn, &keys, outside, Clock::system().now())?;
    Ok(name.map(|name| {
        format!("The backup is from before a loss was declared; that stays declared, and the history goes on as {name}.")
    }))
}

/// What to say of a backup whose last checkpoint the key here did not sign.
fn strange_key(config: &Config, conn: &mut Conn) -> Result<Option<String>, Failure> {
    let Some(keys) = proof::keys(config)? else { return Ok(None) };
    let other = proof::other_key(conn, &keys)?;
    Ok(other.map(|other| {
        format!(
            "Of the backup, {other}. If it is one that was followed by the key here, put it back into the key file, \
             above that one, before the next start."
        )
    }))
}

/// What was signed before a backup is put in place.
struct Signed {
    all: Vec<Checkpoint>,
    /// Of those the ones in the file outside.
    outside: Vec<Checkpoint>,
    /// What is wrong with the places in which that stands, if anything is.
    doubts: Option<String>,
}

/// What was signed, as the file outside knows it and the database that is to be replaced:
/// either may be gone or cut.
fn signed(config: &Config) -> Result<Signed, Failure> {
    let outside = log::outside(config)?;
    let file = config.proof.checkpoints_file(&config.database);
    let file = file.map_or_else(String::new, |path| path.display().to_string());
    let (inside, doubts) = match replaced(config) {
        Ok(inside) if goes_beyond(&inside, &outside) => {
            let lacks = if outside.is_empty() { "is missing or empty" } else { "lacks the last ones" };
            let told = format!(
                "The file of checkpoints {file} {lacks}: what was signed was also taken from the database that was \
                 there. Find out who shortened the file; a copy of it may be elsewhere."
            );
            (inside, Some(told))
        }
        Ok(inside) => (inside, None),
        Err(why) => {
            let told = format!(
                "The database that was there cannot be read ({why}), so the backup was compared with the file of \
                 checkpoints {file} only."
            );
            (Vec::new(), Some(told))
        }
    };
    Ok(Signed { all: [inside, outside.clone()].concat(), outside, doubts })
}

/// What the database that is to be replaced says was signed; nothing where there is none.
/// It may be broken, which is why somebody restores.
fn replaced(config: &Config) -> Result<Vec<Checkpoint>, String> {
    if database::must_exist(&config.database).is_err() {
        return Ok(Vec::new());
    }
    let mut conn = config.database.open_as_it_is().map_err(|why| why.to_string())?;
    checkpoint::signed_in(&mut conn).map_err(|why| why.cause())
}

const PG_RESTORE: &str = "pg_restore --exit-on-error --single-transaction --no-owner --dbname=DATABASE FILE";
