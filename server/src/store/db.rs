//! Opening a database: SQLite in a file, or PostgreSQL.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

pub use super::conn::Conn;
#[cfg(feature = "postgres")]
use super::replication;
use crate::error::Error;

/// Where the register is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl std::str::FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(rest) = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://")) {
            must_be_encoded(rest)?;
            return Ok(DatabaseUrl::Postgres(text.to_owned()));
        }
        if is_keywords(text) {
            return Err(
                "expected sqlite:PATH or postgres://USER@HOST/NAME, not words as host=HOST".to_owned()
            );
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") || path.contains(":memory:") || path.contains('\0') {
            return Err("expected sqlite:PATH or postgres://USER@HOST/NAME".to_owned());
        }
        Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
    }
}

/// What to say of an address whose parts cannot be told apart. It holds nothing of the
/// address: what libpq takes for a part of it, and names, may be one of the password.
const ENCODE: &str = "the address of the database cannot be read: in its user name and password, write % as %25, @ as \
                      %40, : as %3A, / as %2F, ? as %3F and # as %23, and everywhere a % only before two \
                      hexadecimal digits";

/// Refuses an address in which a sign of the password would be taken for the end of a part.
fn must_be_encoded(rest: &str) -> Result<(), String> {
    let (before, given) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = before.split_once('/').unwrap_or((before, ""));
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    let is_apart = !user.contains('@')
        && user.matches(':').count() <= 1
        && !path.contains('@')
        && given.split('&').all(|pair| pair.contains('=') || !pair.contains('@'));
    match is_apart && rest.split('%').skip(1).all(is_code) {
        true => Ok(()),
        false => Err(ENCODE.to_owned()),
    }
}

/// Whether what follows a percent sign is the number of a character.
fn is_code(after: &str) -> bool {
    let digits = after.as_bytes().get(..2).unwrap_or_default();
    digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit) && digits != b"00"
}

/// Whether an address is one of libpq's other kind, which would be taken for a file, with its
/// password in the name.
fn is_keywords(text: &str) -> bool {
    let words = ["host", "hostaddr", "port", "dbname", "user", "password", "service", "sslmode"];
    let named = |word: &str| word.split_once('=').is_some_and(|(name, _)| words.contains(&name));
    text.split_whitespace().any(named)
}

impl std::fmt::Display for DatabaseUrl {
    /// The address without a password, fit for a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => match url.rsplit_once('@') {
                Some((_, host)) => write!(f, "postgres://{}", host.split('?').next().unwrap_or_default()),
                None => f.write_str("postgres://(address hidden)"),
            },
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It does not answer, or the file cannot be opened.
    #[error("cannot open the database {url}: {why}")]
    Unreachable {
        /// Its address without a password.
        url: String,
        /// What the database said.
        why: String,
    },
    /// Another program holds it.
    #[error("the database {url} is locked by another program: stop it, or wait until it has finished")]
    Locked {
        /// Its address.
        url: String,
    },
    /// SQLite finds that its file is not what it wrote.
    #[error("the database {url} cannot be read: {}", damage(why))]
    Damaged {
        /// Its address.
        url: String,
        /// What SQLite said.
        why: String,
    },
    /// It takes no writes now, and was to be written.
    #[error(
        "the database {url} takes no writes now: it is a standby, or is set to be only read. Name the primary, or try \
         again when it takes writes"
    )]
    ReadOnly {
        /// Its address.
        url: String,
    },
    /// It was written by a newer version of this program.
    #[error(
        "the database {url} was written by a newer version of this program (its schema is {found}, this program knows {known}): use that version"
    )]
    Newer {
        /// Its address.
        url: String,
        /// The newest migration in the database.
        found: String,
        /// The newest migration of this program.
        known: String,
    },
    /// It holds no register and may not be changed now.
    #[error(
        "the database {url} needs migrations: run `partnership-register migrate`, or `serve`, which runs them"
    )]
    Older {
        /// Its address.
        url: String,
    },
    /// A migration failed.
    #[error("a migration of the database {url} failed: {why}")]
    Migration {
        /// Its address.
        url: String,
        /// What the database said.
        why: String,
    },
    /// PostgreSQL was asked of a program built without it.
    #[error(
        "this program was built without PostgreSQL: build it with the feature `postgres`, or use sqlite:PATH"
    )]
    NoPostgres,
}

