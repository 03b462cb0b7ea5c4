//! The zip that a bundle is.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::directory::{self, Entry};
use super::place::{MOST_AFTER, Place};

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

/// A zip that was opened, and the names of its files, in order.
pub(super) struct Archive(ZipArchive<BufReader<File>>, Vec<String>);

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Self, Unreadable> {
        let file = File::open(path).map_err(|why| Unreadable::File { path: path.to_owned(), why })?;
        let mut beside = file.try_clone()?;
        let mut archive = ZipArchive::new(BufReader::with_capacity(64 << 10, file))?;
        let mut bytes = Vec::new();
        beside.seek(SeekFrom::Start(archive.central_directory_start()))?;
        (&beside).take(super::LONGEST).read_to_end(&mut bytes)?;
        let entries = directory::entries(&bytes)?;
        let mut places = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let found = archive.by_index_raw(number)?;
            places.push((entry, place(&mut beside, &found)?));
        }
        // That a folder is named says nothing, as programs do that zip a folder again.
        let is_file = |(entry, place): &&(&Entry, Place)| !entry.name.ends_with('/') || place.sizes[1] > 0;
        let mut names: Vec<String> =
            places.iter().filter(is_file).map(|(entry, _)| entry.name.clone()).collect();
        directory::agree(places, archive.central_directory_start())?;
        names.sort_unstable();
        Ok(Archive(archive, names))
    }

    /// The names of its files, in order.
    pub(super) fn names(&self) -> Vec<String> {
        self.1.clone()
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

/// Where a file of the zip stands.
fn place(zip: &mut File, found: &ZipFile<'_, BufReader<File>>) -> Result<Place, Unreadable> {
    let wrong = || Unreadable::Zip(format!("it holds a file {:?} that is not there", found.name()));
    let (start, data) = (found.header_start(), found.data_start().ok_or_else(wrong)?);
    let length = data.checked_sub(start).filter(|length| (30..LONGEST).contains(length)).ok_or_else(wrong)?;
    let mut head = vec![0; length as usize];
    zip.seek(SeekFrom::Start(start))?;
    zip.read_exact(&mut head)?;
    let end = data.checked_add(found.compressed_size()).ok_or_else(wrong)?;
    let mut after = Vec::new();
    zip.seek(SeekFrom::Start(end))?;
    zip.take(MOST_AFTER).read_to_end(&mut after)?;
    Ok(Place { start, end, head, after, sum: found.crc32(), sizes: [found.compressed_size(), found.size()] })
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
