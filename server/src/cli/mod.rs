//! The command line: one file per sub-command.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod backup;
mod check;
mod database;
mod evidence;
mod export;
mod failure;
mod import;
mod log;
mod logs;
mod migrate;
mod proof;
mod restore;
mod schema;
mod serve;
mod settings;
mod user;
mod verify;

pub use failure::{Failure, Status};

/// A GraphQL register of what community safety partnerships do.
#[derive(Debug, Parser)]
#[command(name = "partnership-register", version, after_help = failure::STATUSES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the register until SIGTERM or SIGINT
    Serve(serve::Serve),
    /// Read partnership files into the register
    Import(import::Import),
    /// Write one partnership as a file
    Export(export::Export),
    /// Create the database, or bring it to this version's schema
    Migrate(migrate::Migrate),
    /// Check the configuration and the database without changing anything
    Check(check::Check),
    /// Write the history as evidence for an auditor, in one file that proves itself
    Evidence(evidence::Evidence),
    /// Prove a bundle of evidence, offline; or the database against its whole history
    Verify(verify::Verify),
    /// Write a copy of the database to a file, while the server runs
    Backup(backup::Backup),
    /// Put a backup in the place of the database; refused while a server runs
    Restore(restore::Restore),
    /// Show what is signed of the history, or declare a loss
    Log(log::Log),
    /// Manage accounts from the machine itself
    User(user::User),
    /// Print the GraphQL schema, or the JSON Schema of a partnership file
    Schema(schema::Schema),
}

/// Runs what the command line says. All that `main` does.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Import(import) => import.run(),
        Command::Log(log) => log.run(),
        Command::User(user) => user.run(),
        Command::Export(export) => export.run(),
        Command::Migrate(migrate) => migrate.run(),
        Command::Check(check) => check.run(),
        Command::Evidence(evidence) => evidence.run(),
        Command::Verify(verify) => verify.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Schema(schema) => schema.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to tell anyone when standard error is closed too.
            let _ = writeln!(std::io::stderr(), "error: {}", failure.message);
            ExitCode::from(failure.status as u8)
        }
    }
}

/// Writes lines to standard output. A reader that has seen enough is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::fault(format_args!("cannot write to standard output: {e}")))
        }
        _ => Ok(()),
    }
}
