//! The transaction that commands share, each in a savepoint of its own.

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

use super::head::Head;
use super::{Origin, WriteTx, begin, commit, rollback};
use crate::error::{Error, Result};
use crate::history::checkpoint::SignedCheckpoint;
use crate::store::change::{self, Applied, Recent};
use crate::store::checkpoint::Sealer;
use crate::store::db::Conn;
use crate::store::operational::Operational;
use crate::store::search::{self, Indexed};

/// The transaction of a batch of commands. Made by the gate alone.
pub struct Batch<'c> {
    conn: &'c mut Conn,
    recent: &'c mut Recent,
    head: Head,
    /// What search is told when all commands have run.
    texts: Vec<Indexed>,
    savepoint: Savepoint,
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
    /// Begins the transaction: on SQLite with the write lock taken at once.
    pub(crate) fn begin(conn: &'c mut Conn, recent: &'c mut Recent) -> Result<Self> {
        // On PostgreSQL each statement is a journey: the first savepoint comes along.
        begin(
            conn,
            "BEGIN IMMEDIATE; SAVEPOINT command",
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SAVEPOINT command",
        )?;
        Ok(Batch {
            conn,
            recent,
            head: Head::default(),
            texts: Vec::new(),
            savepoint: Savepoint::Ready,
            erased: false,
        })
    }

    /// Runs one command in a savepoint. What it saved is kept when it succeeds, and
    /// wholly undone when it fails or when nothing was saved.
    pub(crate) fn run<R>(
        &mut self,
        now: DateTime<Utc>,
        origin: Origin,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<R>,
    ) -> Result<(R, Vec<Applied>)> {
        self.enter()?;
        let (waiting, head) = (self.recent.waiting(), self.head);
        let ends = (&mut *self.recent, &mut self.head);
        let result = WriteTx::begin(self.conn, ends, now, origin).and_then(|mut tx| {
            let output = work(&mut tx)?;
            tx.settle()?;
            if tx.saved.is_empty() && tx.operated {
                return Err(Error::internal("a command wrote what has no history, and no change"));
            }
            let texts = search::write_or_keep(tx.conn, std::mem::take(&mut tx.texts))?;
            Ok((output, tx.saved, (texts, tx.erased)))
        });
        let keep = result.as_ref().is_ok_and(|(_, saved, _)| !saved.is_empty());
        if !keep {
            self.recent.undo(waiting);
            self.head = head;
        }
        self.leave(keep)?;
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
        let result = work(&mut Operational(self.conn));
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
        }
        self.write_ends()
    }

    /// Writes where the history and its log end. Outside of any command's savepoint: it is
    /// of all commands so far.
    fn write_ends(&mut self) -> Result<()> {
        self.head.write(self.conn)?;
        change::write_hashes(self.conn, self.recent)
    }

    /// Whether values were taken out of the history: their traces are to be removed when
    /// it is committed.
    pub(crate) fn has_erased(&self) -> bool {
        self.erased
    }

    /// Signs the log as it is with what was saved, when there is somebody to sign it.
    pub(crate) fn seal(&mut self, sealer: &mut Sealer, last: &Applied) -> Result<Option<SignedCheckpoint>> {
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
