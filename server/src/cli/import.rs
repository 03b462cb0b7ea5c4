//! `import`: reads partnership files into the register.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::Settings;
use super::{Failure, Status, database, proof};
use crate::clock::Clock;
use crate::commands::gate::Gate;
use crate::commands::import::{self, Draft, MAX_BYTES, Options};
use crate::error::Error;
use crate::founding::SAFER_CHELMSFORD;
use crate::graph::register::Register;
use crate::model::file::PartnershipFile;

/// What to import, and how.
#[derive(Debug, Args)]
pub struct Import {
    /// The partnership files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Import although somebody has changed the partnership since the last import
    #[arg(long)]
    overwrite: bool,
    /// Archive the partnership's records that the file lacks, instead of leaving them
    #[arg(long)]
    archive_missing: bool,
    #[command(flatten)]
    settings: Settings<false>,
}

impl Import {
    /// Reads every file, then imports them in order, each whole or not at all.
    ///
    /// # Errors
    /// When a file cannot be read or breaks the rules, or others changed what it would
    /// write; files before it stay imported, which is said.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        let files = self.read()?;
        database::writable(&config.database)?;
        let gate = Gate::signed(&config.database, Clock::system(), None, proof::signer(&config))?;
        let files = checked(&gate, files)?;
        let options = Options { overwrite: self.overwrite, archive_missing: self.archive_missing };
        for (done, (path, file)) in files.into_iter().enumerate() {
            let report = import::import(&gate, file, options).map_err(|error| {
                let mut failure = refused(path, error);
                if done > 0 {
                    failure.message.push_str(&format!("\nThe {done} before it were imported."));
                }
                failure
            })?;
            super::print(&report.to_string())?;
        }
        Ok(())
    }

    /// Reads all files before anything is written, and names every unreadable one.
    fn read(&self) -> Result<Vec<(&Path, Draft)>, Failure> {
        let mut good = Vec::new();
        let mut bad = Vec::new();
        for path in &self.files {
            match bytes_of(path).and_then(|bytes| import::read(&bytes).map_err(|e| refused(path, e))) {
                Ok(file) => good.push((path.as_path(), file)),
                Err(failure) => bad.push(failure.message),
            }
        }
        if bad.is_empty() { Ok(good) } else { Err(Failure::new(Status::File, bad.join("\n"))) }
    }
}

/// The files, if the form of all is right; else everything that is wrong with those
/// whose form is not.
fn checked<'a>(
    gate: &Gate,
    drafts: Vec<(&'a Path, Draft)>,
) -> Result<Vec<(&'a Path, PartnershipFile)>, Failure> {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (path, draft) in drafts {
        if draft.problems.is_empty() {
            good.push((path, draft.file));
        } else if let Err(error) = import::check(gate, draft) {
            bad.push(refused(path, error).message);
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(Failure::new(Status::File, bad.join("\n"))) }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more than is allowed tells a file that is too long from one that fits.
    let most = MAX_BYTES as u64 + 1;
    let read = match path.to_str() {
        Some("-") => std::io::stdin().lock().take(most).read_to_end(&mut bytes),
        _ => std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(why) => Err(Failure::new(Status::File, format!("cannot read {}: {why}", path.display()))),
    }
}

/// Says why a file was refused.
fn refused(path: &Path, error: Error) -> Failure {
    let file = path.display();
    match error {
        Error::Invalid(problems) => {
            let count = problems.len();
            let s = if count == 1 { "" } else { "s" };
            let lines: String = problems.iter().map(|problem| format!("\n  - {problem}")).collect();
            let message = format!("{file} has {count} problem{s}; nothing of it was imported:{lines}");
            Failure::new(Status::File, message)
        }
        Error::Conflict(records) => {
            let lines: String = records.iter().map(|record| format!("\n  - {record}")).collect();
            let message = format!(
                "{file} was not imported: others have changed since the last import:{lines}\n\
                 Import with --overwrite to write over their changes."
            );
            Failure::new(Status::Conflict, message)
        }
        other => other.into(),
    }
}

/// Loads the founding partnership.
///
/// # Errors
/// When the database fails.
pub fn founding(register: &Register, clock: &Clock) -> Result<(), Failure> {
    let gate = Gate::open(register.store().url(), clock.clone(), Some(register.clone()))?;
    let file = import::parse(SAFER_CHELMSFORD.as_bytes())?;
    import::import(&gate, file, Options::default())?;
    Ok(())
}