/// Whether SQLite says that it may not write.
pub fn is_unwritable(why: &str) -> bool {
    why.contains("attempt to write a readonly database")
}

/// What a database said, with what to do about it where that is known.
pub fn with_advice(why: &str) -> String {
    if is_unwritable(why) || why.contains("unable to open database file") {
        format!(
            "{why}. SQLite writes to the file, to those beside it (-wal and -shm) and to their folder, also to read: run \
             this as the user of the service, or let this user write there"
        )
    } else if why.contains("disk I/O error") || why.contains("disk is full") {
        format!("{why}. The disk may be full: make room, then try again")
    } else {
        why.to_owned()
    }
}

/// Whether SQLite says that a file is damaged, or no database at all.
pub fn is_damage(why: &str) -> bool {
    ["database disk image is malformed", "malformed database schema", "file is not a database"]
        .iter()
        .any(|words| why.contains(words))
}

/// What to say of a damaged file, and what to do.
pub fn damage(why: &str) -> String {
    format!(
        "its file is damaged, or is no database ({why}). Stop the server, keep the file, and put a backup back with \
         `partnership-register restore`: see docs/operations.md"
    )
}

impl DatabaseUrl {
    /// Opens one connection, set up as every connection of the register is.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn connect(&self) -> Result<Conn, OpenError> {
        match self {
            DatabaseUrl::Sqlite(path) => self.connect_sqlite(path),
            DatabaseUrl::Postgres(url) => self.connect_postgres(url),
        }
    }

    /// Opens a connection for whoever writes all day: a SQLite one that keeps more pages of
    /// the file in memory. A write touches pages all over the history's indexes, and what
    /// was put out of memory is read and copied again.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn connect_to_write(&self) -> Result<Conn, OpenError> {
        let mut conn = self.connect()?;
        if let Conn::Sqlite(conn) = &mut conn {
            let pages = format!("PRAGMA cache_size = -{WRITER_KIB}");
            conn.batch_execute(&pages).map_err(|e| self.refused(&e))?;
        }
        #[cfg(feature = "postgres")]
        if let Conn::Postgres(conn) = &mut conn
            && let Some(why) = replication::refusal(conn).map_err(|e| self.refused(&e))?
        {
            return Err(self.refused(&why));
        }
        Ok(conn)
    }

    /// Opens a SQLite file that is there, and leaves how it keeps its journal as it is;
    /// PostgreSQL as [`DatabaseUrl::connect`] does.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open_as_it_is(&self) -> Result<Conn, OpenError> {
        let DatabaseUrl::Sqlite(path) = self else { return self.connect() };
        std::fs::metadata(path).map_err(|e| self.refused(&e))?;
        let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(|e| self.refused(&e))?;
        conn.batch_execute(&format!(
            "PRAGMA busy_timeout = {}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
            BUSY.as_millis()
        ))
        .map_err(|e| self.refused(&e))?;
        Ok(Conn::Sqlite(conn))
    }

    fn connect_sqlite(&self, path: &Path) -> Result<Conn, OpenError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| self.refused(&e))?;
        }
        make_private(path).map_err(|e| self.refused(&e))?;
        let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(|e| self.refused(&e))?;
        patiently(|| set_up_sqlite(&mut conn)).map_err(|e| self.refused(&e))?;
        Ok(Conn::Sqlite(conn))
    }

    #[cfg(feature = "postgres")]
    fn connect_postgres(&self, url: &str) -> Result<Conn, OpenError> {
        let mut conn = diesel::PgConnection::establish(&with_patience(url)).map_err(|e| self.refused(&e))?;
        set_up_postgres(&mut conn).map_err(|e| self.refused(&e))?;
        Ok(Conn::Postgres(conn))
    }

    #[cfg(not(feature = "postgres"))]
    fn connect_postgres(&self, _url: &str) -> Result<Conn, OpenError> {
        Err(OpenError::NoPostgres)
    }

    /// What to say when the database refuses.
    pub(crate) fn refused(&self, why: &dyn std::fmt::Display) -> OpenError {
        let why = why.to_string();
        let url = self.to_string();
        if why.contains("database is locked") {
            OpenError::Locked { url }
        } else if why.contains("in a read-only transaction") {
            OpenError::ReadOnly { url }
        } else if is_damage(&why) {
            OpenError::Damaged { url, why }
        } else {
            OpenError::Unreachable { url, why: with_advice(&why) }
        }
    }
}

