//! What is left of erased values in SQLite's files, and its removal.
//!
//! What is removed from a page is overwritten with zeros (`secure_delete`). But when a page
//! is put in order, for a value that grows, SQLite leaves old copies of what was moved in
//! the part that it does not use; and the log of writes holds pages as they were. So after
//! an erasure the file is written anew, and the log emptied. PostgreSQL sees to its own.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::db::{BUSY, Conn};

/// Where erased values can still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Traces {
    /// Nowhere.
    None,
    /// In the log of writes.
    InLog,
    /// In the file, and in the log of writes.
    InFile,
}

/// How long the writer waits for those who read an earlier state when it empties the log
/// of writes, in milliseconds.
const EMPTYING: u32 = 250;

#[derive(QueryableByName)]
struct Noted {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    user_version: i32,
}

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    busy: i32,
}

/// Notes in the transaction of an erasure that its traces are to be removed: by the next
/// start, if this one does not get that far.
pub(super) fn mark(conn: &mut Conn) -> QueryResult<()> {
    note(conn, Traces::InFile)
}

/// SQLite keeps one number for whoever uses a file.
fn note(conn: &mut Conn, traces: Traces) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => conn.batch_execute(&format!("PRAGMA user_version = {}", traces as u8)),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => Ok(()),
    }
}

/// What is noted: after an erasure, or by an earlier start.
///
/// # Errors
/// When the database fails.
pub fn noted(conn: &mut Conn) -> QueryResult<Traces> {
    match conn {
        Conn::Sqlite(conn) => {
            let noted: Noted = diesel::sql_query("PRAGMA user_version").get_result(conn)?;
            let known = [Traces::None, Traces::InLog];
            let found = known.into_iter().find(|traces| *traces as i32 == noted.user_version);
            Ok(found.unwrap_or(Traces::InFile))
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => Ok(Traces::None),
    }
}

/// Removes traces. Gives what is left of them: somebody may still read an earlier state, or
/// there may be no room to write the file anew.
///
/// # Errors
/// When the database fails.
pub fn remove(conn: &mut Conn, traces: Traces) -> QueryResult<Traces> {
    if traces == Traces::InFile {
        write_anew(conn)?;
        note(conn, Traces::InLog)?;
    }
    if !empty_log(conn)? {
        return Ok(Traces::InLog);
    }
    // What could not be written anew stays noted, for the next start.
    if noted(conn)? == Traces::InLog {
        note(conn, Traces::None)?;
    }
    Ok(Traces::None)
}

/// Writes the file anew from what is in it. That is gathered in a file and not in memory: it
/// can be large.
fn write_anew(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => {
            let done = conn.batch_execute("PRAGMA temp_store = FILE; VACUUM");
            conn.batch_execute("PRAGMA temp_store = MEMORY")?;
            done
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => Ok(()),
    }
}

/// Empties SQLite's log of writes. Says whether it is empty.
fn empty_log(conn: &mut Conn) -> QueryResult<bool> {
    match conn {
        Conn::Sqlite(conn) => {
            conn.batch_execute(&format!("PRAGMA busy_timeout = {EMPTYING}"))?;
            let done = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result::<Checkpoint>(conn);
            conn.batch_execute(&format!("PRAGMA busy_timeout = {}", BUSY.as_millis()))?;
            Ok(done?.busy == 0)
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => Ok(true),
    }
}
