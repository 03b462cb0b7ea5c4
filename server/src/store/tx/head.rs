//! The end of the history within a transaction: where the next change goes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::error::Result;
use crate::store::change;
use crate::store::db::Conn;
use crate::store::prepared::Prepared;
use crate::store::rows::moment;
use crate::store::schema::register_head;

/// The sequence and the time that were taken last. The database is asked for them once,
/// which locks the head against every other writer; what is taken is counted here, and the
/// database is told at the end. A copy is what to go back to when a write is undone.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Head {
    /// None until the head is locked.
    taken: Option<(u64, i64)>,
    /// The sequence and the time that the database knows.
    written: (u64, i64),
}

impl Head {
    /// Takes the next sequence, with a time that rises strictly with it on every server.
    pub(super) fn take(&mut self, conn: &mut Conn, now: DateTime<Utc>) -> Result<(u64, DateTime<Utc>)> {
        let now = now.timestamp_micros();
        let (last, mut at) = self.hold(conn)?;
        if at > now && self.written.0 == last {
            at = last_time(conn, (last, at))?;
        }
        let next = (last + 1, now.max(at + 1));
        self.taken = Some(next);
        Ok((next.0, moment(next.1)?))
    }

    /// Locks the head, so that no other server writes until this transaction ends. Gives
    /// what was taken last.
    pub(super) fn hold(&mut self, conn: &mut Conn) -> Result<(u64, i64)> {
        if let Some(taken) = self.taken {
            return Ok(taken);
        }
        let last = lock(conn)?;
        self.taken = Some(last);
        self.written = last;
        Ok(last)
    }

    /// Tells the database what was taken.
    pub(super) fn write(&mut self, conn: &mut Conn) -> Result<()> {
        let Some((sequence, at)) = self.taken.filter(|(sequence, _)| *sequence > self.written.0) else {
            return Ok(());
        };
        // The database lets it only move forward, also where it was put too far ahead.
        let at = at.max(self.written.1 + 1);
        let set = (register_head::sequence.eq(sequence as i64), register_head::at.eq(at));
        let _: Vec<i64> =
            Prepared(diesel::update(register_head::table).set(set).returning(register_head::sequence))
                .get_results(conn)?;
        self.written = (sequence, at);
        Ok(())
    }
}

/// The time of the last change, when the head says that it lies ahead. The clock of another
/// server may be; but whoever edits the head alone would have all later changes signed with
/// times of their choice.
fn last_time(conn: &mut Conn, (last, at): (u64, i64)) -> Result<i64> {
    let made = change::time_of(conn, last)?.map_or(0, |made| made.timestamp_micros());
    if made != at {
        tracing::error!(
            last,
            "somebody edited the time in register_head: it is not that of the last change, which counts"
        );
    }
    Ok(made)
}

/// The head as it is, locked until the transaction ends. SQLite lets one write at a time.
fn lock(conn: &mut Conn) -> Result<(u64, i64)> {
    let head = register_head::table.select((register_head::sequence, register_head::at));
    let (sequence, at): (i64, i64) = match conn {
        Conn::Sqlite(conn) => head.first(conn)?,
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => head.for_update().first(conn)?,
    };
    Ok((sequence as u64, at))
}
