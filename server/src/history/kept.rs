//! Checkpoints kept outside the database: a file that only grows, one signed note after
//! another, each followed by an empty line.
//!
//! A note is written in one piece as soon as its change is committed, so it survives a
//! killed program; it is brought to the disk about a second later, so it may not survive a
//! power cut. Then the database has it, and it is written again.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::checkpoint::{LONGEST, SignedCheckpoint};

/// The file, open to add to it.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    file: File,
    last: Option<SignedCheckpoint>,
    unsynced: bool,
}

impl Kept {
    /// Opens the file, or makes it, readable by all and written by its owner. What a cut
    /// in the middle of writing left at its end is removed.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn open(path: &Path) -> std::io::Result<Kept> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o644).open(path)?;
        let (last, whole) = tail(&mut file)?;
        if whole < file.metadata()?.len() {
            tracing::warn!(file = %path.display(), "a checkpoint that was not written to its end is removed");
            file.set_len(whole)?;
        }
        Ok(Kept { path: path.to_owned(), file, last, unsynced: false })
    }

    /// The last checkpoint in it.
    pub fn last(&self) -> Option<&SignedCheckpoint> {
        self.last.as_ref()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a checkpoint; one that goes no further than the last, or is of a log before its,
    /// is there already.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, signed: &SignedCheckpoint) -> std::io::Result<()> {
        let (new, last) = (&signed.checkpoint, self.last.as_ref().map(|last| &last.checkpoint));
        if last.is_some_and(|last| (last.losses.len(), last.size) >= (new.losses.len(), new.size)) {
            return Ok(());
        }
        self.file.write_all(format!("{}\n", signed.note()).as_bytes())?;
        self.last = Some(signed.clone());
        self.unsynced = true;
        Ok(())
    }

    /// Brings what was added to the disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&mut self) -> std::io::Result<()> {
        if std::mem::take(&mut self.unsynced) {
            self.file.sync_data()?;
        }
        Ok(())
    }
}

/// The last checkpoint of the file, and where what is whole of it ends.
fn tail(file: &mut File) -> std::io::Result<(Option<SignedCheckpoint>, u64)> {
    let length = file.metadata()?.len();
    // Room for the last whole one and one that is cut.
    let from = length.saturating_sub(2 * LONGEST as u64);
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(2 * LONGEST as u64).read_to_end(&mut bytes)?;
    let (mut begin, mut said, mut whole) = (0, &[][..], (None, from));
    while let Some(length) = bytes[begin..].windows(2).position(|pair| pair == b"\n\n") {
        let (block, end) = (&bytes[begin..begin + length + 2], begin + length + 2);
        // A block of signatures ends a note; the one before it is what they sign.
        if block.starts_with("—".as_bytes()) {
            let note = [said, &block[..block.len() - 1]].concat();
            whole = (Some(note), from + end as u64);
        }
        (begin, said) = (end, block);
    }
    let note = whole.0.and_then(|note| SignedCheckpoint::read(&String::from_utf8_lossy(&note)).ok());
    Ok((note, whole.1))
}

/// Every checkpoint of a file, in its order. What is none is told with the line at which it
/// begins; a note that was cut off at the end of the file is passed over.
///
/// # Errors
/// When the file cannot be read.
pub fn all(path: &Path) -> std::io::Result<impl Iterator<Item = Result<SignedCheckpoint, String>>> {
    all_of(File::open(path)?, u64::MAX)
}

/// As [`all`], of what stands in the first `length` bytes: what was added later belongs to
/// changes that whoever asks may not have looked at.
///
/// # Errors
/// As [`all`].
pub fn all_of(
    file: File,
    length: u64,
) -> std::io::Result<impl Iterator<Item = Result<SignedCheckpoint, String>>> {
    let mut lines = BufReader::new(file.take(length)).lines();
    let (mut number, mut is_over) = (0_u64, false);
    Ok(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let (mut note, mut gaps, first) = (String::new(), 0, number + 1);
        for line in lines.by_ref() {
            number += 1;
            let line = match line {
                Ok(line) => line,
                Err(why) => {
                    // What is no text is one line of it; what cannot be read, all that follows.
                    is_over = why.kind() != std::io::ErrorKind::InvalidData;
                    return Some(Err(format!("line {number}: {why}")));
                }
            };
            gaps += usize::from(line.is_empty());
            if gaps == 2 {
                return Some(SignedCheckpoint::read(&note).map_err(|why| format!("line {first}: {why}")));
            }
            note.push_str(&line);
            note.push('\n');
        }
        None
    }))
}

#[cfg(test)]
mod tests {
    use super::super::checkpoint::Checkpoint;
    use super::super::key::{KeyRing, SigningKey};
    use super::*;

    #[test]
    fn what_cannot_be_read_is_said_once() {
        assert_eq!(
            all(&std::env::temp_dir()).unwrap().filter(Result::is_err).count(),
            1,
            "a folder is no file"
        );
    }

    fn signed(size: u64) -> SignedCheckpoint {
        let said =
            Checkpoint { origin: "example.com/log".into(), size, root: [size as u8; 32], losses: vec![] };
        said.sign(&KeyRing::of(SigningKey::generate().unwrap())).unwrap()
    }

    fn file(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("kept-{name}-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        path
    }

    fn sizes(path: &Path) -> Vec<u64> {
        all(path).unwrap().map(|note| note.unwrap().checkpoint.size).collect()
    }

    #[test]
    fn what_was_added_is_there_in_its_order_and_once() {
        let path = file("order");
        let mut kept = Kept::open(&path).unwrap();
        assert_eq!(kept.last(), None);
        for size in [1, 3, 3, 2, 9] {
            kept.add(&signed(size)).unwrap();
        }
        kept.sync().unwrap();
        assert_eq!(sizes(&path), [1, 3, 9]);
        assert_eq!(Kept::open(&path).unwrap().last().unwrap().checkpoint.size, 9);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_cut_at_any_byte_costs_the_last_one_only() {
        let path = file("cut");
        let mut kept = Kept::open(&path).unwrap();
        kept.add(&signed(1)).unwrap();
        let first = std::fs::metadata(&path).unwrap().len();
        kept.add(&signed(2)).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for end in first as usize..whole.len() {
            std::fs::write(&path, &whole[..end]).unwrap();
            let mut kept = Kept::open(&path).unwrap();
            assert_eq!(kept.last().map(|last| last.checkpoint.size), Some(1), "cut at {end}");
            kept.add(&signed(5)).unwrap();
            assert_eq!(sizes(&path), [1, 5], "cut at {end}");
        }
        std::fs::remove_file(path).unwrap();
    }
}
