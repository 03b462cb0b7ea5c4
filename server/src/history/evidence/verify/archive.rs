//! The zip that a bundle is.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::read::ZipFile;

/// Why a file cannot be read as a bundle.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It cannot be opened.
    #[error("cannot read {path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// It is no zip, or not whole.
    #[error("this is not a whole zip: {0}")]
    Zip(String),
    /// It is a zip of something else.
    #[error("this is no evidence bundle: it has no {0} that could be read")]
    NoBundle(String),
    /// It is of a version that this program does not know.
    #[error("this bundle has the format {0:?}, which this program does not know")]
    Format(String),
}

impl Unreadable {
    pub(super) fn no_bundle(file: &str) -> Self {
        Unreadable::NoBundle(file.to_owned())
    }
}

impl From<zip::result::ZipError> for Unreadable {
    fn from(why: zip::result::ZipError) -> Self {
        Unreadable::Zip(why.to_string())
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(why: std::io::Error) -> Self {
        Unreadable::Zip(why.to_string())
    }
}

/// How many files the end of a zip says that it holds; none when they are too many for the
/// place where it stands. What reads a zip keeps one file of each name.
fn entries(mut file: &File) -> std::io::Result<Option<usize>> {
    let mut end = Vec::new();
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(66_000)))?;
    file.read_to_end(&mut end)?;
    file.seek(SeekFrom::Start(0))?;
    let found = end.windows(22).rfind(|part| part.starts_with(b"PK\x05\x06"));
    let count = found.map(|part| u16::from_le_bytes([part[10], part[11]]));
    Ok(count.filter(|count| *count != u16::MAX).map(usize::from))
}

/// A zip that was opened.
pub(super) struct Archive(ZipArchive<BufReader<File>>);

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Self, Unreadable> {
        let file = File::open(path).map_err(|why| Unreadable::File { path: path.to_owned(), why })?;
        let said = entries(&file)?;
        let archive = ZipArchive::new(BufReader::with_capacity(64 << 10, file))?;
        if said.is_some_and(|said| said != archive.len()) {
            return Err(Unreadable::Zip("it holds two files of one name".to_owned()));
        }
        let elsewhere = archive.file_names().filter_map(Result::ok).find(|name| leads_elsewhere(name));
        if let Some(name) = elsewhere {
            let why = format!("it holds a file {name:?} that unpacking would put elsewhere");
            return Err(Unreadable::Zip(why));
        }
        Ok(Archive(archive))
    }

    /// The names of its files, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.0.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect();
        names.sort_unstable();
        names
    }

    /// Those in a folder.
    pub(super) fn names_in(&self, folder: &str) -> Vec<String> {
        let mut names = self.names();
        names.retain(|name| name.starts_with(folder));
        names
    }

    /// A file of it, if there is one.
    pub(super) fn file(&mut self, name: &str) -> Result<Option<ZipFile<'_, BufReader<File>>>, Unreadable> {
        match self.0.by_name(name) {
            Ok(file) => Ok(Some(file)),
            Err(zip::result::ZipError::FileNotFound) => Ok(None),
            Err(why) => Err(why.into()),
        }
    }
}

/// Whether a file of this name would not be put where its name says: over another, or
/// outside the folder.
fn leads_elsewhere(name: &str) -> bool {
    let parts = name.strip_suffix('/').unwrap_or(name);
    name.contains(['\\', '\0']) || parts.split('/').any(|part| matches!(part, "" | "." | ".."))
}

/// The longest line, in bytes.
const LONGEST: u64 = 16 << 20;

/// Lines, read one at a time into the same memory.
pub(super) struct Lines<R> {
    from: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    pub(super) fn of(from: R) -> Self {
        Lines { from: BufReader::with_capacity(256 << 10, from), line: Vec::new() }
    }

    /// Reads on. Returns whether there was a line.
    pub(super) fn advance(&mut self) -> Result<bool, Unreadable> {
        self.line.clear();
        let read = (&mut self.from).take(LONGEST).read_until(b'\n', &mut self.line)?;
        if read as u64 == LONGEST {
            return Err(Unreadable::Zip("a line is longer than any change".to_owned()));
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        }
        Ok(read > 0)
    }

    /// The line that was read last, without its end.
    pub(super) fn line(&self) -> &[u8] {
        &self.line
    }

    /// What was read from.
    pub(super) fn into_inner(self) -> R {
        self.from.into_inner()
    }
}
