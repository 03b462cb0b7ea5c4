//! The end of the history within a transaction: where the next change goes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::error::Result;
use crate::store::db::Conn;
use crate::store::prepared::Prepared;
use crate::store::rows::moment;
use crate::store::schema::register_head;

/// The sequence and the time that were taken last. The first is taken from the database,
/// which locks the head against every other writer; those after it are counted here, and
/// the database is told at the end. A copy is what to go back to when a write is undone.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Head {
    /// None until the head is locked.
    taken: Option<(u64, i64)>,
    /// The sequence that the database knows.
    written: u64,
}

impl Head {
    /// Takes the next sequence, with a time that rises strictly with it on every server.
    pub(super) fn take(&mut self, conn: &mut Conn, now: DateTime<Utc>) -> Result<(u64, DateTime<Utc>)> {
        let now = now.timestamp_micros();
        let (sequence, at) = match self.taken {
            Some((sequence, at)) => (sequence + 1, now.max(at + 1)),
            None => {
                let first = lock(conn, now)?;
                self.written = first.0;
                first
            }
        };
        self.taken = Some((sequence, at));
        Ok((sequence, moment(at)?))
    }

    /// Tells the database what was taken.
    pub(super) fn write(&mut self, conn: &mut Conn) -> Result<()> {
        let Some((sequence, at)) = self.taken.filter(|(sequence, _)| *sequence > self.written) else {
            return Ok(());
        };
        let set = (register_head::sequence.eq(sequence as i64), register_head::at.eq(at));
        let _: Vec<i64> =
            Prepared(diesel::update(register_head::table).set(set).returning(register_head::sequence))
                .get_results(conn)?;
        self.written = sequence;
        Ok(())
    }
}

/// Takes the next sequence from the database.
fn lock(conn: &mut Conn, now: i64) -> Result<(u64, i64)> {
    let (sequence, at): (i64, i64) = Prepared(
        diesel::update(register_head::table)
            .set((
                register_head::sequence.eq(register_head::sequence + 1),
                // Of the head as it is under the lock: another server may have moved it.
                register_head::at.eq(diesel::dsl::case_when(
                    register_head::at.ge(now),
                    register_head::at + 1,
                )
                .otherwise(now)),
            ))
            .returning((register_head::sequence, register_head::at)),
    )
    .get_result(conn)?;
    Ok((sequence as u64, at))
}
