//! `restore`: puts a backup in the place of the database.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::backup::for_sqlite;
use super::settings::Settings;
use crate::store::backup;
use crate::store::db::DatabaseUrl;

/// From where.
#[derive(Debug, Args)]
pub struct Restore {
    /// The file that `backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
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
        let restored = backup::restore(&self.file, to)?;
        let mut lines = vec![super::check::summary(&restored.report)];
        lines.push(format!("It is now the database {}.", config.database));
        if let Some(kept) = restored.kept {
            lines.push(format!("What was there before is kept as {}.", kept.display()));
        }
        super::print(&lines.join("\n"))
    }
}

const PG_RESTORE: &str = "pg_restore --exit-on-error --single-transaction --no-owner --dbname=DATABASE FILE";
