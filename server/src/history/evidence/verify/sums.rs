//! `SHA256SUMS`: each file against what was written.

use std::collections::BTreeMap;
use std::io::Read;

use sha2::{Digest, Sha256};

use super::archive::{Archive, Unreadable};
use super::report::Report;
use crate::history::evidence::SUMS;

/// What each file should be, and what was found of those that were read.
pub(super) struct Sums {
    expected: BTreeMap<String, String>,
    found: BTreeMap<String, String>,
}

impl Sums {
    pub(super) fn read(archive: &mut Archive, report: &mut Report) -> Result<Self, Unreadable> {
        let mut text = String::new();
        if let Some(file) = archive.file(SUMS)? {
            file.take(super::LONGEST).read_to_string(&mut text)?;
        }
        let mut expected = BTreeMap::new();
        for line in text.split_terminator('\n') {
            let new = sum_of(line).map(|(sum, name)| expected.insert(name.to_owned(), sum.to_owned()));
            if new != Some(None) {
                report.add(SUMS, "a line of it names no file with its SHA-256, or one that was named before");
            }
        }
        Ok(Sums { expected, found: BTreeMap::new() })
    }

    /// Reads a whole file of at most so many bytes.
    pub(super) fn whole(
        &mut self,
        archive: &mut Archive,
        name: &str,
        most: u64,
    ) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(file) = archive.file(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(Unreadable::Zip(format!("{name} is longer than any such file")));
        }
        self.found.insert(name.to_owned(), hex::encode(Sha256::digest(&bytes)));
        Ok(Some(bytes))
    }

    /// Notes a file that was read elsewhere.
    pub(super) fn note(&mut self, name: &str, sum: Sha256) {
        self.found.insert(name.to_owned(), hex::encode(sum.finalize()));
    }

    /// Reads what was not read yet, and names every file that is not what was written.
    pub(super) fn end(mut self, archive: &mut Archive, report: &mut Report) -> Result<(), Unreadable> {
        for name in archive.names() {
            if name == SUMS || self.found.contains_key(&name) {
                continue;
            }
            let mut sum = Sha256::new();
            if let Some(mut file) = archive.file(&name)? {
                std::io::copy(&mut file, &mut sum)?;
            }
            self.note(&name, sum);
        }
        for (name, found) in &self.found {
            match self.expected.remove(name) {
                Some(expected) if expected == *found => {}
                Some(_) => report.add(name, "is not the file that was exported: its SHA-256 is another"),
                None => report.add(name, format_args!("is not among the files that {SUMS} names")),
            }
        }
        for name in self.expected.keys() {
            report.add(name, "is missing from the bundle");
        }
        Ok(())
    }
}

/// What a line says: a sum, and the file that has it.
fn sum_of(line: &str) -> Option<(&str, &str)> {
    let is_sum =
        |sum: &str| sum.len() == 64 && sum.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'));
    line.split_once("  ").filter(|(sum, name)| is_sum(sum) && !name.is_empty())
}

/// Reads and hashes.
pub(super) struct Summing<R> {
    from: R,
    sum: Sha256,
}

impl<R: Read> Summing<R> {
    pub(super) fn of(from: R) -> Self {
        Summing { from, sum: Sha256::new() }
    }

    /// Reads to the end.
    pub(super) fn finish(mut self) -> Result<Sha256, Unreadable> {
        std::io::copy(&mut self.from, &mut self.sum)?;
        Ok(self.sum)
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(bytes)?;
        self.sum.update(&bytes[..read]);
        Ok(read)
    }
}
