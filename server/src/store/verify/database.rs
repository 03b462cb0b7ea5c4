//! What the database itself can tell: its pages, its foreign keys, its guards.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_dsl::LoadQuery;
use diesel::sql_types::Text;

use super::{Report, orphans, part, shape};
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

/// Where it is that SQLite itself finds something wrong.
pub const PAGES: &str = "the database file";

/// Asks for what the database finds wrong with itself.
pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<()> {
    for found in pages(conn)? {
        report.add(PAGES, found);
    }
    part(conn, "the links between tables", report, orphans::check)?;
    match conn {
        Conn::Sqlite(conn) => sqlite(conn, report),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => postgres(conn, report),
    }
}

#[derive(QueryableByName)]
pub(super) struct Line {
    #[diesel(sql_type = Text)]
    pub(super) line: String,
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
    let mut fresh = migrate::fresh()?;
    parts(&lines(&mut fresh, SQLITE_PARTS)?, &lines(conn, SQLITE_PARTS)?, report);
    guards(&lines(&mut fresh, SQLITE_GUARDS)?, &lines(conn, SQLITE_GUARDS)?, report);
    shape::sqlite(conn, report)
}

/// The tables and indexes of SQLite, each with how it was made. Those that a library makes
/// for itself, another version of it may make otherwise.
const SQLITE_PARTS: &str = "SELECT type || ' ' || name || char(10) ||
    CASE WHEN name GLOB 'search_text_*' OR name GLOB '__diesel*' THEN '' ELSE coalesce(sql, '') END AS line
    FROM sqlite_master WHERE type IN ('table', 'index')";

/// The triggers of SQLite, each with what it does.
const SQLITE_GUARDS: &str =
    "SELECT name || char(10) || sql AS line FROM sqlite_master WHERE type = 'trigger' ORDER BY 1";

fn lines<C>(conn: &mut C, sql: &str) -> Result<BTreeSet<String>>
where
    diesel::query_builder::SqlQuery: for<'q> LoadQuery<'q, C, Line>,
{
    Ok(diesel::sql_query(sql).load::<Line>(conn)?.into_iter().map(|found| found.line).collect())
}

/// Compares the tables and indexes that there are with those that the migrations make: one
/// that was made anew under its name may let in what the other refuses.
fn parts(expected: &BTreeSet<String>, there: &BTreeSet<String>, report: &mut Report) {
    let name = |line: &str| line.lines().next().unwrap_or_default().to_owned();
    let known: BTreeSet<String> = there.iter().map(|line| name(line)).collect();
    for name in expected.difference(there).map(|line| name(line)) {
        let what = match known.contains(&name) {
            true => "is not as the program makes it, so what it refuses or holds is not known",
            false => "is not there",
        };
        report.add(format_args!("the {name}"), what);
    }
}

/// Compares the triggers that there are with those that the migrations make: one that was
/// made anew under its name may refuse nothing, and one more may do anything.
fn guards(expected: &BTreeSet<String>, there: &BTreeSet<String>, report: &mut Report) {
    let name = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
    let known: BTreeSet<String> = there.iter().map(|line| name(line)).collect();
    for missing in expected.iter().map(|line| name(line)).filter(|name| !known.contains(name)) {
        report.add(
            format_args!("the trigger {missing}"),
            "is not there or is switched off, so nothing refuses to alter the history",
        );
    }
    for line in there.difference(expected) {
        report.add(
            format_args!("the trigger {}", name(line)),
            "is not as the program makes it, so what it refuses or does is not known",
        );
    }
}

#[cfg(feature = "postgres")]
fn postgres(conn: &mut PgConnection, report: &mut Report) -> Result<()> {
    for setting in lines(conn, POSTGRES_REPLICATION)? {
        report.add(
            setting,
            "is not `origin`, so that triggers and foreign keys are switched off in connections that have it, and nothing \
             refuses to alter the history: take it back as a superuser, with ALTER DATABASE or ALTER ROLE and RESET \
             session_replication_role",
        );
    }
    let homes = shape::homes(conn)?;
    if homes.len() > 1 {
        report.add(
            format_args!("the schemas {}", homes.join(" and ")),
            "tables of the register are found in each, so those that come first in search_path hide others; what the \
             migrations made was not compared. Put search_path right, or find out who made the others",
        );
        return Ok(());
    }
    shape::postgres(conn, report)?;
    for foreign in lines(conn, POSTGRES_FOREIGN)? {
        report.add(foreign, "is none of the program's, so what is read or written there is not known");
    }
    let expected = POSTGRES_GUARDS.lines().map(str::to_owned).collect();
    guards(&expected, &lines(conn, POSTGRES_TRIGGERS)?, report);
    Ok(())
}

/// Where connections are told to be those of a replica, in which no trigger is called: by the
/// database, by a role, or by whatever gave this one its settings.
#[cfg(feature = "postgres")]
const POSTGRES_REPLICATION: &str = "
    SELECT concat('the setting session_replication_role of ', concat_ws(' in ',
        'the role ' || r.rolname, 'the database ' || d.datname, CASE WHEN s.setdatabase = 0 THEN 'every database' END))
        AS line
    FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = setrole LEFT JOIN pg_database d ON d.oid = setdatabase,
        unnest(setconfig) AS setting
    WHERE setting LIKE 'session_replication_role=%' AND setting <> 'session_replication_role=origin'
        AND (setdatabase = 0 OR datname = current_database())
    UNION ALL
    SELECT 'the setting session_replication_role of this connection' FROM pg_settings
    WHERE name = 'session_replication_role' AND reset_val <> 'origin'";

/// What else can stand between a statement and a table, of which the migrations make none:
/// rules, and views with theirs; and security of rows. The schema is the one in which the
/// tables are found: another one may come first in search_path and hold none of them.
#[cfg(feature = "postgres")]
const POSTGRES_FOREIGN: &str = "
    SELECT format('the rule %s on %s', r.rulename, c.relname) AS line
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('change'))
    UNION
    SELECT format('the row-level security of %s', relname) FROM pg_class
    WHERE relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('change'))
        AND (relrowsecurity OR relforcerowsecurity)";

/// The triggers of PostgreSQL as the migrations make them. There is no second database at
/// hand in which to make them; a test compares this with one.
#[cfg(feature = "postgres")]
const POSTGRES_GUARDS: &str = include_str!("postgres_guards.txt");

/// Each trigger of the schema that is switched on: its name, table, when it is called
/// (`pg_trigger.tgtype`), on which condition, what is called, and the hash of what that does.
#[cfg(feature = "postgres")]
const POSTGRES_TRIGGERS: &str = "
    SELECT concat_ws(' ', tgname, relname, tgtype, pg_get_expr(tgqual, tgrelid),
        proname || '(' || replace(encode(tgargs, 'escape'), '\\000', ';') || ')',
        encode(sha256(convert_to(prosrc, 'UTF8')), 'hex')) AS line
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
        AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('change'))
    ORDER BY 1";

/// The triggers that a database has, each on a line.
///
/// # Errors
/// When the database does not answer.
pub fn triggers(conn: &mut Conn) -> Result<BTreeSet<String>> {
    match conn {
        Conn::Sqlite(conn) => lines(conn, SQLITE_GUARDS),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => lines(conn, POSTGRES_TRIGGERS),
    }
}