/// Makes a SQLite file that is not there, for its owner alone: it holds addresses, and what
/// is restricted. SQLite gives the files beside it the same permissions.
fn make_private(path: &Path) -> std::io::Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// How long a statement waits for another program's lock on a SQLite file.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// How much of a SQLite file the connection that writes keeps in memory, in KiB.
const WRITER_KIB: u32 = 32 * 1024;

/// Four times as many pages as usual are gathered before they are copied from the log of
/// writes into the file, each once: some pages change with every write. What a savepoint
/// would need to be undone stays in memory. What is removed or replaced is overwritten with
/// zeros, so that nothing of what was erased can be read in the file.
fn set_up_sqlite(conn: &mut SqliteConnection) -> QueryResult<()> {
    conn.batch_execute(&format!(
        "PRAGMA busy_timeout = {};
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -4096;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA wal_autocheckpoint = 4000;",
        BUSY.as_millis()
    ))
}

/// Tries again while another program has the file for itself. SQLite waits by itself only
/// where it cannot end in a deadlock; when several programs make one file at once, and each
/// chooses its journal, it refuses.
fn patiently(mut set_up: impl FnMut() -> QueryResult<()>) -> QueryResult<()> {
    let began = Instant::now();
    loop {
        match set_up() {
            Err(why) if why.to_string().contains("database is locked") && began.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(10));
            }
            done => return done,
        }
    }
}

/// What libpq is told unless the address says otherwise. By itself it waits for ever for a
/// server that does not answer, and hours for one that was switched off.
#[cfg(feature = "postgres")]
const PATIENCE: &[(&str, &str)] = &[
    ("connect_timeout", "5"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "15000"),
    ("fallback_application_name", "partnership-register"),
];

#[cfg(feature = "postgres")]
fn with_patience(url: &str) -> String {
    let given = url.split_once('?').map_or("", |(_, given)| given);
    let says = |name: &str| given.split('&').any(|pair| pair.split('=').next() == Some(name));
    let missing = PATIENCE.iter().filter(|(name, _)| !says(name));
    let missing: Vec<String> = missing.map(|(name, value)| format!("{name}={value}")).collect();
    let sign = match url.contains('?') {
        true if url.ends_with(['?', '&']) => "",
        true => "&",
        false => "?",
    };
    format!("{url}{sign}{}", missing.join("&"))
}

#[cfg(feature = "postgres")]
fn set_up_postgres(conn: &mut diesel::PgConnection) -> QueryResult<()> {
    conn.batch_execute(&format!(
        "SET TIME ZONE 'UTC'; SET statement_timeout = '{}s'; SET client_min_messages = 'warning'",
        STATEMENT.as_secs()
    ))?;
    replication::call_triggers(conn)
}

