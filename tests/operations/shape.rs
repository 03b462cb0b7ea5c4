//! A deep check finds a schema that is not as the migrations make it.

use std::fmt::Write;

use partnership_register::store::verify;

use super::deep::{after, finds};
use crate::source::root;
use crate::support::{Database, TestRegister};

/// Compares what the migrations make of PostgreSQL with a file of the program; writes it
/// beside when it is not that.
fn is_committed(name: &str, made: impl IntoIterator<Item = String>) {
    let made = made.into_iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    });
    let committed = root().join("server/src/store/verify").join(name);
    if std::fs::read_to_string(&committed).unwrap() != made {
        let place = root().join("target").join(name);
        std::fs::write(&place, made).unwrap();
        panic!("{} is not what the migrations make; that is {}", committed.display(), place.display());
    }
}

#[test]
fn every_trigger_and_every_part_of_postgresql_is_the_one_that_is_expected() {
    if !Database::has_postgres() {
        return;
    }
    let test = TestRegister::new();
    let mut conn = test.reader();
    is_committed("postgres_guards.txt", verify::triggers(&mut conn).unwrap());
    is_committed("postgres_shape.txt", verify::described(&mut conn).unwrap());
}

#[test]
fn what_stands_between_a_statement_and_a_table_is_named() {
    if Database::is_postgres() {
        let rule = "CREATE RULE swallow AS ON INSERT TO log_checkpoint DO INSTEAD NOTHING";
        finds(rule, &["the rule swallow on log_checkpoint: is none of the program's"]);
        let rows =
            "ALTER TABLE project ENABLE ROW LEVEL SECURITY; ALTER TABLE project FORCE ROW LEVEL SECURITY";
        finds(rows, &["the row-level security of project: is none of the program's"]);
    } else {
        finds("DROP INDEX change_actor_idx", &["the index change_actor_idx: is not there"]);
        finds("DROP TABLE checkpoint_letter", &["the table checkpoint_letter: is not there"]);
        let other = "DROP INDEX partnership_parent_id_idx;
            CREATE INDEX partnership_parent_id_idx ON partnership (parent_id) WHERE parent_id = ''";
        finds(other, &["the index partnership_parent_id_idx: is not as the program makes it"]);
        let looser = "PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE', '') WHERE name = 'change';
            DELETE FROM sqlite_master WHERE name LIKE 'sqlite_autoindex_change_%'";
        finds(looser, &["the table change: is not as the program makes it"]);
    }
}

#[test]
fn on_postgresql_each_part_that_is_missing_or_added_or_another_is_named() {
    if !Database::has_postgres() {
        return;
    }
    for (sql, expected) in [
        (
            "ALTER TABLE entity DROP CONSTRAINT entity_pkey CASCADE",
            "the table entity, constraint entity_pkey: is not there: `PRIMARY KEY (id)`",
        ),
        ("ALTER TABLE project DROP CONSTRAINT project_id_check", "constraint project_id_check: is not there"),
        (
            "ALTER TABLE project DROP CONSTRAINT project_id_check;
             ALTER TABLE project ADD CONSTRAINT project_id_check CHECK (id <> '')",
            "the table project, constraint project_id_check: is not as the program makes it",
        ),
        (
            "ALTER TABLE project DROP CONSTRAINT project_lead_agency_id_fkey",
            "constraint project_lead_agency_id_fkey: is not there",
        ),
        (
            "ALTER TABLE project DISABLE TRIGGER ALL",
            "the table project, constraint project_lead_agency_id_fkey: is not as the program makes it",
        ),
        (
            "ALTER TABLE project ALTER name DROP NOT NULL",
            "the table project, column name: is not as the program makes it",
        ),
        (
            "ALTER TABLE project ADD COLUMN note TEXT",
            "the table project, column note: is none of the program's",
        ),
        (
            "ALTER TABLE project ALTER version TYPE BIGINT",
            "it is `bigint NOT NULL` instead of `integer NOT NULL`",
        ),
        (
            "ALTER TABLE project ALTER name TYPE TEXT COLLATE \"und-x-icu\"",
            "the table project, column name: is not as the program makes it",
        ),
        ("ALTER TABLE project ALTER kind SET DEFAULT 'OTHER'", "the table project, column kind: is not as"),
        ("DROP INDEX change_actor_idx", "the table change, index change_actor_idx: is not there"),
        ("DROP TABLE checkpoint_letter", "the table checkpoint_letter: is not there"),
        ("CREATE TABLE more () INHERITS (project)", "the table project, rows of the table more: is none of"),
        ("ALTER TABLE search_text SET UNLOGGED", "the table search_text: is not as the program makes it"),
        (
            "CREATE FUNCTION helpful() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
             CREATE EVENT TRIGGER helpful ON ddl_command_end EXECUTE FUNCTION helpful()",
            "the event trigger helpful: is none of the program's",
        ),
    ] {
        finds(sql, &[expected]);
    }
    // Of a table that is gone its parts are not named, and a table of somebody else's is none
    // of the register's business.
    let problems = after("DROP TABLE checkpoint_letter; CREATE TABLE theirs (id TEXT PRIMARY KEY)");
    assert_eq!(problems.len(), 1, "{problems:#?}");
}
