//! Why a command ended badly: what to say, and with which status to end.

use std::fmt::Display;

/// How the program ends. Each start-up failure has a status of its own, so that a
/// service manager can tell a mistake that stays from one that may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A fault of ours, or of the machine.
    Fault = 1,
    /// The command line, the environment or the configuration file is wrong.
    Configuration = 2,
    /// The database does not answer or cannot be opened.
    DatabaseUnreachable = 3,
    /// Another program holds the database.
    DatabaseLocked = 4,
    /// The database is not at this program's schema and cannot be brought to it.
    DatabaseSchema = 5,
    /// The address cannot be listened on.
    Listen = 6,
    /// A file cannot be read or written, or a partnership file breaks its rules.
    File = 7,
    /// An import would overwrite what others changed.
    Conflict = 8,
    /// What was asked for is not in the register.
    NotFound = 9,
    /// The database or a backup of it is not what it should be.
    Damaged = 10,
    /// The database has lost changes that the server had shown.
    Rewound = 11,
    /// The history is not the one of which a checkpoint was signed.
    Contradicted = 12,
    /// All is proved, and the register declared that it lost changes.
    DeclaredLoss = 13,
}

/// What `--help` says of the statuses.
pub const STATUSES: &str = "\
Exit status:
  0  done, or stopped by SIGTERM or SIGINT
  1  a fault of the program or the machine
  2  the command line or the configuration is wrong
  3  the database cannot be reached or opened, or takes no writes now
  4  the database is locked by another program
  5  the database is of a newer version, or needs a migration that failed
  6  the address to listen on is taken or cannot be used
  7  a file cannot be read or written, or breaks the rules
  8  an import would overwrite what others changed since, or a restore lose what was signed
  9  what was asked for is not in the register
 10  the database, a backup of it or evidence from it is not what it should be
 11  the database has lost changes that the server had shown: start it again
 12  the history is not the one of which a checkpoint was signed
 13  all is proved, and the register declared that it lost changes";

/// Why a command ended badly.
#[derive(Debug)]
pub struct Failure {
    /// The status to end with.
    pub status: Status,
    /// What to say, for the one who typed the command.
    pub message: String,
}

impl Failure {
    /// A failure with a status and a message.
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Failure { status, message: message.into() }
    }

    /// A fault that is nobody's mistake.
    pub fn fault(cause: impl Display) -> Self {
        Failure::new(Status::Fault, cause.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_status_once() {
        let last = Status::DeclaredLoss as u8;
        for status in 0..=last {
            let line = format!("\n{status:>3}  ");
            assert_eq!(STATUSES.matches(&line).count(), 1, "{status}");
        }
    }
}
