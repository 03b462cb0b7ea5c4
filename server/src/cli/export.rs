//! `export`: writes one partnership as a file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::Settings;
use super::{Failure, Status, database};
use crate::clock::Clock;
use crate::commands::export;
use crate::graph::register::Register;

/// What to export, and where to.
#[derive(Debug, Args)]
pub struct Export {
    /// The partnership's slug
    slug: String,
    /// Write to this file instead of standard output; one that exists is replaced
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings<false>,
}

/// Memory for the one partnership that is read.
const GRAPH_BYTES: u64 = 64 << 20;

impl Export {
    /// Writes everything that the register holds of the partnership, whoever may see it.
    ///
    /// # Errors
    /// When there is no such partnership, or the file cannot be written.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        if let Some(path) = &self.output {
            database::spare(&config, path)?;
        }
        drop(database::existing(&config.database)?);
        let store = database::store(&config.database, 1)?;
        let register = Register::open(store, Clock::system(), GRAPH_BYTES)?;
        let directory = register.directory();
        let found = directory.partnership_by_slug(&self.slug).map(|partnership| partnership.id);
        let graph = match found {
            Some(id) => register.load(id)?,
            None => None,
        };
        let Some(graph) = graph else {
            let slug = &self.slug;
            return Err(Failure::new(Status::NotFound, format!("the register has no partnership {slug:?}")));
        };
        let file = export::to_json(&export::file_of(&graph, &directory)?)?;
        match &self.output {
            Some(path) => write(path, &file),
            None => super::print(file.trim_end()),
        }
    }
}

/// Writes the whole file or none of it: a reader never finds half a plan.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path)).map_err(|why| {
        // What was begun is of no use to anyone; if it cannot be removed it stays.
        let _ = std::fs::remove_file(&part);
        Failure::new(Status::File, format!("cannot write {}: {why}", path.display()))
    })
}
