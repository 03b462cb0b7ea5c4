//! Reading the notes of the file that keeps checkpoints.
//!
//! A disk that was full may have left a piece of a note, and an older version of the program
//! wrote the next one right behind it. Such a piece is passed over: it proves nothing, and the
//! note after it is whole.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::super::checkpoint::{LONGEST, NoteError, SignedCheckpoint};

/// How the lines of a note begin that hold its signatures.
const SIGNATURE: &str = "— ";

/// The last checkpoint of the file, and where what is whole of it ends.
pub(super) fn tail(file: &mut File) -> std::io::Result<(Option<SignedCheckpoint>, u64)> {
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
        if block.starts_with(SIGNATURE.as_bytes()) {
            let note = [said, &block[..block.len() - 1]].concat();
            whole = (Some(note), from + end as u64);
        }
        (begin, said) = (end, block);
    }
    let note = whole.0.and_then(|note| Some(found(&String::from_utf8_lossy(&note)).ok()?.0));
    Ok((note, whole.1))
}

/// Every checkpoint of a file, in its order. What is none is told with the line at which it
/// begins; a note that was cut off is passed over, at the end of the file and before another.
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
    let mut notes = Notes {
        file: BufReader::new(file.take(length)),
        line: 0,
        first: 1,
        text: String::new(),
        wrong: None,
    };
    let mut waiting = None;
    Ok(std::iter::from_fn(move || waiting.take().or_else(|| notes.advance(&mut waiting))))
}

type Note = Result<SignedCheckpoint, String>;

/// The notes of a file, as they are read.
struct Notes {
    file: BufReader<std::io::Take<File>>,
    /// How many lines were read.
    line: u64,
    /// At which line the text begins.
    first: u64,
    /// What was read since the last note.
    text: String,
    /// Why that is none, if it ended as one would.
    wrong: Option<NoteError>,
}

impl Notes {
    /// The next note, or what is none; where one follows on what is none, it is to wait.
    fn advance(&mut self, waiting: &mut Option<Note>) -> Option<Note> {
        let mut block = String::new();
        loop {
            match self.line() {
                Ok(None) => return self.end(),
                Err(why) => {
                    self.file.get_mut().set_limit(0);
                    return Some(Err(format!("line {}: {why}", self.line)));
                }
                Ok(Some(line)) if line == "\n" && block.starts_with(SIGNATURE) => {
                    if let Some(note) = self.note(waiting) {
                        return Some(note);
                    }
                    block.clear();
                    self.text.push('\n');
                }
                Ok(Some(line)) => {
                    block = if line == "\n" { String::new() } else { block + &line };
                    self.text.push_str(&line);
                }
            }
            if self.text.len() > 4 * LONGEST {
                block.clear();
                self.wrong = Some(NoteError::Malformed("it is too long"));
                return self.end();
            }
        }
    }

    /// What is read up to the end of signatures: a note, with whatever stands before it. None
    /// while that is no note, or a piece of one.
    fn note(&mut self, waiting: &mut Option<Note>) -> Option<Note> {
        match found(&self.text) {
            Err(why) => {
                self.wrong.get_or_insert(why);
                None
            }
            Ok((signed, before)) => {
                let told = (!is_piece(before, &signed)).then(|| self.told());
                self.next();
                match told {
                    None => Some(Ok(signed)),
                    Some(told) => {
                        *waiting = Some(Ok(signed));
                        Some(Err(told))
                    }
                }
            }
        }
    }

    fn end(&mut self) -> Option<Note> {
        let told = self.wrong.is_some().then(|| Err(self.told()));
        self.next();
        told
    }

    /// Where it is that no note stands, and why it is none.
    fn told(&self) -> String {
        let why = self.wrong.clone().unwrap_or(NoteError::Malformed("something stands before one"));
        format!("line {}: {why}", self.first)
    }

    fn next(&mut self) {
        (self.first, self.wrong) = (self.line + 1, None);
        self.text.clear();
    }

    /// The next line, with one end whatever it had; what is no text of it is no note either.
    fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut bytes = Vec::new();
        self.line += 1;
        if self.file.by_ref().take(4 * LONGEST as u64).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&bytes);
        Ok(Some(format!("{}\n", line.trim_end_matches(['\r', '\n']))))
    }
}

/// The note with which a text ends, and what stands before it. It begins with its name, which
/// stands in front of each of its own signatures too; after a piece, not always on a new line.
fn found(text: &str) -> Result<(SignedCheckpoint, &str), NoteError> {
    let signatures = text.rsplit("\n\n").next().and_then(|lines| lines.strip_prefix(SIGNATURE));
    let name = signatures.and_then(|lines| lines.split(' ').next()).unwrap_or_default();
    let (before, note) = text.split_at(text.rfind(&format!("{name}\n")).unwrap_or_default());
    SignedCheckpoint::bare(note).map(|signed| (signed, before))
}

/// Whether a text is the beginning of a note of this log, or of one before it, that was not
/// written to its end: a whole one has an empty line before its signatures and one after them.
fn is_piece(text: &str, of: &SignedCheckpoint) -> bool {
    let first = text.lines().next().unwrap_or_default();
    of.checkpoint.origin.starts_with(first) && text.matches("\n\n").count() < 2
}
