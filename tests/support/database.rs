//! An empty database for each test, gone when the test ends.

use std::io::Write;

use diesel::Connection;
use diesel::connection::SimpleConnection;
use partnership_register::store::db::DatabaseUrl;

/// A database of a test.
pub struct Database {
    pub url: DatabaseUrl,
    place: Place,
}

enum Place {
    /// Removed with the value.
    Folder {
        _folder: tempfile::TempDir,
    },
    Server {
        server: String,
        name: String,
    },
    /// Somebody else's to remove.
    Elsewhere,
}

impl Database {
    /// A file in a temporary folder, or a new database on the server that
    /// TEST_DATABASE_URL names.
    pub fn create() -> Self {
        match std::env::var("TEST_DATABASE_URL") {
            Ok(server) => Self::on(&server),
            Err(_) => Self::in_folder(),
        }
    }

    /// One that stays when the value goes.
    pub fn of(url: DatabaseUrl) -> Self {
        Database { url, place: Place::Elsewhere }
    }

    /// A copy, while nobody is connected to this one.
    pub fn copy(&self) -> Self {
        match (&self.url, &self.place) {
            (DatabaseUrl::Postgres(_), Place::Server { server, name }) => {
                Self::made(server, &format!("TEMPLATE {name}"))
            }
            (DatabaseUrl::Sqlite(from), _) => {
                let copy = Self::in_folder();
                let DatabaseUrl::Sqlite(to) = &copy.url else { unreachable!() };
                std::fs::copy(from, to).unwrap();
                copy
            }
            (url, _) => panic!("{url} is somebody else's"),
        }
    }

    pub fn is_postgres() -> bool {
        std::env::var("TEST_DATABASE_URL").is_ok()
    }

    /// Whether a test of what only SQLite has is to run; says when it is not.
    pub fn has_sqlite() -> bool {
        let has = !Self::is_postgres();
        has || passed_over("it is about SQLite, and TEST_DATABASE_URL names a PostgreSQL server")
    }

    /// Whether a test of what only PostgreSQL has is to run; says when it is not.
    pub fn has_postgres() -> bool {
        Self::is_postgres() || passed_over("it needs PostgreSQL: name a server with TEST_DATABASE_URL")
    }

    fn in_folder() -> Self {
        // In memory where the machine has such a place: what a test writes need not last.
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("register.db"));
        Database { url, place: Place::Folder { _folder: folder } }
    }

    fn on(server: &str) -> Self {
        Self::made(server, "")
    }

    fn made(server: &str, how: &str) -> Self {
        let name = format!("register_test_{}", uuid::Uuid::new_v4().simple());
        on_server(server, &format!("CREATE DATABASE {name} {how}")).unwrap();
        let (host, _) = server.rsplit_once('/').unwrap();
        let url = DatabaseUrl::Postgres(format!("{host}/{name}"));
        Database { url, place: Place::Server { server: server.to_owned(), name } }
    }
}

/// Says why the running test is not run, where it is seen: what tests print is kept from
/// view while they pass, but not what is written to the stream itself.
pub fn passed_over(why: &str) -> bool {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let _ = writeln!(std::io::stderr(), "test {test} is not run: {why}");
    false
}

fn on_server(server: &str, sql: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = diesel::PgConnection::establish(server)?;
    Ok(conn.batch_execute(sql)?)
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Place::Server { server, name } = &self.place
            && let Err(error) = on_server(server, &format!("DROP DATABASE {name} WITH (FORCE)"))
        {
            eprintln!("the test's database {name} is left behind: {error}");
        }
    }
}
