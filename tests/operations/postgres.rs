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

/// Runs SQL that names the database of a test as `%I`.
fn for_the_database(database: &Database, sql: &str) {
    let sql = format!("DO $$ BEGIN EXECUTE format('{sql}', current_database()); END $$");
    database.url.connect().unwrap().batch_execute(&sql).unwrap();
}

#[test]
fn a_database_that_calls_no_triggers_is_named_and_the_register_calls_them_nevertheless() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::founding();
    for_the_database(&test.database, "ALTER DATABASE %I SET session_replication_role = replica");
    for command in [&["check", "--deep"][..], &["verify", "--database"]] {
        let said = run(&test.database.url, command);
        assert_eq!(said.status, 10, "{said:?}");
        let name = "the setting session_replication_role of the database register_test_";
        assert!(said.stdout.contains(name), "{said:?}");
        assert!(said.stdout.contains("session_replication_role of this connection"), "{said:?}");
    }
    let mut conn = test.database.url.connect().unwrap();
    assert!(
        conn.batch_execute("DELETE FROM change").is_err(),
        "a connection of the register calls its triggers"
    );
}

#[test]
fn whoever_may_not_have_triggers_called_writes_nothing() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::founding();
    let role = format!("writer_{}", uuid::Uuid::new_v4().simple());
    let mut conn = test.database.url.connect().unwrap();
    let made = format!(
        "CREATE ROLE {role} LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role};
         ALTER ROLE {role} SET session_replication_role = replica"
    );
    conn.batch_execute(&made).unwrap();
    let as_writer = address(&test.database).replace("postgres@", &format!("{role}@"));
    let refused = DatabaseUrl::Postgres(as_writer).connect_to_write().map(drop).unwrap_err().to_string();
    conn.batch_execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).unwrap();
    assert!(refused.contains("session_replication_role is `replica`"), "{refused}");
}

#[test]
fn a_schema_of_somebody_else_that_comes_first_and_hides_nothing_is_no_problem() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::founding();
    let mut conn = test.database.url.connect().unwrap();
    let own = "CREATE SCHEMA AUTHORIZATION CURRENT_USER;
        DO $$ BEGIN EXECUTE format('CREATE TABLE %I.notes (note text)', current_user); END $$";
    conn.batch_execute(own).unwrap();
    let said = run(&test.database.url, &["check", "--deep"]);
    assert_eq!(said.status, 0, "{said:?}");
    conn.batch_execute("ALTER TABLE public.change DISABLE TRIGGER ALL").unwrap();
    let said = run(&test.database.url, &["check", "--deep"]);
    assert!(said.status == 10 && said.stdout.contains("switched off"), "{said:?}");
}

#[test]
fn a_schema_that_hides_tables_of_the_register_is_named_as_such() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::founding();
    let mut conn = test.database.url.connect().unwrap();
    conn.batch_execute("CREATE SCHEMA reg; CREATE TABLE reg.project (LIKE public.project)").unwrap();
    for_the_database(&test.database, "ALTER DATABASE %I SET search_path = reg, public");
    let said = run(&test.database.url, &["check", "--deep"]);
    assert_eq!(said.status, 10, "{said:?}");
    assert!(
        said.stdout.contains("the schemas public and reg: tables of the register are found in each"),
        "{said:?}"
    );
    assert!(!said.stdout.contains("is not there: `"), "{said:?}");
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
