//! A copy of a SQLite database in one file, and putting one in its place.
//!
//! A copy is made by the database itself (`VACUUM INTO`), never by copying a live file; it
//! is complete and on the disk before it gets its name.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::db::{DatabaseUrl, OpenError};
use super::lock::Hold;
use super::verify::{self, Report};
use super::{Conn, change, migrate};
use crate::error::Error;

/// Why a copy was not made or not put in place. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is something of that name already.
    #[error("{} is there already: choose another name, or give --force to replace it", .0.display())]
    Exists(PathBuf),
    /// What is there is a folder, a device or a pipe.
    #[error("{} is there already and is no plain file, so it is not replaced: choose another name", .0.display())]
    NoFile(PathBuf),
    /// There is no folder to write into. It is not made: where a disk is not mounted, the copy
    /// would be written to another.
    #[error("there is no folder {}: make it first, or see that the disk is there on which it is", .0.display())]
    NoFolder(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {why}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// The file is no copy that this program made.
    #[error("{}: {why}", path.display())]
    NoCopy {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// What is in the file is not whole.
    #[error("{} is damaged; it was not put in place:{}", path.display(), lines(problems))]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong, each with where it is.
        problems: Vec<String>,
    },
    /// The database cannot be opened, or is in use.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

fn lines(problems: &[String]) -> String {
    problems.iter().map(|problem| format!("\n  - {problem}")).collect()
}

type Result<T, E = CopyError> = std::result::Result<T, E>;

/// What was put in place.
#[derive(Debug)]
pub struct Restored {
    /// What was found in it.
    pub report: Report,
    /// Where the database is that was there before.
    pub kept: Option<PathBuf>,
}

/// Writes a copy of the database as it is at this moment to `to`, while others write.
/// Returns how many changes the copy holds.
///
/// # Errors
/// See [`CopyError`]; `to` is then as it was.
pub fn backup(from: &Path, to: &Path, replace: bool) -> Result<u64> {
    let url = DatabaseUrl::Sqlite(from.to_owned());
    match to.symlink_metadata() {
        Ok(_) if !replace => return Err(CopyError::Exists(to.to_owned())),
        // A link gives its name away, and what it leads to stays.
        Ok(there) if !there.is_file() && !there.is_symlink() => {
            return Err(CopyError::NoFile(to.to_owned()));
        }
        _ => {}
    }
    if let Some(folder) = folder(to).filter(|folder| !folder.is_dir()) {
        return Err(CopyError::NoFolder(folder.to_owned()));
    }
    let part = Part::beside(to)?;
    let changes = {
        let mut conn = url.open_as_it_is()?;
        let name = part.0.to_str().ok_or_else(|| no_copy(to, "the name is not in UTF-8"))?;
        let copied = diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(name).execute(&mut conn);
        copied.map_err(|why| no_room(to, why))?;
        whole(&part.0, from)?
    };
    part.become_file(to, replace)?;
    Ok(changes)
}

/// Checks that a copy is whole as a database. Returns how many changes it holds.
fn whole(copy: &Path, of: &Path) -> Result<u64> {
    let mut conn = DatabaseUrl::Sqlite(copy.to_owned()).open_as_it_is()?;
    let problems = verify::pages(&mut conn).map_err(|error| unreadable(of, error))?;
    if !problems.is_empty() {
        return Err(CopyError::Damaged { path: of.to_owned(), problems });
    }
    Ok(change::head(&mut conn)?.0)
}

/// Puts a copy in the place of the database, after it has proved to be whole. The database
/// that was there is kept under another name. `settle` has the last word, in the copy, before
/// it is put in place.
///
/// # Errors
/// See [`CopyError`], and those of `settle`; the database is then as it was.
pub fn restore<T, E: From<CopyError>>(
    from: &Path,
    to: &Path,
    settle: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<(Restored, T), E> {
    let to = &to.canonicalize().unwrap_or_else(|_| to.to_owned());
    let url = DatabaseUrl::Sqlite(to.clone());
    // From here on no server starts; one that runs already holds the lock.
    let _alone = Hold::alone(&url).map_err(CopyError::from)?;
    let part = Part::beside(to)?;
    copy(from, &part.0, to)?;
    let report = prove(from, &part.0)?;
    let settled = settle_in(&part.0, settle)?;
    let kept = put_aside(&url, to)?;
    part.own_as(kept.as_deref(), to);
    part.become_file(to, true)?;
    Ok((Restored { report, kept }, settled))
}

fn settle_in<T, E: From<CopyError>>(
    copy: &Path,
    settle: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    let url = DatabaseUrl::Sqlite(copy.to_owned());
    let mut conn = url.open_as_it_is().map_err(CopyError::from)?;
    settle(&mut conn)
}

/// Copies what is in a file, and not who may read or write it: the place says that.
fn copy(from: &Path, part: &Path, to: &Path) -> Result<()> {
    if with(from, "-wal").metadata().is_ok_and(|log| log.len() > 0) {
        let why = "it has a file ending in -wal beside it, so it is the database of a running program and \
                   not a backup of it: make one with `partnership-register backup`";
        return Err(no_copy(from, why));
    }
    let mut read = File::open(from).map_err(|why| file(from, why))?;
    let mut written = OpenOptions::new().write(true).open(part).map_err(|why| file(to, why))?;
    match std::io::copy(&mut read, &mut written) {
        Err(why) if is_full(&why) => Err(file(to, why)),
        copied => copied.map(drop).map_err(|why| file(from, why)),
    }
}

/// Whether there was no room where something was to be written.
fn is_full(why: &std::io::Error) -> bool {
    matches!(why.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)
}

/// Brings a copy to this program's schema and looks at everything in it.
fn prove(from: &Path, copy: &Path) -> Result<Report> {
    let url = DatabaseUrl::Sqlite(copy.to_owned());
    let mut conn = url.open_as_it_is().map_err(|error| unreadable(from, error))?;
    if !is_register(&mut conn).map_err(|error| unreadable(from, error))? {
        return Err(no_copy(from, "it holds no register"));
    }
    let problems = verify::pages(&mut conn).map_err(|error| unreadable(from, error))?;
    if !problems.is_empty() {
        return Err(CopyError::Damaged { path: from.to_owned(), problems });
    }
    migrate::migrate(&url, &mut conn).map_err(|error| told_of(from, error))?;
    let report = verify::everything(&mut conn).map_err(|error| unreadable(from, error))?;
    one_file(&url, &mut conn)?;
    match report.is_good() {
        true => Ok(report),
        false => Err(CopyError::Damaged { path: from.to_owned(), problems: report.problems }),
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Whether a database is one of this program.
fn is_register(conn: &mut Conn) -> std::result::Result<bool, Error> {
    let tables = "SELECT count(*) AS count FROM sqlite_master
        WHERE type = 'table' AND name IN ('register_head', 'change', 'log_hash', '__diesel_schema_migrations')";
    Ok(diesel::sql_query(tables).get_result::<Count>(conn)?.count == 4)
}

/// Gives the database that is there another name as well, so that it is kept when its own
/// name is given to another file. Returns that name.
fn put_aside(url: &DatabaseUrl, path: &Path) -> Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    let log = with(path, "-wal");
    let whole = match fold_log(url) {
        Ok(()) => true,
        Err(locked @ OpenError::Locked { .. }) => return Err(locked.into()),
        // It may be broken, which is why somebody restores: it is kept as it is.
        Err(_) => false,
    };
    let aside = (1..)
        .map(|number| with(path, &format!(".before-restore-{number}")))
        .find(|name| !name.exists())
        .ok_or_else(|| no_copy(path, "no name is left to keep it under"))?;
    link(path, &aside)?;
    if !whole && log.exists() {
        std::fs::rename(&log, with(&aside, "-wal")).map_err(|why| file(&log, why))?;
    }
    for leftover in [with(path, "-wal"), with(path, "-shm")] {
        remove(&leftover)?;
    }
    Ok(Some(aside))
}

/// Writes the write-ahead log into the file and removes it. Fails while any other process
/// has the database open, whether it knows of our lock or not.
fn fold_log(url: &DatabaseUrl) -> Result<(), OpenError> {
    one_file(url, &mut url.open_as_it_is()?)
}

fn one_file(url: &DatabaseUrl, conn: &mut Conn) -> Result<(), OpenError> {
    conn.batch_execute("PRAGMA journal_mode = DELETE").map_err(|why| url.refused(&why))
}

/// A file that is being made; removed unless it becomes what it is for.
struct Part(PathBuf);

impl Part {
    /// A new empty file, readable by its owner only, in the folder of `target`.
    fn beside(target: &Path) -> Result<Part> {
        let path = with(target, &format!(".part-{}", std::process::id()));
        if let Some(folder) = folder(target) {
            std::fs::create_dir_all(folder).map_err(|why| file(folder, why))?;
        }
        // A process of this number that ended before it was done left it behind.
        remove(&path)?;
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map(|_| Part(path)).map_err(|why| file(target, why))
    }

    /// Gives the file its name, when all of it is on the disk.
    fn become_file(self, target: &Path, replace: bool) -> Result<()> {
        let failed = |why| file(target, why);
        File::open(&self.0).and_then(|part| part.sync_all()).map_err(failed)?;
        if replace {
            std::fs::rename(&self.0, target).map_err(failed)?;
        } else {
            link(&self.0, target)?;
            remove(&self.0)?;
        }
        let folder = folder(target).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
    }

    /// Gives the file the owner and mode of the one it follows, or the owner of the folder:
    /// what an administrator restores must be the service's. Only the administrator can.
    fn own_as(&self, before: Option<&Path>, target: &Path) {
        let like = before.or(folder(target)).unwrap_or(Path::new("."));
        if let Ok(like) = like.metadata() {
            // Who may not give it away is who it should belong to.
            let _ = std::os::unix::fs::chown(&self.0, Some(like.uid()), Some(like.gid()));
            if before.is_some() {
                let _ = std::fs::set_permissions(&self.0, like.permissions());
            }
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        for path in [self.0.clone(), with(&self.0, "-journal"), with(&self.0, "-wal"), with(&self.0, "-shm")]
        {
            // It stays when it cannot be removed; its name says what it is.
            let _ = remove(&path);
        }
    }
}

/// A second name for a file; never in place of another file.
fn link(path: &Path, name: &Path) -> Result<()> {
    match std::fs::hard_link(path, name) {
        Err(why) if why.kind() == ErrorKind::AlreadyExists => Err(CopyError::Exists(name.to_owned())),
        // Not every file system has second names.
        Err(why) if why.kind() == ErrorKind::Unsupported || why.kind() == ErrorKind::PermissionDenied => {
            std::fs::copy(path, name).map(drop).map_err(|why| file(name, why))
        }
        linked => linked.map_err(|why| file(name, why)),
    }
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(why) if why.kind() != ErrorKind::NotFound => Err(file(path, why)),
        _ => Ok(()),
    }
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn folder(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

fn file(path: &Path, why: std::io::Error) -> CopyError {
    CopyError::File { path: path.to_owned(), why }
}

/// Why a copy could not be written: where its disk is full, that is told of the file.
fn no_room(to: &Path, why: diesel::result::Error) -> CopyError {
    match why.to_string().contains("disk is full") {
        true => CopyError::File { path: to.to_owned(), why: ErrorKind::StorageFull.into() },
        false => CopyError::Failed(why.into()),
    }
}

fn no_copy(path: &Path, why: impl ToString) -> CopyError {
    CopyError::NoCopy { path: path.to_owned(), why: why.to_string() }
}

/// What is wrong with a backup, told of it and not of the copy that nobody sees.
fn told_of(from: &Path, error: OpenError) -> OpenError {
    let url = DatabaseUrl::Sqlite(from.to_owned()).to_string();
    match error {
        OpenError::Newer { found, known, .. } => OpenError::Newer { url, found, known },
        OpenError::Migration { why, .. } => OpenError::Migration { url, why },
        other => other,
    }
}

/// A file that SQLite cannot read: what it said is for whoever typed the command.
fn unreadable(path: &Path, error: impl Into<CopyError>) -> CopyError {
    let why = match error.into() {
        CopyError::Database(OpenError::Unreachable { why, .. } | OpenError::Damaged { why, .. }) => why,
        CopyError::Failed(Error::Internal(cause) | Error::Unavailable(Some(cause))) => cause.to_string(),
        other => return other,
    };
    match why.contains("not a database") {
        true => no_copy(path, why),
        false => CopyError::Damaged { path: path.to_owned(), problems: vec![why] },
    }
}
