//! A connection to either database.

use diesel::SqliteConnection;

/// A connection to either database; one query serves both.
#[cfg(feature = "postgres")]
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(diesel::PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// A connection to the database; this program was built for SQLite only.
#[cfg(not(feature = "postgres"))]
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs a query on the connection itself. The enum writes the text of a query twice, and
/// each value of a row into a closure, whenever one runs; the connection looks the prepared
/// statement up by the query's type. For the few queries that every request or every write
/// asks, which must be of columns that both databases read alike.
macro_rules! on_itself {
    ($conn:expr, |$itself:ident| $run:expr) => {
        match $conn {
            #[cfg(feature = "postgres")]
            $crate::store::Conn::Postgres($itself) => $run,
            $crate::store::Conn::Sqlite($itself) => $run,
        }
    };
}
pub(in crate::store) use on_itself;
