//! On PostgreSQL, its own programs make the backup: shown with the real ones.

use std::process::Command;

use diesel::Connection;
use diesel::connection::SimpleConnection;
use partnership_register::store::db::DatabaseUrl;

use crate::support::program::run;
use crate::support::{Database, TestRegister, founding_file};

fn address(database: &Database) -> &str {
    match &database.url {
        DatabaseUrl::Postgres(address) => address,
        DatabaseUrl::Sqlite(_) => panic!("not on PostgreSQL"),
    }
}

/// One of PostgreSQL's programs, which Debian does not always put on the path.
fn postgres(program: &str, arguments: &[&str]) {
    let folder = Command::new("pg_config").arg("--bindir").output().unwrap();
    let folder = String::from_utf8(folder.stdout).unwrap();
    let path = std::path::Path::new(folder.trim()).join(program);
    let output = Command::new(path).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn our_commands_name_those_of_postgresql() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::new();
    for (command, program) in [("backup", "pg_dump "), ("restore", "pg_restore ")] {
        let said = run(&test.database.url, &[command, "/tmp/nowhere/copy"]);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.stderr.contains(program), "{said:?}");
    }
}

#[test]
fn what_pg_dump_wrote_and_pg_restore_read_passes_the_deep_check() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::founding();
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("register.dump");
    let dump = dump.to_str().unwrap();
    postgres("pg_dump", &["--format=custom", &format!("--file={dump}"), address(&test.database)]);
    let fresh = Database::create();
    let into = format!("--dbname={}", address(&fresh));
    postgres("pg_restore", &["--exit-on-error", "--single-transaction", "--no-owner", &into, dump]);
    let deep = run(&fresh.url, &["check", "--deep"]);
    assert_eq!(deep.status, 0, "{deep:?}");
    assert!(deep.stdout.contains(&format!("{} changes", test.sequence())), "{deep:?}");
    // It is a register like any other: the history goes on, and is as guarded as before.
    let again = TestRegister::over(fresh);
    again.import(&founding_file()).unwrap();
    let mut conn = diesel::PgConnection::establish(address(&again.database)).unwrap();
    assert!(conn.batch_execute("DELETE FROM change").is_err());
}
