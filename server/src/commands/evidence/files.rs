//! The files of a bundle, written one after another into a zip that streams.

use std::io::{self, Write};

use chrono::{DateTime, Datelike, Timelike, Utc};
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Result};
use crate::history::evidence::SUMS;

/// A zip on its way out.
pub(super) struct Files<W: Write> {
    zip: ZipWriter<StreamWriter<Cut<W>>>,
    options: SimpleFileOptions,
    /// The name of each file and its SHA-256.
    sums: Vec<(String, String)>,
    /// That of the file which is being written.
    sum: Sha256,
}

/// Of the levels of deflate, one that keeps up with reading the database.
const LEVEL: i64 = 3;

impl<W: Write> Files<W> {
    pub(super) fn begin(out: W, at: DateTime<Utc>) -> Self {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .large_file(true);
        let at = zip_time(at);
        Files {
            zip: ZipWriter::new_stream(Cut { out: Some(out) }),
            options: at.map_or(options, |at| options.last_modified_time(at)),
            sums: Vec::new(),
            sum: Sha256::new(),
        }
    }

    /// Begins a file; what is written until the next one is its content.
    pub(super) fn file(&mut self, name: &str) -> Result<()> {
        self.close();
        self.zip.start_file(name, self.options).map_err(Error::internal)?;
        self.sums.push((name.to_owned(), String::new()));
        Ok(())
    }

    /// Writes to the file that was begun last.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.update(bytes);
        self.zip.write_all(bytes).map_err(Error::internal)
    }

    /// A whole file.
    pub(super) fn text(&mut self, name: &str, text: &str) -> Result<()> {
        self.file(name)?;
        self.write(text.as_bytes())
    }

    fn close(&mut self) {
        let sum = std::mem::take(&mut self.sum);
        if let Some((_, last)) = self.sums.last_mut() {
            *last = hex::encode(sum.finalize());
        }
    }

    /// Writes the sums of all files and the end of the zip.
    pub(super) fn end(mut self) -> Result<()> {
        self.close();
        let lines: String = self.sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
        self.zip.start_file(SUMS, self.options).map_err(Error::internal)?;
        self.zip.write_all(lines.as_bytes()).map_err(Error::internal)?;
        let mut out = self.zip.finish().map_err(Error::internal)?.into_inner();
        out.flush().map_err(Error::internal)
    }
}

/// The time of the files, in the years that a zip can say.
fn zip_time(at: DateTime<Utc>) -> Option<zip::DateTime> {
    let year = u16::try_from(at.year()).ok()?;
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| part as u8);
    zip::DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}

/// A way out that may be cut: after the first failure what is written is dropped, for the
/// zip would complain on the console when it cannot be ended.
struct Cut<W> {
    out: Option<W>,
}

impl<W: Write> Write for Cut<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(out) = &mut self.out else { return Ok(bytes.len()) };
        let written = out.write(bytes);
        if written.is_err() {
            self.out = None;
        }
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}
