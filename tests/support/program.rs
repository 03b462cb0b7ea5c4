//! The program itself, as people start it, on a database of the test.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::SystemTime;

use partnership_register::store::db::DatabaseUrl;

use super::remote::until;

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program that was built with these tests.
fn path() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().and_then(Path::parent).unwrap().join("partnership-register");
    let built = program.metadata().and_then(|file| file.modified());
    let built = built.unwrap_or_else(|_| panic!("build the program first: cargo build --workspace"));
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    assert!(built >= newest(&sources), "the program is older than its sources: cargo build --workspace");
    program
}

/// When something below a folder was last written.
fn newest(folder: &Path) -> SystemTime {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let times = entries.map(|entry| match entry.file_type().unwrap().is_dir() {
        true => newest(&entry.path()),
        false => entry.metadata().unwrap().modified().unwrap(),
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// The program with these arguments, on a database, with nothing of this process's settings.
pub fn program(database: &DatabaseUrl, arguments: &[&str]) -> Command {
    let mut command = Command::new(path());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PR_")) {
        command.env_remove(name);
    }
    let address = match database {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    command.args(arguments).env("DATABASE_URL", address).stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub fn run(database: &DatabaseUrl, arguments: &[&str]) -> Said {
    said(program(database, arguments).output().unwrap())
}

pub fn said(output: Output) -> Said {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        status: output.status.code().unwrap_or(-1),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// A server in a process of its own; killed when this is dropped.
pub struct Serving {
    child: Child,
    pub port: u16,
    // Kept open: a server that may not write to it ends.
    _stdout: BufReader<ChildStdout>,
}

impl Serving {
    /// Starts a server on a port of its choice, or on the one given, and waits until it is
    /// ready.
    pub fn start(database: &DatabaseUrl, port: u16, arguments: &[&str]) -> Self {
        let mut command = program(database, &["serve", "--listen", &format!("127.0.0.1:{port}")]);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut printed = String::new();
        while !printed.contains("/graphql") {
            assert!(lines.read_line(&mut printed).unwrap() > 0, "it ended after: {printed}");
        }
        let after = printed.split("http://localhost:").nth(1).unwrap();
        let port = after.split('/').next().unwrap().parse().unwrap();
        Serving { child, port, _stdout: lines }
    }

    /// Ends it as a power cut would: at once, whatever it is doing.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The status with which it ends by itself.
    pub fn ended(mut self) -> Option<i32> {
        until("the server ends", || self.child.try_wait().unwrap().is_some());
        self.child.wait().unwrap().code()
    }

    /// Asks it to stop, and gives the status with which it ends.
    pub fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
