//! The transaction that commands share.
//!
//! Commands are refused before they write, but for a few: so they run without savepoints,
//! of which each is a journey to PostgreSQL. Where one fails after it wrote, the whole
//! batch runs again, with a savepoint for each.

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

use super::head::Head;
use super::{Origin, WriteTx, begin, commit, rollback};
use crate::error::{Error, Result};
use crate::store::change::{self, Applied, Recent};
use crate::store::checkpoint::Sealer;
use crate::store::db::Conn;
use crate::store::operational::Operational;
use crate::store::search::{self, Indexed};
use crate::store::traces;

/// The transaction of a batch of commands. Made by the gate alone.
pub struct Batch<'c> {
    conn: &'c mut Conn,
    recent: &'c mut Recent,
    head: Head,
    /// What search is told when all commands have run.
    texts: Vec<Indexed>,
    savepoint: Savepoint,
    /// Whether each command gets a savepoint.
    is_careful: bool,
    /// Whether a command without one failed after it wrote.
    is_spoilt: bool,
    /// Whether values were taken out of the history.
    erased: bool,
}

/// The savepoint of a command.
#[derive(Debug, Clone, Copy)]
enum Savepoint {
    /// None is open.
    None,
    /// One is open in which nothing was done yet.
    Ready,
    /// The one of a command whose writes are kept: it is released with the next statement
    /// that needs one, or by COMMIT.
    Spent,
}

impl<'c> Batch<'c> {
    /// Begins the transaction: on SQLite with the write lock taken at once. A careful one
    /// can undo each command alone.
    pub(crate) fn begin(conn: &'c mut Conn, recent: &'c mut Recent, is_careful: bool) -> Result<Self> {
        begin(conn, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")?;
        Ok(Batch {
            conn,
            recent,
            head: Head::default(),
            texts: Vec::new(),
            savepoint: Savepoint::None,
            is_careful,
            is_spoilt: false,
            erased: false,
        })
    }

    /// Runs one command. What it saved is kept when it succeeds, and wholly undone when it
    /// fails or when nothing was saved.
    ///
    /// # Errors
    /// Those of the command. When the batch is spoilt: all of it is to be undone, and to
    /// be run again carefully.
    pub(crate) fn run<R>(
        &mut self,
        now: DateTime<Utc>,
        origin: Origin,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<R>,
    ) -> Result<(R, Vec<Applied>)> {
        match self.is_careful {
            true => self.enter()?,
            // What is undone with an operation's savepoint is of that operation alone.
            false => self.close()?,
        }
        let (waiting, head) = (self.recent.waiting(), self.head);
        let ends = (&mut *self.recent, &mut self.head);
        let (mut wrote, mut noted) = (false, false);
        let result = WriteTx::begin(self.conn, ends, now, origin).and_then(|mut tx| {
            let output = tx.carry_out(work);
            wrote = !tx.saved.is_empty() || tx.operated;
            noted = tx.noted;
            Ok((output?, tx.saved, (tx.texts, tx.erased)))
        });
        let keep = result.as_ref().is_ok_and(|(_, saved, _)| !saved.is_empty());
        if !keep {
            self.recent.undo(waiting);
            self.head = head;
        }
        if self.is_careful {
            // Beside a command that changed nothing, what is kept of it stays.
            self.leave(keep || noted && result.is_ok())?;
        } else if !keep && (wrote || matches!(result, Err(Error::Internal(_)))) {
            self.is_spoilt = true;
            return Err(Error::Unavailable(None));
        }
        let (output, saved, (texts, erased)) = result?;
        self.texts.extend(texts);
        self.erased |= erased;
        Ok((output, saved))
    }

    /// Runs writes that have no history in a savepoint; they are undone when they fail.
    pub(crate) fn operate<R>(&mut self, work: impl FnOnce(&mut Operational<'_>) -> Result<R>) -> Result<R> {
        // Signing reads what was appended.
        if self.recent.waiting() > 0 {
            self.close()?;
            self.write_ends()?;
        }
        self.enter()?;
        let head = self.head;
        // What is read here, of an account or a session, no other server changes meanwhile.
        let held = self.head.hold(self.conn);
        let result = held.and_then(|_| work(&mut Operational(self.conn)));
        if result.is_err() {
            self.head = head;
        }
        self.leave(result.is_ok())?;
        result
    }

    /// Sees that a savepoint is open for a command.
    fn enter(&mut self) -> Result<()> {
        match std::mem::replace(&mut self.savepoint, Savepoint::Ready) {
            Savepoint::None => self.tell("SAVEPOINT command"),
            Savepoint::Ready => Ok(()),
            Savepoint::Spent => self.tell("RELEASE SAVEPOINT command; SAVEPOINT command"),
        }
    }

    /// Keeps what a command did or undoes it.
    fn leave(&mut self, keep: bool) -> Result<()> {
        if keep {
            self.savepoint = Savepoint::Spent;
            return Ok(());
        }
        self.tell("ROLLBACK TO SAVEPOINT command")
    }

    /// Sees that what is written from here on is undone with the whole transaction only.
    fn close(&mut self) -> Result<()> {
        match std::mem::replace(&mut self.savepoint, Savepoint::None) {
            Savepoint::None => Ok(()),
            Savepoint::Ready | Savepoint::Spent => self.tell("RELEASE SAVEPOINT command"),
        }
    }

    /// Where even a savepoint fails, the transaction or the connection is gone: that is no
    /// command's result, and all of the batch can be tried again.
    fn tell(&mut self, sql: &str) -> Result<()> {
        self.conn.batch_execute(sql).map_err(|gone| Error::Unavailable(Some(Box::new(gone))))
    }

    /// Writes what waited for the end of the transaction.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let texts = std::mem::take(&mut self.texts);
        // SQLite would keep in memory what the savepoint needs to be undone.
        if !texts.is_empty() || self.erased {
            self.close()?;
        }
        search::write(self.conn, &texts)?;
        if self.erased {
            search::forget_old_words(self.conn)?;
            traces::mark(self.conn)?;
        }
        self.write_ends()
    }

    /// Writes where the history and its log end. Outside of any command's savepoint: it is
    /// of all commands so far.
    fn write_ends(&mut self) -> Result<()> {
        self.head.write(self.conn)?;
        change::write_hashes(self.conn, self.recent)
    }

    /// Whether a command failed after it wrote, and the others are to be run again.
    pub(crate) fn is_spoilt(&self) -> bool {
        self.is_spoilt
    }

    /// Whether values were taken out of the history: their traces are to be removed when
    /// it is committed.
    pub(crate) fn has_erased(&self) -> bool {
        self.erased
    }

    /// Signs the log as it is with what was saved, when there is somebody to sign it.
    pub(crate) fn seal(&mut self, sealer: &mut Sealer, last: &Applied) -> Result<()> {
        sealer.seal(self.conn, self.recent, (last.sequence, last.at))
    }

    /// Commits: what was saved is durable when this returns.
    pub(crate) fn commit(self) -> Result<()> {
        let committed = commit(self.conn);
        if committed.is_err() {
            self.recent.clear();
        }
        committed
    }

    /// Gives the whole batch up.
    pub(crate) fn rollback(self) {
        self.recent.clear();
        rollback(self.conn);
    }
}
