//! `evidence`: writes the history as a bundle for an auditor.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

use super::settings::Settings;
use super::{Failure, Status, database};
use crate::auth::actor::COMMAND_LINE;
use crate::auth::scope::Scope;
use crate::clock::Clock;
use crate::commands::evidence::{self, Asked, By};
use crate::graph::register::Register;
use crate::history::checkpoint::SignedCheckpoint;

/// What to write, and where to.
#[derive(Debug, Args)]
pub struct Evidence {
    /// The file to write, a zip; one that exists is replaced
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only of this partnership, by its slug
    #[arg(long, value_name = "SLUG")]
    partnership: Option<String>,
    /// Only changes made at this moment or later, such as 2026-04-01T00:00:00Z
    #[arg(long, value_name = "MOMENT")]
    from: Option<DateTime<Utc>>,
    /// Only changes made at this moment or earlier
    #[arg(long, value_name = "MOMENT")]
    to: Option<DateTime<Utc>>,
    /// A checkpoint with which the bundle must be comparable, as a file; may be given
    /// several times
    #[arg(long, value_name = "OLD")]
    checkpoint: Vec<PathBuf>,
    #[command(flatten)]
    settings: Settings<false>,
}

/// Memory for graphs: none is read.
const GRAPH_BYTES: u64 = 1 << 20;

impl Evidence {
    /// Writes everything of the period, whoever may see it.
    ///
    /// # Errors
    /// When there is no such partnership, or the file cannot be written.
    pub fn run(&self) -> Result<(), Failure> {
        if self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            let what = "the period ends before it begins: --to must not be before --from";
            return Err(Failure::new(Status::Configuration, what));
        }
        let config = self.settings.load()?;
        database::spare(&config, &self.file)?;
        let mut conn = database::existing(&config.database)?;
        let clock = Clock::system();
        let register = Register::open(database::store(&config.database, 1)?, clock.clone(), GRAPH_BYTES)?;
        let directory = register.directory();
        let mut asked =
            Asked { scope: Scope::of_everything(), from: self.from, to: self.to, ..Asked::default() };
        if let Some(slug) = &self.partnership {
            let found = directory.partnership_by_slug(slug).ok_or_else(|| {
                Failure::new(Status::NotFound, format!("the register has no partnership {slug:?}"))
            })?;
            asked.partnership = Some(found.id);
        }
        for path in &self.checkpoint {
            let wrong =
                |why: String| Failure::new(Status::File, format!("cannot read {}: {why}", path.display()));
            let text = std::fs::read_to_string(path).map_err(|why| wrong(why.to_string()))?;
            let note = SignedCheckpoint::read(&text).map_err(|why| wrong(why.to_string()))?;
            if let Some(why) = evidence::incomparable(&mut conn, &note)? {
                let what = format!("no bundle can be compared with {}: {why}", path.display());
                return Err(Failure::new(Status::File, what));
            }
            asked.compare.push(note.checkpoint.size);
        }
        let by = By { who: COMMAND_LINE.to_owned(), at: clock.now() };
        let written = self.write(|file| evidence::bundle(&mut conn, &directory, &asked, &by, file))?;
        super::print(&format!(
            "{} holds {} changes, proved in a log of {}.",
            self.file.display(),
            written.changes,
            written.size
        ))
    }

    /// The whole file or none of it.
    fn write<R>(
        &self,
        work: impl FnOnce(&mut BufWriter<File>) -> crate::error::Result<R>,
    ) -> Result<R, Failure> {
        let mut part = self.file.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let failed = |why: std::io::Error| {
            Failure::new(Status::File, format!("cannot write {}: {why}", self.file.display()))
        };
        let mut file = BufWriter::new(File::create(&part).map_err(failed)?);
        let done = work(&mut file).map_err(Failure::from).and_then(|done| {
            file.flush().and_then(|()| file.get_ref().sync_all()).map_err(failed)?;
            std::fs::rename(&part, &self.file).map_err(failed)?;
            Ok(done)
        });
        if done.is_err() {
            // What was begun is of no use to anyone; if it cannot be removed it stays.
            let _ = std::fs::remove_file(&part);
        }
        done
    }
}