/// How long one statement may take on PostgreSQL.
#[cfg(feature = "postgres")]
pub(super) const STATEMENT: Duration = Duration::from_secs(30);

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Sql};
        let passes = match &error {
            Sql::DatabaseError(
                Kind::ClosedConnection
                | Kind::UnableToSendCommand
                | Kind::SerializationFailure
                // A server that was the primary and is not any more.
                | Kind::ReadOnlyTransaction,
                _,
            ) => true,
            Sql::DatabaseError(_, info) => PASSING.iter().any(|words| info.message().contains(words)),
            Sql::BrokenTransactionManager => true,
            _ => false,
        };
        if passes { Error::Unavailable(Some(Box::new(error))) } else { Error::Internal(Box::new(error)) }
    }
}

/// What the databases say of trouble that passes, where diesel has no word for it.
const PASSING: &[&str] = &[
    "database is locked",
    "deadlock detected",
    "terminating connection",
    "server closed the connection",
    "connection to server",
    "no connection to the server",
    "the database system is",
    "conflict with recovery",
    // No room, until somebody makes some: in the words of SQLite, and of the system under PostgreSQL.
    "disk is full",
    "No space left",
    // A statement that took longer than the database lets one take.
    "canceling statement due to statement timeout",
    "canceling statement due to lock timeout",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_shown_without_passwords() {
        let url = |text: &str| text.parse::<DatabaseUrl>();
        assert_eq!(url("sqlite:data/register.db"), Ok(DatabaseUrl::Sqlite("data/register.db".into())));
        assert_eq!(url("register.db"), Ok(DatabaseUrl::Sqlite("register.db".into())));
        assert!(url("mysql://x").is_err());
        assert!(url("sqlite::memory:").is_err());
        assert_eq!(url("postgres://u:secret@db/register?x=y").unwrap().to_string(), "postgres://db/register");
    }

    #[test]
    fn a_password_that_breaks_the_address_is_refused_and_not_repeated() {
        let url = |text: &str| text.parse::<DatabaseUrl>();
        for text in [
            "postgres://u:sec%ret@db/register",
            "postgres://u:secret%@db/register",
            "postgres://u:secret%00@db/register",
            "postgres://u:sec@ret@db/register",
            "postgres://u:sec/ret@db/register",
            "postgres://u:sec?ret@db/register",
            "postgres://u:sec:ret@db/register",
            "postgres://db/register?user=u&password=sec%ret",
            "host=db dbname=register user=u password=secret",
            "password=secret",
        ] {
            let why = url(text).unwrap_err();
            assert!(!why.contains("sec") && !why.contains("ret"), "{text}: {why}");
        }
        for text in [
            "postgres://u:s%40%25@db/register",
            "postgres://u@[::1]:5432/register",
            "postgres://u:s@a:5432,b:5433/register?target_session_attrs=read-write",
            "postgres:///register?host=/var/run/postgresql&user=u@example.org",
            "postgres://",
        ] {
            assert!(url(text).is_ok(), "{text}");
        }
        assert!(url("data/host.db").is_ok());
    }

    #[test]
    fn sqlite_is_built_to_keep_its_statements() {
        #[derive(QueryableByName)]
        struct Used {
            #[diesel(sql_type = diesel::sql_types::Bool)]
            used: bool,
        }
        let mut conn = SqliteConnection::establish(":memory:").unwrap();
        let mut used = |option: &str| {
            let asked = format!("SELECT sqlite_compileoption_used('{option}') AS used");
            diesel::sql_query(asked).get_result::<Used>(&mut conn).unwrap().used
        };
        assert!(used("ENABLE_QPSG") && used("THREADSAFE=2"), "see .cargo/config.toml");
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn what_the_address_says_of_waiting_is_left_as_it_is() {
        let plain = with_patience("postgres://db/register");
        assert!(plain.starts_with("postgres://db/register?connect_timeout=5&keepalives_idle=10&"), "{plain}");
        let given =
            with_patience("postgres://a,b/register?connect_timeout=1&target_session_attrs=read-write");
        assert!(
            given.contains("?connect_timeout=1&target_session_attrs=read-write&keepalives_idle=10&"),
            "{given}"
        );
        assert_eq!(given.matches("connect_timeout").count(), 1);
    }
}
