//! The configuration: flags before environment before file before defaults.
//!
//! Every mistake is named at once, with the place it comes from, so that nobody has to
//! start the program five times to find five slips.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::auth::config::AuthConfig;
use crate::http::HttpConfig;
use crate::mail::{Mailer, SmtpConfig};
use crate::store::db::DatabaseUrl;

mod accounts;
mod file;
mod proof;
mod settings;
mod values;

pub use accounts::TokenKey;
pub use proof::ProofConfig;
pub use settings::{Setting, settings};
pub use values::{LogFormat, public_url_of};

/// Everything that can be set, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the register is kept.
    pub database: DatabaseUrl,
    /// Whether to load the founding partnership into an empty register.
    pub example: bool,
    /// Which log lines to write, as `tracing` filters are written.
    pub log: String,
    /// How to write them.
    pub log_format: LogFormat,
    /// Threads that answer requests.
    pub workers: usize,
    /// Connections that read the database.
    pub readers: u32,
    /// Memory for partnerships that were read, in bytes.
    pub graph_cache: u64,
    /// The HTTP layer and the limits on queries.
    pub http: HttpConfig,
    /// Accounts and sessions.
    pub auth: AuthConfig,
    /// The mail server.
    pub smtp: SmtpConfig,
    /// The key that signs access tokens; none: one that is kept in the database.
    pub token_key: Option<TokenKey>,
    /// What signs the history.
    pub proof: ProofConfig,
    origins: BTreeMap<String, Origin>,
}

/// Where the value of a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the command line.
    Flag(&'static str),
    /// An environment variable.
    Environment(&'static str),
    /// The configuration file.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Flag(flag) => write!(f, "--{flag}"),
            Origin::Environment(name) => write!(f, "environment variable {name}"),
            Origin::File(path) => write!(f, "{}", path.display()),
            Origin::Default => f.write_str("default"),
        }
    }
}

/// A setting given by a flag or the environment.
#[derive(Debug, Clone)]
pub struct Given {
    /// Which setting.
    pub setting: &'static Setting,
    /// Its value, not yet checked.
    pub value: String,
    /// Where it was given.
    pub origin: Origin,
}

/// What is wrong with a configuration: never empty.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(Vec<String>);

impl std::fmt::Display for Mistakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count = self.0.len();
        write!(f, "the configuration has {count} mistake{}:", if count == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

impl Default for Config {
    fn default() -> Self {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            database: DatabaseUrl::Sqlite("data/register.db".into()),
            example: false,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            readers: 4,
            graph_cache: 256 << 20,
            http: HttpConfig::default(),
            auth: AuthConfig::default(),
            smtp: SmtpConfig::default(),
            token_key: None,
            proof: ProofConfig::default(),
            origins: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Puts the configuration together and checks it.
    ///
    /// # Errors
    /// Every mistake, each with its setting, where it was made and what was expected.
    pub fn load(file: Option<&Path>, given: &[Given]) -> Result<Config, Mistakes> {
        let mut config = Config::default();
        let mut mistakes = Vec::new();
        if let Some(path) = file {
            config.read_file(path, &mut mistakes);
        }
        for Given { setting, value, origin } in given {
            match (setting.set)(&mut config, value) {
                Ok(()) => config.set_by(setting.key, origin.clone()),
                Err(expected) => mistakes.push(format!("{} ({origin}): {expected}", setting.key)),
            }
        }
        if config.origin("http.public_url") == Origin::Default {
            config.http.public_url = values::public_url_of(config.listen);
        }
        match values::public_url(&config.http.public_url) {
            Ok(url) => config.http.public_url = url,
            Err(expected) => {
                mistakes.push(format!("http.public_url ({}): {expected}", config.origin("http.public_url")));
                config.http.public_url = HttpConfig::default().public_url;
            }
        }
        for mistake in config.http.validate().err().unwrap_or_default() {
            let name = mistake.split(' ').next().unwrap_or_default();
            let origin = config.origin(&format!("http.{name}"));
            mistakes.push(format!("http.{name} ({origin}):{}", mistake.trim_start_matches(name)));
        }
        if let Err(mistake) = Mailer::new(&config.smtp) {
            let (name, why) = mistake.split_once(": ").unwrap_or(("smtp", &mistake));
            mistakes.push(format!("{name} ({}): {why}", config.origin(name)));
        }
        for (name, why) in accounts::mail_mistakes(&config.smtp) {
            mistakes.push(format!("{name} ({}): {why}", config.origin(name)));
        }
        if mistakes.is_empty() { Ok(config) } else { Err(Mistakes(mistakes)) }
    }

    /// Where the value of a setting comes from.
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).cloned().unwrap_or(Origin::Default)
    }

    /// Every setting that was made, with where it was made.
    pub fn made(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.origins.iter().map(|(key, origin)| (key.as_str(), origin))
    }

    fn set_by(&mut self, key: &str, origin: Origin) {
        self.origins.insert(key.to_owned(), origin);
    }
}

#[cfg(test)]
mod tests;
