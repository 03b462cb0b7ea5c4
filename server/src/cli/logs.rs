//! Log lines on standard error: for people, or one JSON object each.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::Failure;
use crate::config::{Config, LogFormat};

/// Starts to log as the configuration says.
///
/// # Errors
/// When something else logs already.
pub fn start(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log).map_err(Failure::fault)?;
    let base = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    match config.log_format {
        // Colours would end up in files.
        LogFormat::Text => base.with(lines.with_ansi(false)).try_init(),
        LogFormat::Json => base.with(lines.json().flatten_event(true)).try_init(),
    }
    .map_err(Failure::fault)
}
