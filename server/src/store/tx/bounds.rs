//! Where transactions begin and end, on both databases.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use crate::error::Result;
use crate::store::db::Conn;

/// Runs `work` in one read transaction: everything it reads is of one moment. Within
/// another it is of that one's moment.
///
/// # Errors
/// Those of `work`, and [`crate::error::Error::Unavailable`] when the database refuses.
pub fn snapshot<R>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<R>) -> Result<R> {
    if is_within(conn) {
        return work(conn);
    }
    begin(conn, "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    let result = work(conn);
    match &result {
        Ok(_) => commit(conn)?,
        Err(_) => rollback(conn),
    }
    result
}

/// Runs a part of what a [`snapshot`] reads: where the database refuses, the other parts can
/// go on.
///
/// # Errors
/// Those of `work`, and when the database refuses altogether.
pub fn apart<R>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<R>) -> Result<R> {
    conn.batch_execute("SAVEPOINT part")?;
    let result = work(conn);
    if result.is_err() {
        conn.batch_execute("ROLLBACK TO SAVEPOINT part")?;
    }
    conn.batch_execute("RELEASE SAVEPOINT part")?;
    result
}

fn is_within(conn: &mut Conn) -> bool {
    let status = match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::transaction_manager_status_mut(conn),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => AnsiTransactionManager::transaction_manager_status_mut(conn),
    };
    status.transaction_depth().is_ok_and(|depth| depth.is_some())
}

/// Runs `work` in one write transaction of a database that no server has open.
pub(in crate::store) fn writing<R>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<R>) -> Result<R> {
    begin(conn, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")?;
    let result = work(conn);
    match &result {
        Ok(_) => commit(conn)?,
        Err(_) => rollback(conn),
    }
    result
}

pub(in crate::store) fn begin(conn: &mut Conn, sqlite: &str, postgres: &str) -> Result<()> {
    let _ = postgres;
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, sqlite)?,
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(conn, postgres)?,
    }
    Ok(())
}

pub(in crate::store) fn commit(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::commit_transaction(conn)?,
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => AnsiTransactionManager::commit_transaction(conn)?,
    }
    Ok(())
}

pub(in crate::store) fn rollback(conn: &mut Conn) {
    let done = match conn {
        Conn::Sqlite(conn) => AnsiTransactionManager::rollback_transaction(conn),
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => AnsiTransactionManager::rollback_transaction(conn),
    };
    if let Err(error) = done {
        tracing::warn!(%error, "a transaction could not be rolled back");
    }
}
