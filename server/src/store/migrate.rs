//! The schema: migrations built into the program.

use std::collections::BTreeSet;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

#[cfg(feature = "postgres")]
use super::db::STATEMENT;
use super::db::{BUSY, Conn, DatabaseUrl, OpenError, with_advice};
use super::tx;
use crate::error::Error;

#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");

/// How long a program waits on PostgreSQL while another one migrates the same database, and
/// how long one statement of a migration may take.
#[cfg(feature = "postgres")]
const PATIENCE: Duration = Duration::from_secs(600);

/// How long it waits on SQLite, where somebody else may hold the file for another reason.
const BUSY_MIGRATING: Duration = Duration::from_secs(60);

/// The advisory lock of PostgreSQL under which a database is migrated; the number has no
/// meaning, and must stay.
#[cfg(feature = "postgres")]
const LOCK: i64 = 7_061_727_469_677_261;

/// Brings an empty or older database to this program's schema; never touches a newer one.
/// Of several programs that do it at one time, one migrates, and the others wait for it and
/// find nothing left to do. Returns how many migrations ran.
///
/// # Errors
/// See [`OpenError`].
pub fn migrate(url: &DatabaseUrl, conn: &mut Conn) -> Result<usize, OpenError> {
    if pending(url, conn)? == 0 {
        return Ok(0);
    }
    must_write(url, conn)?;
    begin_alone(conn).map_err(|why| url.refused(&why.cause()))?;
    // Another program may have migrated, or be newer, since this one looked.
    let ran = pending(url, conn).and_then(|_| run(url, conn));
    let ended = end_alone(conn, ran.is_ok()).map_err(|why| url.refused(&why.cause()));
    let ran = ran?;
    ended.map(|()| ran)
}

fn run(url: &DatabaseUrl, conn: &mut Conn) -> Result<usize, OpenError> {
    let ran = match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => conn.run_pending_migrations(POSTGRES).map(|ran| ran.len()),
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(|ran| ran.len()),
    };
    ran.map_err(|why| failed(url, &*why))
}

/// Waits until no other program migrates this database. On SQLite the lock is the write
/// transaction, so there all migrations that are missing are one transaction.
fn begin_alone(conn: &mut Conn) -> Result<(), Error> {
    match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => {
            conn.batch_execute(&format!("SET statement_timeout = '{}s'", PATIENCE.as_secs()))?;
            Ok(conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?)
        }
        Conn::Sqlite(_) => {
            conn.batch_execute(&format!("PRAGMA busy_timeout = {}", BUSY_MIGRATING.as_millis()))?;
            tx::begin(conn, "BEGIN IMMEDIATE", "")
        }
    }
}

/// Lets the others go on, who then find what this one did.
fn end_alone(conn: &mut Conn, is_done: bool) -> Result<(), Error> {
    match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => {
            // After a failure the connection is given up, and the lock with it.
            conn.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
            Ok(conn.batch_execute(&format!("SET statement_timeout = '{}s'", STATEMENT.as_secs()))?)
        }
        Conn::Sqlite(_) => {
            match is_done {
                true => tx::commit(conn)?,
                false => tx::rollback(conn),
            }
            Ok(conn.batch_execute(&format!("PRAGMA busy_timeout = {}", BUSY.as_millis()))?)
        }
    }
}

/// Checks that a database is at this program's schema, without changing it: nothing is
/// created either, so that it can be asked of a standby, or by a role that may only read.
///
/// # Errors
/// See [`OpenError`]; when migrations are needed, [`OpenError::Older`], or
/// [`OpenError::ReadOnly`] where they could not run now.
pub fn check(url: &DatabaseUrl, conn: &mut Conn) -> Result<(), OpenError> {
    if pending(url, conn)? == 0 {
        return Ok(());
    }
    must_write(url, conn)?;
    Err(OpenError::Older { url: url.to_string() })
}

