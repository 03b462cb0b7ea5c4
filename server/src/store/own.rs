//! The files of a SQLite database: what may never be replaced by something that is written
//! elsewhere.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What the names of the files end in that SQLite and this program keep beside a database.
const BESIDE: &[&str] = &["", "-wal", "-shm", "-journal", ".lock", ".proof-key", ".checkpoints"];

/// The database and the files beside it; where its name is a link, also those beside what it
/// leads to, which is where SQLite keeps its own.
pub fn files(database: &Path) -> Vec<PathBuf> {
    let real = database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let named = |path: &Path| BESIDE.iter().map(|end| with(path, end)).collect::<Vec<_>>();
    [named(database), named(&real)].concat()
}

/// Whether two names lead to the same file, or would if it were there.
pub fn is_same(one: &Path, other: &Path) -> bool {
    match (one.metadata(), other.metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => place(one).is_some_and(|one| place(other) == Some(one)),
    }
}

/// Where a file is or would be, whatever way its folder is named.
fn place(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
