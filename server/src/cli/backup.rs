//! `backup`: writes a copy of the database to a file, while the server runs.

use std::path::PathBuf;

use clap::Args;

use super::settings::Settings;
use super::{Failure, Status, database};
use crate::store::backup::{self, CopyError};
use crate::store::db::DatabaseUrl;

/// Where to.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; the folder must have room for the whole database
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    settings: Settings<false>,
}

impl Backup {
    /// Writes the copy; the file is there whole or not at all.
    ///
    /// # Errors
    /// When the database cannot be read, or the file cannot be written or is the database's own.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        let from = match &config.database {
            DatabaseUrl::Sqlite(path) => path,
            DatabaseUrl::Postgres(_) => return Err(for_sqlite("backup", PG_DUMP)),
        };
        database::must_exist(&config.database)?;
        database::spare(&config, &self.file)?;
        let changes = backup::backup(from, &self.file, self.force)?;
        let file = self.file.display();
        super::print(&format!("{file} holds the register as it was after {changes} changes."))
    }
}

const PG_DUMP: &str = "pg_dump --format=custom --file=FILE DATABASE";

/// What to say when the database is PostgreSQL, which has better means of its own.
pub fn for_sqlite(command: &str, instead: &str) -> Failure {
    let message = format!(
        "`{command}` is for SQLite; on PostgreSQL use its own programs, such as\n  {instead}\n\
         docs/operations.md says how, and how to check what you get."
    );
    Failure::new(Status::Configuration, message)
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Self {
        let status = match error {
            CopyError::Database(error) => return error.into(),
            CopyError::Failed(error) => return error.into(),
            CopyError::Damaged { .. } => Status::Damaged,
            CopyError::Exists(_)
            | CopyError::NoFile(_)
            | CopyError::NoFolder(_)
            | CopyError::File { .. }
            | CopyError::NoCopy { .. } => Status::File,
        };
        Failure::new(status, error.to_string())
    }
}
