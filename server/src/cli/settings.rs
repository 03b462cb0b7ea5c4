//! Flags and environment variables of the settings, made from their table.

use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::{Failure, Status};
use crate::config::{Config, Given, Origin, Setting, settings};

/// The settings that every command with a database has; with `SERVER` those of the
/// server too.
#[derive(Debug)]
pub struct Settings<const SERVER: bool> {
    file: Option<PathBuf>,
    given: Vec<Given>,
    /// The flags on the command line.
    flags: Vec<&'static str>,
}

impl<const SERVER: bool> Settings<SERVER> {
    /// Puts the configuration together and starts to log.
    ///
    /// # Errors
    /// Every mistake of the configuration.
    pub fn load(&self) -> Result<Config, Failure> {
        let config = Config::load(self.file.as_deref(), &self.given)
            .map_err(|mistakes| Failure::new(Status::Configuration, mistakes.to_string()))?;
        super::logs::start(&config)?;
        Ok(config)
    }

    /// Whether this flag stands on the command line.
    pub fn has_flag(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    fn table() -> impl Iterator<Item = &'static Setting> {
        settings().filter(|setting| SERVER || !setting.server)
    }
}

/// What a flag stands for that was given alone where that is allowed: not naming it.
const ALONE: &str = "\u{0}";

/// Lets the flag of a setting stand alone, meaning what else the setting is: `--database`
/// then says which of several things is meant, and not which database.
pub fn alone(arg: Arg) -> Arg {
    arg.num_args(0..=1).default_missing_value(ALONE)
}

/// A setting of which no flag says anything; some have none, since others on the machine
/// can read command lines.
fn of_environment(setting: &'static Setting) -> Option<Given> {
    let name = Some(setting.env).filter(|name| !name.is_empty())?;
    let value = std::env::var(name).ok().filter(|value| !value.is_empty())?;
    Some(Given { setting, value, origin: Origin::Environment(name) })
}

impl<const SERVER: bool> Args for Settings<SERVER> {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config")
            .long("config")
            .env("PR_CONFIG")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("Read settings from a TOML file; flags and the environment go before it");
        let mut command = command.next_help_heading("Settings").arg(file.hide_env_values(true));
        for setting in Self::table().filter(|setting| !setting.flag.is_empty()) {
            let mut arg = Arg::new(setting.flag)
                .long(setting.flag)
                .env(setting.env)
                .value_name(setting.value)
                // An address of a database may hold a password.
                .hide_env_values(true)
                .help(setting.help);
            if setting.switch {
                arg = arg.num_args(0..=1).require_equals(true).default_missing_value("true");
            }
            command = command.arg(arg);
        }
        command.next_help_heading(None)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const SERVER: bool> FromArgMatches for Settings<SERVER> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let (mut given, mut flags) = (Vec::new(), Vec::new());
        for setting in Self::table() {
            if setting.flag.is_empty() {
                given.extend(of_environment(setting));
                continue;
            }
            let Some(value) = matches.get_one::<String>(setting.flag) else { continue };
            if matches.value_source(setting.flag) == Some(ValueSource::CommandLine) {
                flags.push(setting.flag);
            }
            if value == ALONE {
                given.extend(of_environment(setting));
                continue;
            }
            let origin = match matches.value_source(setting.flag) {
                // Set to nothing is how containers unset a variable.
                Some(ValueSource::EnvVariable) if value.is_empty() => continue,
                Some(ValueSource::EnvVariable) => Origin::Environment(setting.env),
                _ => Origin::Flag(setting.flag),
            };
            given.push(Given { setting, value: value.clone(), origin });
        }
        let file = matches.get_one::<PathBuf>("config").filter(|file| !file.as_os_str().is_empty()).cloned();
        Ok(Settings { file, given, flags })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
