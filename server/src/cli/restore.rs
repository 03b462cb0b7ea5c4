//! `restore`: puts a backup in the place of the database.

use std::path::PathBuf;

use clap::Args;

use super::backup::for_sqlite;
use super::settings::Settings;
use super::{Failure, Status, log};
use crate::config::Config;
use crate::store::Conn;
use crate::store::backup;
use crate::store::checkpoint::Declared;
use crate::store::db::DatabaseUrl;

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
        let (restored, declared) = backup::restore(&self.file, to, |conn| self.settle(&config, conn))?;
        let mut lines = vec![super::check::summary(&restored.report)];
        lines.push(format!("It is now the database {}.", config.database));
        if let Some(kept) = restored.kept {
            lines.push(format!("What was there before is kept as {}.", kept.display()));
        }
        if let Some(declared) = declared {
            log::keep(&config, &declared)?;
            lines.push(log::words(&declared));
        }
        super::print(&lines.join("\n"))
    }

    /// Refuses a backup that lacks what was signed, or declares the loss in it.
    fn settle(&self, config: &Config, conn: &mut Conn) -> Result<Option<Declared>, Failure> {
        let Some(lost) = log::lost(config, conn)? else { return Ok(None) };
        if self.declare_loss {
            return log::declare(config, conn, &lost).map(Some);
        }
        Err(Failure::new(
            Status::Conflict,
            format!(
                "{} was not restored: {} changes were signed, and the backup holds the first {} of them, so {} would be \
                 lost. Whoever kept a checkpoint will see that. If you must restore it, say so to them with \
                 --declare-loss; a newer backup may lose nothing.",
                self.file.display(),
                lost.last.size,
                lost.kept,
                lost.last.size - lost.kept
            ),
        ))
    }
}

const PG_RESTORE: &str = "pg_restore --exit-on-error --single-transaction --no-owner --dbname=DATABASE FILE";
