//! The schema: migrations built into the program.

use diesel::migration::MigrationVersion;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::{Conn, DatabaseUrl, OpenError};

#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");

/// Brings an empty or older database to this program's schema; never touches a newer one.
/// Returns how many migrations ran.
///
/// # Errors
/// See [`OpenError`].
pub fn migrate(url: &DatabaseUrl, conn: &mut Conn) -> Result<usize, OpenError> {
    refuse_newer(url, conn)?;
    let ran = match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => conn.run_pending_migrations(POSTGRES).map(|ran| ran.len()),
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(|ran| ran.len()),
    };
    ran.map_err(|why| failed(url, &*why))
}

/// Checks that a database is at this program's schema, without changing it.
///
/// # Errors
/// See [`OpenError`]; [`OpenError::Older`] when migrations are needed.
pub fn check(url: &DatabaseUrl, conn: &mut Conn) -> Result<(), OpenError> {
    refuse_newer(url, conn)?;
    let pending = match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => conn.has_pending_migration(POSTGRES),
        Conn::Sqlite(conn) => conn.has_pending_migration(SQLITE),
    };
    match pending {
        Ok(false) => Ok(()),
        Ok(true) => Err(OpenError::Older { url: url.to_string() }),
        Err(why) => Err(failed(url, &*why)),
    }
}

/// An empty SQLite database in memory, as the migrations make it: what others are compared
/// with.
pub(super) fn fresh() -> crate::error::Result<diesel::SqliteConnection> {
    use diesel::Connection;
    let mut conn = diesel::SqliteConnection::establish(":memory:").map_err(crate::error::Error::internal)?;
    conn.run_pending_migrations(SQLITE).map_err(|why| crate::error::Error::internal(why.to_string()))?;
    Ok(conn)
}

fn refuse_newer(url: &DatabaseUrl, conn: &mut Conn) -> Result<(), OpenError> {
    let (applied, known) = match conn {
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => (conn.applied_migrations(), newest::<diesel::pg::Pg>(&POSTGRES)),
        Conn::Sqlite(conn) => (conn.applied_migrations(), newest::<diesel::sqlite::Sqlite>(&SQLITE)),
    };
    let applied = applied.map_err(|why| failed(url, &*why))?;
    let found = applied.iter().map(ToString::to_string).max().unwrap_or_default();
    if found > known {
        return Err(OpenError::Newer { url: url.to_string(), found, known });
    }
    Ok(())
}

fn newest<DB: diesel::backend::Backend>(migrations: &EmbeddedMigrations) -> String {
    use diesel::migration::MigrationSource;
    let all = MigrationSource::<DB>::migrations(migrations).unwrap_or_default();
    all.iter().map(|m| MigrationVersion::to_string(&m.name().version())).max().unwrap_or_default()
}

fn failed(url: &DatabaseUrl, why: &dyn std::error::Error) -> OpenError {
    match url.refused(&why) {
        locked @ OpenError::Locked { .. } => locked,
        _ => OpenError::Migration { url: url.to_string(), why: why.to_string() },
    }
}