/// Refuses a database that takes no writes now, such as a standby, or a file that may not be
/// written.
///
/// # Errors
/// [`OpenError::ReadOnly`], or when the database does not answer.
pub fn must_write(url: &DatabaseUrl, conn: &mut Conn) -> Result<(), OpenError> {
    if let DatabaseUrl::Sqlite(path) = url {
        // SQLite opens a file that this user may only read, and fails when it is written.
        let opened = std::fs::OpenOptions::new().append(true).open(path);
        return opened.map(drop).map_err(|_| url.refused(&"attempt to write a readonly database"));
    }
    match is_read_only(conn).map_err(|why| url.refused(&why))? {
        true => Err(OpenError::ReadOnly { url: url.to_string() }),
        false => Ok(()),
    }
}

/// Whether a database takes no writes now: a standby, or one that is set to be only read.
/// On SQLite nobody is asked: see [`must_write`].
///
/// # Errors
/// When the database does not answer.
pub fn is_read_only(conn: &mut Conn) -> QueryResult<bool> {
    match conn {
        Conn::Sqlite(_) => Ok(false),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => {
            let asked = "SELECT current_setting('transaction_read_only')::boolean AS yes";
            Ok(diesel::sql_query(asked).get_result::<Said>(conn)?.yes)
        }
    }
}

/// An empty SQLite database in memory, as the migrations make it: what others are compared
/// with.
pub(super) fn fresh() -> Result<diesel::SqliteConnection, Error> {
    use diesel::Connection;
    let mut conn = diesel::SqliteConnection::establish(":memory:").map_err(Error::internal)?;
    conn.run_pending_migrations(SQLITE).map_err(|why| Error::internal(why.to_string()))?;
    Ok(conn)
}

/// How many migrations of this program were not applied. Refuses a newer database.
fn pending(url: &DatabaseUrl, conn: &mut Conn) -> Result<usize, OpenError> {
    let known = match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => versions::<diesel::pg::Pg>(&POSTGRES),
        Conn::Sqlite(_) => versions::<diesel::sqlite::Sqlite>(&SQLITE),
    };
    let applied = applied(conn).map_err(|why| url.refused(&why))?;
    let newest = |versions: &BTreeSet<String>| versions.last().cloned().unwrap_or_default();
    let (found, newest_known) = (newest(&applied), newest(&known));
    if found > newest_known {
        return Err(OpenError::Newer { url: url.to_string(), found, known: newest_known });
    }
    Ok(known.difference(&applied).count())
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// The migrations that a database names. Diesel would create the table in which they stand.
fn applied(conn: &mut Conn) -> QueryResult<BTreeSet<String>> {
    let is_there = match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS yes",
        Conn::Sqlite(_) => {
            "SELECT count(*) > 0 AS yes FROM sqlite_master
             WHERE type = 'table' AND name = '__diesel_schema_migrations'"
        }
    };
    if !diesel::sql_query(is_there).get_result::<Said>(conn)?.yes {
        return Ok(BTreeSet::new());
    }
    let all = diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load::<Version>(conn)?;
    Ok(all.into_iter().map(|row| row.version).collect())
}

fn versions<DB: diesel::backend::Backend>(migrations: &EmbeddedMigrations) -> BTreeSet<String> {
    let all = MigrationSource::<DB>::migrations(migrations).unwrap_or_default();
    all.iter().map(|migration| migration.name().version().to_string()).collect()
}

fn failed(url: &DatabaseUrl, why: &dyn std::error::Error) -> OpenError {
    match url.refused(&why) {
        passes @ (OpenError::Locked { .. } | OpenError::ReadOnly { .. }) => passes,
        _ => OpenError::Migration { url: url.to_string(), why: with_right(&why.to_string()) },
    }
}

/// What PostgreSQL said, with what to do when the user may not make tables: since version 15
/// only the owner of a database may, unless told otherwise.
fn with_right(why: &str) -> String {
    if !why.contains("permission denied for schema") {
        return with_advice(why);
    }
    format!(
        "{why}. Let the user of the address own the database (`createdb -O USER NAME`), or let it make tables: GRANT \
         CREATE ON SCHEMA public TO USER"
    )
}
