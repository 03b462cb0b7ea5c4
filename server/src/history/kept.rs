//! Checkpoints kept outside the database: a file that only grows, one signed note after
//! another, each followed by an empty line.
//!
//! A note is written in one piece as soon as its change is committed, so it survives a
//! killed program; it is brought to the disk about a second later, so it may not survive a
//! power cut. What could not be written, or was lost so, the database has, and it is written
//! again: the notary makes up for it.

mod notes;

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

pub use notes::{all, all_of};

use super::checkpoint::{SignedCheckpoint, in_order};

/// The file, open to add to it.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    file: File,
    last: Option<SignedCheckpoint>,
    unsynced: bool,
    /// Between which lengths the file has a piece of a note at its end that could not be
    /// written to its end, and not be cut off yet.
    torn: Option<(u64, u64)>,
    /// Whether it may lack what was signed: when it was opened, and since something could not
    /// be written.
    behind: bool,
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
        let (last, whole) = notes::tail(&mut file)?;
        if whole < file.metadata()?.len() {
            tracing::warn!(file = %path.display(), "a checkpoint that was not written to its end is removed");
            file.set_len(whole)?;
        }
        Ok(Kept { path: path.to_owned(), file, last, unsynced: false, torn: None, behind: true })
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
    /// When it cannot be written: then nothing of it stays in the file.
    pub fn add(&mut self, signed: &SignedCheckpoint) -> std::io::Result<()> {
        let last = self.last.as_ref().map(|last| in_order(&last.checkpoint));
        if last.is_some_and(|last| last >= in_order(&signed.checkpoint)) {
            return Ok(());
        }
        let written = self.write(&format!("{}\n", signed.note()));
        match written {
            Ok(()) => (self.last, self.unsynced) = (Some(signed.clone()), true),
            Err(_) => self.behind = true,
        }
        written
    }

    /// Adds the checkpoint of a commit. Where others before it may be missed, it is with
    /// them: after it they could not be added any more.
    ///
    /// # Errors
    /// As [`Kept::add`].
    pub fn add_new(&mut self, signed: &SignedCheckpoint) -> std::io::Result<()> {
        if self.behind { Ok(()) } else { self.add(signed) }
    }

    /// Says that it has all that was committed, and nothing is committed meanwhile.
    pub fn made_up(&mut self) {
        self.behind = false;
    }

    fn write(&mut self, note: &str) -> std::io::Result<()> {
        self.cut_off()?;
        let before = self.file.metadata()?.len();
        self.file.write_all(note.as_bytes()).inspect_err(|_| {
            self.torn = Some((before, before + note.len() as u64));
            // Where that is not possible either, it is done before the next one is written.
            let _ = self.cut_off();
        })
    }

    /// Cuts off the piece that a failed write left at the end, so that nothing is added to it.
    /// Where another program was quicker, the piece stays: whoever reads passes over it.
    fn cut_off(&mut self) -> std::io::Result<()> {
        let Some((before, whole)) = self.torn else { return Ok(()) };
        if (before + 1..whole).contains(&self.file.metadata()?.len()) {
            self.file.set_len(before)?;
            self.file.sync_all()?;
        }
        self.torn = None;
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
    fn a_piece_that_another_note_follows_is_passed_over() {
        let path = file("piece");
        let notes = [1, 20, 300, 4].map(|size| format!("{}\n", signed(size).note()));
        let [first, torn, third, last] = [0, 1, 2, 3].map(|place: usize| notes[place].as_bytes());
        for end in 1..torn.len() {
            std::fs::write(&path, [first, &torn[..end], third, &torn[..end], last].concat()).unwrap();
            assert_eq!(sizes(&path), [1, 300, 4], "cut at {end}");
            assert_eq!(Kept::open(&path).unwrap().last().unwrap().checkpoint.size, 4, "cut at {end}");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn what_is_no_note_is_told_where_it_begins_and_hides_none_after_it() {
        let path = file("wrong");
        let [first, second] = [1, 2].map(|size| format!("{}\n", signed(size).note()));
        let told = |wrong: &str| {
            std::fs::write(&path, format!("{first}{wrong}{second}")).unwrap();
            let read: Vec<_> = all(&path).unwrap().collect();
            let first_and_last =
                [0, read.len() - 1].map(|place| read[place].as_ref().unwrap().checkpoint.size);
            assert_eq!(first_and_last, [1, 2], "{wrong}");
            read.into_iter().filter_map(Result::err).collect::<Vec<_>>()
        };
        for wrong in
            [first.replace('1', "x1"), "Somebody's words.\n\n".to_owned(), format!("Dear auditor,\n{first}")]
        {
            let told = told(&wrong);
            assert!(told.len() == 1 && told[0].starts_with("line 7: "), "{wrong}: {told:?}");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn what_is_missed_comes_before_what_is_new() {
        let path = file("missed");
        let mut kept = Kept::open(&path).unwrap();
        kept.add_new(&signed(1)).unwrap();
        assert!(sizes(&path).is_empty(), "what was signed before it was opened may be missed");
        kept.made_up();
        // A file that is open for reading only refuses what is written.
        let writable = std::mem::replace(&mut kept.file, File::open(&path).unwrap());
        assert!(kept.add_new(&signed(1)).is_err());
        kept.file = writable;
        kept.add_new(&signed(2)).unwrap();
        assert!(sizes(&path).is_empty());
        [1, 2].iter().for_each(|size| kept.add(&signed(*size)).unwrap());
        kept.made_up();
        kept.add_new(&signed(3)).unwrap();
        assert_eq!(sizes(&path), [1, 2, 3]);
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
