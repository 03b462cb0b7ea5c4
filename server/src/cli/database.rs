//! Opening the database for a command, and saying why it could not be opened.

use std::path::Path;

use super::{Failure, Status};
use crate::config::Config;
use crate::store::db::{DatabaseUrl, OpenError, damage, is_damage, is_unwritable, with_advice};
use crate::store::lock::Hold;
use crate::store::verify::PAGES;
use crate::store::{Conn, Store, migrate, own};

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let status = match error {
            // A standby that was not promoted yet is as one that does not answer yet.
            OpenError::Unreachable { .. } | OpenError::ReadOnly { .. } => Status::DatabaseUnreachable,
            OpenError::Locked { .. } => Status::DatabaseLocked,
            OpenError::Newer { .. } | OpenError::Older { .. } | OpenError::Migration { .. } => {
                Status::DatabaseSchema
            }
            OpenError::Damaged { .. } => Status::Damaged,
            OpenError::NoPostgres => Status::Configuration,
        };
        Failure::new(status, error.to_string())
    }
}

impl From<crate::error::Error> for Failure {
    fn from(error: crate::error::Error) -> Self {
        use crate::error::Error;
        // On the command line there is nobody from whom the cause must be kept.
        match error {
            Error::Internal(cause) | Error::Unavailable(Some(cause)) if is_damage(&cause.to_string()) => {
                Failure::new(
                    Status::Damaged,
                    format!("the database cannot be read: {}", damage(&cause.to_string())),
                )
            }
            Error::Internal(cause) if is_unwritable(&cause.to_string()) => Failure::new(
                Status::DatabaseUnreachable,
                format!("the database cannot be used: {}", with_advice(&cause.to_string())),
            ),
            Error::Internal(cause) => Failure::fault(with_advice(&cause.to_string())),
            Error::Unavailable(Some(cause)) => {
                Failure::new(Status::DatabaseUnreachable, format!("the database does not answer: {cause}"))
            }
            // Nobody else asks this process: what kept it waiting holds the database.
            Error::Unavailable(None) => {
                let message =
                    "the database is locked by another program: stop it, or wait until it has finished";
                Failure::new(Status::DatabaseLocked, message)
            }
            other => Failure::fault(other),
        }
    }
}

/// Brings the database to this program's schema; a SQLite file that is missing is
/// created. Returns how many migrations ran.
pub fn migrate(url: &DatabaseUrl) -> Result<usize, Failure> {
    let _hold = Hold::shared(url)?;
    let ran = migrate::migrate(url, &mut url.connect()?)?;
    if ran > 0 {
        tracing::info!(database = %url, migrations = ran, "the database was brought up to date");
    }
    Ok(ran)
}

/// As [`migrate`], and refuses a database that takes no writes now, also when there is
/// nothing to migrate.
pub fn writable(url: &DatabaseUrl) -> Result<(), Failure> {
    migrate(url)?;
    Ok(migrate::must_write(url, &mut url.connect()?)?)
}

/// A connection to a database that is there and current; changes nothing.
pub fn existing(url: &DatabaseUrl) -> Result<Conn, Failure> {
    must_exist(url)?;
    let mut conn = url.connect()?;
    migrate::check(url, &mut conn)?;
    Ok(conn)
}

/// Refuses a SQLite file that is not there, which opening it would make.
pub fn must_exist(url: &DatabaseUrl) -> Result<(), Failure> {
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return Err(Failure::new(
            Status::DatabaseUnreachable,
            format!(
                "there is no database at {}: run `partnership-register migrate`, or `serve`, which creates it",
                path.display()
            ),
        ));
    }
    Ok(())
}

/// Refuses to write something in the place of the database, or of a file that belongs to it.
pub fn spare(config: &Config, file: &Path) -> Result<(), Failure> {
    let mut own = match &config.database {
        DatabaseUrl::Sqlite(path) => own::files(path),
        DatabaseUrl::Postgres(_) => Vec::new(),
    };
    own.extend(config.proof.key_file.clone());
    own.extend(config.proof.checkpoints_file(&config.database));
    if !own.iter().any(|own| own::is_same(own, file)) {
        return Ok(());
    }
    Err(Failure::new(
        Status::File,
        format!(
            "{} is the database itself or one of the files that belong to it; nothing was written: choose another name",
            file.display()
        ),
    ))
}

/// The readers of a database that is current.
pub fn store(url: &DatabaseUrl, readers: u32) -> Result<Store, Failure> {
    Ok(Store::open(url, readers)?)
}

/// What to say beside the problems that were found, if SQLite itself finds the file damaged.
pub fn damage_among(problems: &[String]) -> Option<String> {
    // Of more than one the first will do: all have the same remedy.
    let found = problems.iter().find(|why| is_damage(why) || why.starts_with(PAGES))?;
    Some(damage(found))
}
