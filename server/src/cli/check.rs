//! `check`: says whether the server would start, without starting it.

use clap::Args;

use super::settings::Settings;
use super::{Failure, database};
use crate::store::change;

/// What to check.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    settings: Settings<true>,
}

impl Check {
    /// Checks the configuration and the database, and changes neither.
    ///
    /// # Errors
    /// What `serve` would fail with.
    pub fn run(&self) -> Result<(), Failure> {
        let config = self.settings.load()?;
        let mut lines = vec!["The configuration is good.".to_owned()];
        lines.extend(config.made().map(|(key, origin)| format!("  {key} is set by {origin}")));
        super::print(&lines.join("\n"))?;
        let mut conn = database::existing(&config.database)?;
        let (changes, _) = change::head(&mut conn)?;
        super::print(&format!("The database {} is good: {changes} changes so far.", config.database))
    }
}
