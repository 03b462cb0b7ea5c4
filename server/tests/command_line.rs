//! The program as people start it: what it prints, and with which status it ends.
#![expect(clippy::unwrap_used, reason = "a test ends where its expectation does")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

const FOUNDING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/safer-chelmsford.json");

/// A folder of its own that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("register-cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn database(&self) -> PathBuf {
        self.0.join("data/register.db")
    }

    /// The program, with nothing of this process's settings.
    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_partnership-register"));
        command.args(arguments).current_dir(&self.0).env_remove("DATABASE_URL");
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PR_")) {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        said(self.program(arguments).output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn said(output: Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn sqlite(path: &Path, sql: &str) -> SqliteConnection {
    let mut connection = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    connection.batch_execute(sql).unwrap();
    connection
}

/// A server that is killed when the test fails before it was stopped.
struct Serving(Child);

impl Serving {
    /// Starts and gives, when it is ready, its address and what it printed until then.
    fn start(folder: &Folder, arguments: &[&str]) -> (Self, String, String) {
        let mut command = folder.program(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut printed = String::new();
        while !printed.contains("/graphql") {
            assert!(lines.read_line(&mut printed).unwrap() > 0, "it ended after: {printed}");
        }
        let after = printed.split("http://localhost:").nth(1).unwrap();
        let port = after.split('/').next().unwrap();
        (Serving(child), format!("127.0.0.1:{port}"), printed)
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args([name, &self.0.id().to_string()]).status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn post(address: &str, query: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let body = format!("{{\"query\":\"{query}\"}}");
    let length = body.len();
    write!(
        stream,
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn serve_prints_where_to_look_answers_and_ends_with_0_when_asked_to_stop() {
    let folder = Folder::new();
    let (mut server, address, printed) = Serving::start(&folder, &["--example"]);
    for place in ["/\n", "/partnerships/safer-chelmsford\n", "/explorer\n", "/graphql\n"] {
        assert!(printed.contains(place), "{place} is not in {printed}");
    }
    let answer = post(&address, "{ partnership(slug: \\\"safer-chelmsford\\\") { name } }");
    assert!(answer.contains("{\"name\":\"Safer Chelmsford Partnership\"}"), "{answer}");
    server.signal("-TERM");
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
}

#[test]
fn the_example_is_loaded_into_an_empty_register_only() {
    let folder = Folder::new();
    let other = folder.file(
        "other.json",
        r#"{"format":"partnership-register/1","partnership":{"slug":"safer-anytown","name":"Safer Anytown"}}"#,
    );
    assert_eq!(folder.run(&["import", other.to_str().unwrap()]).0, 0);
    let (server, address, _) = Serving::start(&folder, &["--example"]);
    let answer = post(&address, "{ partnerships { totalCount } }");
    assert!(answer.contains("\"totalCount\":1"), "{answer}");
    server.signal("-INT");
}

#[test]
fn every_mistake_of_the_configuration_is_named_and_ends_with_2() {
    let folder = Folder::new();
    let file = folder.file("register.toml", "lisen = 1\n[http]\nerrors = 0\n");
    let mut command = folder.program(&["serve", "--readers", "none", "--config", file.to_str().unwrap()]);
    let (status, _, stderr) = said(command.env("PR_LOG_FORMAT", "xml").output().unwrap());
    assert_eq!(status, 2);
    for mistake in ["4 mistakes", "lisen (", "http.errors (", "readers (--readers)", "variable PR_LOG_FORMAT"]
    {
        assert!(stderr.contains(mistake), "{mistake} is not in {stderr}");
    }
    assert_eq!(folder.run(&["serve", "--no-such-flag"]).0, 2);
}

#[test]
fn a_flag_beats_the_environment_and_an_empty_variable_is_none() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    let mut command = folder.program(&["check", "--readers", "2"]);
    command.env("PR_READERS", "9").env("PR_WORKERS", "1").env("PR_LISTEN", "");
    let (status, stdout, _) = said(command.output().unwrap());
    assert_eq!(status, 0);
    assert!(stdout.contains("readers is set by --readers"), "{stdout}");
    assert!(stdout.contains("workers is set by environment variable PR_WORKERS"), "{stdout}");
    assert!(!stdout.contains("listen"), "{stdout}");
}

#[test]
fn a_database_that_is_not_there_ends_with_3_and_what_is_none_with_10() {
    let folder = Folder::new();
    let (status, _, stderr) = folder.run(&["check"]);
    assert_eq!(status, 3, "{stderr}");
    assert!(!folder.database().exists(), "a check made a database");
    let text = folder.file("text.db", &"this is no database ".repeat(200));
    let (status, _, stderr) = folder.run(&["migrate", "--database", text.to_str().unwrap()]);
    assert_eq!(status, 10, "{stderr}");
    assert!(stderr.contains("is damaged, or is no database"), "{stderr}");
}

#[cfg(feature = "postgres")]
#[test]
fn a_database_server_that_does_not_answer_ends_with_3_and_tells_no_password() {
    let folder = Folder::new();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = folder.program(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("DATABASE_URL", format!("postgres://register:hunter2@{closed}/register"));
    let (status, stdout, stderr) = said(command.output().unwrap());
    assert_eq!(status, 3, "{stderr}");
    assert!(stderr.contains(&closed.to_string()), "{stderr}");
    assert!(!stderr.contains("hunter2") && !stdout.contains("hunter2"), "{stderr}");
}

#[test]
fn a_database_that_another_program_holds_ends_with_4() {
    let folder = Folder::new();
    let held = sqlite(&folder.0.join("held.db"), "CREATE TABLE t (x); BEGIN EXCLUSIVE");
    let (status, _, stderr) = folder.run(&["serve", "--listen", "127.0.0.1:0", "--database", "held.db"]);
    assert_eq!(status, 4, "{stderr}");
    drop(held);
}

#[test]
fn a_database_of_a_newer_version_ends_with_5() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')";
    drop(sqlite(&folder.database(), newer));
    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["check"]] {
        let (status, _, stderr) = folder.run(arguments);
        assert_eq!(status, 5, "{arguments:?}: {stderr}");
        assert!(stderr.contains("newer version"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn an_address_that_is_taken_ends_with_6_before_the_database_is_touched() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (status, stdout, stderr) = folder.run(&["serve", "--listen", &address]);
    assert_eq!(status, 6, "{stderr}");
    assert!(stderr.contains(&address), "{stderr}");
    assert!(stdout.is_empty() && !folder.database().exists());
}

#[test]
fn bad_files_are_all_named_and_end_with_7_before_anything_is_written() {
    let folder = Folder::new();
    let broken = folder.file("broken.json", "{ \"format\": ");
    let missing = folder.0.join("missing.json");
    let arguments = ["import", FOUNDING, broken.to_str().unwrap(), missing.to_str().unwrap()];
    let (status, _, stderr) = folder.run(&arguments);
    assert_eq!(status, 7);
    assert!(stderr.contains("broken.json") && stderr.contains("missing.json"), "{stderr}");
    assert!(!folder.database().exists());
}

#[test]
fn what_was_imported_is_exported_as_the_same_bytes() {
    let folder = Folder::new();
    let (status, stdout, stderr) = folder.run(&["import", FOUNDING]);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("19 projects"), "{stdout}");
    let (_, stdout, _) = folder.run(&["import", FOUNDING]);
    assert!(stdout.contains("nothing to do"), "{stdout}");
    let founding = std::fs::read_to_string(FOUNDING).unwrap();
    assert_eq!(folder.run(&["export", "safer-chelmsford"]), (0, founding.clone(), String::new()));
    assert_eq!(folder.run(&["export", "safer-chelmsford", "--output", "plan.json"]).0, 0);
    assert_eq!(std::fs::read_to_string(folder.0.join("plan.json")).unwrap(), founding);
}

#[test]
fn exporting_what_is_not_there_ends_with_9() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    assert_eq!(folder.run(&["export", "nowhere"]).0, 9);
}

#[test]
fn help_tells_of_every_command_setting_and_status() {
    let folder = Folder::new();
    let (status, help, _) = folder.run(&["--help"]);
    assert_eq!(status, 0);
    for word in ["serve", "import", "export", "migrate", "check", "user", "schema", "Exit status"] {
        assert!(help.contains(word), "{word} is not in {help}");
    }
    let (_, help, _) = folder.run(&["serve", "--help"]);
    for setting in partnership_register::config::settings().filter(|setting| !setting.flag.is_empty()) {
        assert!(
            help.contains(setting.flag) && help.contains(setting.env),
            "{} is not in {help}",
            setting.flag
        );
    }
}

#[test]
fn accounts_are_managed_from_the_machine_without_passwords() {
    let folder = Folder::new();
    let add = ["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"];
    let (status, link, errors) = folder.run(&add);
    assert_eq!(status, 0, "{errors}");
    assert!(link.starts_with("http://localhost:8080/admin/accept-invitation#prl_"), "{link}");
    let (status, _, errors) = folder.run(&add);
    assert_eq!((status, errors.contains("has an account already")), (2, true), "{errors}");
    let (status, again, _) = folder.run(&["user", "reset", "Jo@example.org"]);
    assert!(status == 0 && again.contains("#prl_") && again != link, "{again}");
    let (status, _, errors) = folder.run(&["user", "disable", "jo@example.org"]);
    assert_eq!((status, errors.contains("last administrator")), (2, true), "{errors}");
    assert_eq!(folder.run(&["user", "disable", "nobody@example.org"]).0, 9);
    assert_eq!(folder.run(&["user", "invite", "al@example.org", "--name", "Al", "--role", "auditor"]).0, 2);
    let (_, csv, _) = folder.run(&["user", "export"]);
    assert!(csv.contains("jo@example.org,Jo,INVITED,no,ADMINISTRATOR,,,"), "{csv}");
}
