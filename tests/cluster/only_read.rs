//! A database that may only be read: what looks at it works, what would write says so.

use diesel::prelude::*;
use partnership_register::store::db::DatabaseUrl;

use super::postgres::Cluster;
use crate::support::program::run;
use crate::support::remote::until;
use crate::support::{Database, TestRegister, founding_file};

/// The commands that only read.
const READING: &[&[&str]] =
    &[&["check"], &["check", "--deep"], &["verify"], &["export", "safer-chelmsford"], &["user", "export"]];

const NEWEST: &str = "(SELECT max(version) FROM __diesel_schema_migrations)";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

fn counts(url: &str, sql: &str) -> i64 {
    let mut conn = PgConnection::establish(url).unwrap();
    diesel::sql_query(format!("SELECT count(*) AS count FROM {sql}"))
        .get_result::<Count>(&mut conn)
        .unwrap()
        .count
}

#[test]
fn what_only_reads_works_on_a_standby_and_what_would_write_may_pass() {
    if !Database::has_postgres() {
        return;
    }
    let mut cluster = Cluster::new();
    cluster.add_standby();
    let primary = DatabaseUrl::Postgres(cluster.primary.url("postgres", "register"));
    let test = TestRegister::over(Database::of(primary.clone()));
    test.import(&founding_file()).unwrap();
    let changes = test.sequence();
    drop(test);
    let address = cluster.standby.as_ref().unwrap().url("postgres", "register");
    let standby = DatabaseUrl::Postgres(address.clone());
    until("the standby has it all", || {
        counts(&address, "pg_class WHERE relname = 'change'") == 1
            && counts(&address, "change") == changes as i64
    });
    for command in READING {
        let said = run(&standby, command);
        assert_eq!(said.status, 0, "{command:?}: {said:?}");
    }
    assert!(run(&standby, &["check"]).stdout.contains("takes no writes now"));
    assert!(!run(&primary, &["check"]).stdout.contains("takes no writes now"));
    assert_eq!(run(&standby, &["migrate"]).status, 0, "there is nothing to do");
    let add = &["user", "add", "jo@example.org", "--name", "Jo", "--role", "administrator"][..];
    let writing = [&["serve", "--listen", "127.0.0.1:0"][..], add];
    let refuses = |command: &[&str]| {
        let said = run(&standby, command);
        assert_eq!(said.status, 3, "{command:?}: {said:?}");
        assert!(said.stderr.contains("takes no writes now"), "{command:?}: {said:?}");
    };
    writing.into_iter().for_each(refuses);

    // The primary is of an older version.
    cluster
        .primary
        .execute("register", &format!("DELETE FROM __diesel_schema_migrations WHERE version = {NEWEST}"));
    let applied = counts(&cluster.primary.url("postgres", "register"), "__diesel_schema_migrations");
    until("the standby follows", || counts(&address, "__diesel_schema_migrations") == applied);
    READING.iter().copied().chain(writing).chain([&["migrate"][..]]).for_each(refuses);
    assert_eq!(run(&primary, &["check"]).status, 5);
}

#[test]
fn what_only_reads_needs_no_more_than_to_read_and_creates_nothing() {
    if !Database::has_postgres() {
        return;
    }
    let cluster = Cluster::new();
    let address = cluster.primary.url("postgres", "register");
    let url = DatabaseUrl::Postgres(address.clone());
    // What is in no schema of the system.
    let made = "pg_class WHERE relnamespace = 'public'::regnamespace";
    for command in READING {
        let said = run(&url, command);
        assert_eq!(said.status, 5, "{command:?}: {said:?}");
        assert_eq!(counts(&address, made), 0, "{command:?} created something");
    }
    let test = TestRegister::over(Database::of(url));
    test.import(&founding_file()).unwrap();
    drop(test);
    let reader = "CREATE ROLE reader LOGIN; REVOKE ALL ON DATABASE register FROM PUBLIC;
        GRANT CONNECT ON DATABASE register TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader";
    cluster.primary.execute("register", reader);
    let url = DatabaseUrl::Postgres(cluster.primary.url("reader", "register"));
    for command in READING {
        let said = run(&url, command);
        assert_eq!(said.status, 0, "{command:?}: {said:?}");
    }
}
