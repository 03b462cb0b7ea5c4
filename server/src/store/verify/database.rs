//! What the database itself can tell: its pages, its foreign keys, its guards.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::Report;
use crate::error::Result;
use crate::store::{Conn, migrate};

/// Takes the limit on a statement's time away: looking at everything takes what it takes.
pub(super) fn unlimited(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(_) => {}
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => conn.batch_execute("SET statement_timeout = 0")?,
    }
    Ok(())
}

/// Asks for what the database finds wrong with itself.
pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<()> {
    for found in pages(conn)? {
        report.add("the database file", found);
    }
    match conn {
        Conn::Sqlite(conn) => sqlite(conn, report),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => postgres(conn, report),
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Orphan {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    place: Option<i64>,
    #[diesel(sql_type = Text)]
    parent: String,
}

/// What SQLite finds wrong with its pages, its indexes and the constraints on its tables.
pub(super) fn pages(conn: &mut Conn) -> Result<Vec<String>> {
    let conn = match conn {
        Conn::Sqlite(conn) => conn,
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => return Ok(Vec::new()),
    };
    let integrity = "SELECT integrity_check AS line FROM pragma_integrity_check";
    let found = diesel::sql_query(integrity).load::<Line>(conn)?.into_iter().map(|found| found.line);
    Ok(found.filter(|line| line != "ok").collect())
}

fn sqlite(conn: &mut SqliteConnection, report: &mut Report) -> Result<()> {
    let orphans = "SELECT \"table\" AS child, rowid AS place, parent FROM pragma_foreign_key_check";
    for found in diesel::sql_query(orphans).load::<Orphan>(conn)? {
        let row = found.place.map_or_else(String::new, |row| format!(", row {row}"));
        report.add(
            format_args!("the table {}{row}", found.child),
            format_args!("names something that is not in {}", found.parent),
        );
    }
    let triggers = "SELECT name AS line FROM sqlite_master WHERE type = 'trigger'";
    let there = diesel::sql_query(triggers).load::<Line>(conn)?;
    guards(SQLITE_GUARDS, &there, report);
    as_migrated(conn, report)
}

/// Compares what the triggers do with what the migrations make them do: one that was made
/// anew under its name may refuse nothing, and one more may do anything.
fn as_migrated(conn: &mut SqliteConnection, report: &mut Report) -> Result<()> {
    let triggers =
        "SELECT name || char(10) || sql AS line FROM sqlite_master WHERE type = 'trigger' ORDER BY 1";
    let expected: BTreeSet<String> = lines(&mut migrate::fresh()?, triggers)?;
    for line in lines(conn, triggers)?.difference(&expected) {
        let name = line.lines().next().unwrap_or_default();
        report.add(
            format_args!("the trigger {name}"),
            "is not as the program makes it, so what it refuses or does is not known",
        );
    }
    Ok(())
}

fn lines(conn: &mut SqliteConnection, sql: &str) -> Result<BTreeSet<String>> {
    Ok(diesel::sql_query(sql).load::<Line>(conn)?.into_iter().map(|found| found.line).collect())
}

/// The triggers by which SQLite refuses to alter the history.
pub const SQLITE_GUARDS: &[&str] = &[
    "change_refuses_update",
    "change_refuses_delete",
    "change_refuses_replace",
    "change_value_refuses_update",
    "change_value_refuses_delete",
    "change_value_refuses_replace",
    "log_hash_refuses_update",
    "log_hash_refuses_delete",
    "log_hash_refuses_replace",
    "log_origin_refuses_update",
    "log_origin_refuses_delete",
    "log_origin_refuses_replace",
    "log_checkpoint_refuses_update",
    "log_checkpoint_refuses_delete",
    "log_checkpoint_refuses_replace",
    "log_key_refuses_update",
    "log_key_refuses_delete",
    "log_key_refuses_replace",
    "log_cosignature_refuses_update",
    "log_cosignature_refuses_delete",
    "log_cosignature_refuses_replace",
    "register_head_only_grows",
    "register_head_refuses_delete",
    "register_head_refuses_replace",
];

/// The triggers by which PostgreSQL refuses to alter the history.
pub const POSTGRES_GUARDS: &[&str] = &[
    "change_is_immutable",
    "change_refuses_truncate",
    "change_value_refuses_delete",
    "change_value_refuses_truncate",
    "change_value_refuses_update",
    "log_hash_is_immutable",
    "log_hash_refuses_truncate",
    "log_origin_is_immutable",
    "log_origin_refuses_truncate",
    "log_checkpoint_is_immutable",
    "log_checkpoint_refuses_truncate",
    "log_key_is_immutable",
    "log_key_refuses_truncate",
    "log_cosignature_is_immutable",
    "log_cosignature_refuses_truncate",
    "register_head_only_grows",
    "register_head_refuses_delete",
    "register_head_refuses_truncate",
];

fn guards(expected: &[&str], there: &[Line], report: &mut Report) {
    for guard in expected {
        if !there.iter().any(|found| found.line == *guard) {
            report.add(
                format_args!("the trigger {guard}"),
                "is not there or is switched off, so nothing refuses to alter the history",
            );
        }
    }
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct ForeignKey {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = Text)]
    broken: String,
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// For each foreign key of the schema, the statement that counts the rows which break it:
/// written by PostgreSQL itself from its catalogue.
#[cfg(feature = "postgres")]
const FOREIGN_KEYS: &str = "
    SELECT c.conname::text AS name, c.conrelid::regclass::text AS child, c.confrelid::regclass::text AS parent,
        format(
            'SELECT count(*) AS count FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)',
            c.conrelid::regclass,
            string_agg(format('c.%I IS NOT NULL', own.attname), ' AND '),
            c.confrelid::regclass,
            string_agg(format('p.%I = c.%I', other.attname, own.attname), ' AND ')
        ) AS broken
    FROM pg_constraint c
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair (own, other)
    JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attnum = pair.own
    JOIN pg_attribute other ON other.attrelid = c.confrelid AND other.attnum = pair.other
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
    GROUP BY c.oid, c.conname, c.conrelid, c.confrelid
    ORDER BY 2, 1";

#[cfg(feature = "postgres")]
fn postgres(conn: &mut PgConnection, report: &mut Report) -> Result<()> {
    for key in diesel::sql_query(FOREIGN_KEYS).load::<ForeignKey>(conn)? {
        let count = diesel::sql_query(key.broken).get_result::<Count>(conn)?.count;
        if count > 0 {
            report.add(
                format_args!("the table {} ({})", key.child, key.name),
                format_args!("{count} rows name something that is not in {}", key.parent),
            );
        }
    }
    let triggers = "SELECT tgname::text AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace";
    let there = diesel::sql_query(triggers).load::<Line>(conn)?;
    guards(POSTGRES_GUARDS, &there, report);
    Ok(())
}
