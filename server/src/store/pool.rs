//! The connections that read, and who waits for one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use tokio::sync::Semaphore;

use super::db::{Conn, DatabaseUrl, OpenError};
use super::lock::Hold;
use crate::error::{Error, Result};

/// The database: a pool of connections that read. Writing has a connection of its own,
/// held by the gate.
#[derive(Clone)]
pub struct Store {
    url: DatabaseUrl,
    readers: Pool<Manager>,
    /// How many readers may be in what takes long.
    slow: Arc<Semaphore>,
    _hold: Arc<Hold>,
}

/// How long somebody waits for a reader to be free.
const FREE: Duration = Duration::from_secs(5);

/// Makes the pool's connections.
#[derive(Debug, Clone)]
pub struct Manager(DatabaseUrl);

/// A connection of the pool, with when it was last asked whether it works.
pub struct Pooled {
    conn: Conn,
    asked: Instant,
}

/// For how long a connection that worked is taken to work still: asking is a journey to
/// PostgreSQL, as long as that of most that is read.
const WORKS: Duration = Duration::from_millis(250);

impl std::ops::Deref for Pooled {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl std::ops::DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

/// A connection of the pool.
pub type Reader = PooledConnection<Manager>;

impl Manager {
    fn make(&self) -> Result<Conn, OpenError> {
        let mut conn = self.0.connect()?;
        if let Conn::Sqlite(conn) = &mut conn {
            // Readers cannot write, whatever a query says.
            conn.batch_execute("PRAGMA query_only = ON").map_err(|e| self.0.refused(&e))?;
        }
        Ok(conn)
    }
}

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = OpenError;

    fn connect(&self) -> Result<Pooled, OpenError> {
        Ok(Pooled { conn: self.make()?, asked: Instant::now() })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), OpenError> {
        match &mut pooled.conn {
            // A file does not go away; asking it would cost every read.
            Conn::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Conn::Postgres(_) if pooled.asked.elapsed() < WORKS => Ok(()),
            #[cfg(feature = "postgres")]
            Conn::Postgres(conn) => {
                conn.batch_execute("SELECT 1").map_err(|e| self.0.refused(&e))?;
                pooled.asked = Instant::now();
                Ok(())
            }
        }
    }

    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        diesel::r2d2::R2D2Connection::is_broken(&mut pooled.conn)
    }
}

impl Store {
    /// Opens the pool of readers. The schema must be current: see [`super::migrate`].
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(url: &DatabaseUrl, readers: u32) -> Result<Store, OpenError> {
        let hold = Arc::new(Hold::shared(url)?);
        let slow = Arc::new(Semaphore::new((readers as usize / 2).max(1)));
        let readers = Pool::builder()
            .max_size(readers)
            .min_idle(Some(1))
            // How long it may take to connect at the start; a database that was away is
            // asked again at least every half of it.
            .connection_timeout(Duration::from_secs(2))
            .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
            .build(Manager(url.clone()))
            .map_err(|e| url.refused(&e))?;
        Ok(Store { url: url.clone(), readers, slow, _hold: hold })
    }

    /// Where the register is kept.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// A connection that reads. Blocks; call it where blocking is allowed.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none is free within five seconds.
    pub fn reader(&self) -> Result<Reader> {
        self.readers.get_timeout(FREE).map_err(|e| Error::Unavailable(Some(Box::new(e))))
    }

    /// A connection that reads and is nobody else's.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database does not answer.
    pub fn own_reader(&self) -> Result<Conn> {
        Manager(self.url.clone()).make().map_err(|e| Error::Unavailable(Some(Box::new(e))))
    }

    /// As [`Store::read`], for work that reads a few index entries: on SQLite it runs at
    /// once where it is asked for, when a reader is free. Handing so little to another
    /// thread costs more than doing it.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn read_briefly<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        if matches!(self.url, DatabaseUrl::Sqlite(_))
            && let Some(mut reader) = self.readers.try_get()
        {
            return work(&mut reader);
        }
        self.read(work).await
    }

    /// As [`Store::read`], for work that may take long, such as counting a history: half of
    /// the readers do such, and what is quick, a look at a session for one, never waits
    /// behind it (unless there is one reader only). Whoever no longer waits, as at the end of a request's time, asks for nothing.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub async fn read_slowly<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let turn = Arc::clone(&self.slow).acquire_owned().await.map_err(Error::internal)?;
        self.read(move |conn| {
            // It ends with the work, also when nobody waits for that any more.
            let _turn = turn;
            work(conn)
        })
        .await
    }

    /// Runs `work` with a reader on a thread where blocking is allowed.
    ///
    /// # Errors
    /// Those of `work`, and [`Error::Unavailable`] when no reader is free.
    pub async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || work(&mut *store.reader()?)).await.map_err(Error::internal)?
    }
}
