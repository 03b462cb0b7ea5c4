//! `migrate`: brings the database to this program's schema.

use clap::Args;

use super::settings::Settings;
use super::{Failure, database};

/// Which database.
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    settings: Settings<false>,
}

impl Migrate {
    /// Runs the migrations that are missing.
    ///
    /// # Errors
    /// When the database cannot be opened or is of a newer version.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        let url = &config.database;
        match database::migrate(url)? {
            0 => super::print(&format!("{url} is up to date.")),
            1 => super::print(&format!("1 migration brought {url} up to date.")),
            ran => super::print(&format!("{ran} migrations brought {url} up to date.")),
        }
    }
}
