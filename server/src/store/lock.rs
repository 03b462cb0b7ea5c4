//! Who uses a SQLite file: an advisory lock beside it, which ends with the process.
//!
//! Every process that keeps the database open holds it shared; putting another file in
//! its place needs it alone. The lock file is empty and stays.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::db::{DatabaseUrl, OpenError};

/// A lock that is held until this is dropped, or the process ends in whatever way.
#[derive(Debug)]
pub struct Hold {
    _file: Option<File>,
}

impl Hold {
    /// Holds the database together with others. PostgreSQL needs no such lock.
    ///
    /// # Errors
    /// [`OpenError::Locked`] while another program puts a file in its place.
    pub fn shared(url: &DatabaseUrl) -> Result<Hold, OpenError> {
        Self::take(url, File::try_lock_shared)
    }

    /// Holds the database alone.
    ///
    /// # Errors
    /// [`OpenError::Locked`] while another process holds it.
    pub fn alone(url: &DatabaseUrl) -> Result<Hold, OpenError> {
        Self::take(url, File::try_lock)
    }

    fn take(url: &DatabaseUrl, lock: impl Fn(&File) -> Result<(), TryLockError>) -> Result<Hold, OpenError> {
        let DatabaseUrl::Sqlite(path) = url else { return Ok(Hold { _file: None }) };
        let file = open(&beside(path)).map_err(|why| url.refused(&why))?;
        match lock(&file) {
            Ok(()) => Ok(Hold { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(OpenError::Locked { url: url.to_string() }),
            Err(TryLockError::Error(why)) => Err(url.refused(&why)),
        }
    }
}

/// The lock file of a database, wherever a link to the database leads.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
    name.push(".lock");
    PathBuf::from(name)
}

/// Opens the lock file, which another user may have made: reading is enough for a lock.
fn open(path: &Path) -> std::io::Result<File> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    match File::open(path) {
        Err(why) if why.kind() == ErrorKind::NotFound => {
            OpenOptions::new().create(true).append(true).open(path)
        }
        opened => opened,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(name: &str) -> DatabaseUrl {
        let folder = std::env::temp_dir().join(format!("register-lock-{}", std::process::id()));
        DatabaseUrl::Sqlite(folder.join(name))
    }

    #[test]
    fn many_hold_a_database_together_and_one_alone() {
        let url = url("many.db");
        let (one, two) = (Hold::shared(&url).unwrap(), Hold::shared(&url).unwrap());
        assert!(matches!(Hold::alone(&url), Err(OpenError::Locked { .. })));
        drop((one, two));
        let alone = Hold::alone(&url).unwrap();
        assert!(matches!(Hold::shared(&url), Err(OpenError::Locked { .. })));
        drop(alone);
        Hold::shared(&url).unwrap();
    }
}
