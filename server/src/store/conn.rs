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
