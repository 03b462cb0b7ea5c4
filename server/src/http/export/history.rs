//! The history as a table: a line for each change, the newest first.

pub use crate::commands::evidence::table::COLUMNS;
use crate::commands::evidence::table::rows;
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::store::Conn;
use crate::store::change::list::{self, ChangeQuery, ChangeSlice};

/// How many changes are read at a time.
const CHUNK: usize = 200;

/// Where reading the history has come to.
pub struct Reading {
    query: ChangeQuery,
    after: Option<u64>,
}

impl Reading {
    /// The beginning of a history.
    pub fn of(query: ChangeQuery) -> Self {
        Reading { query, after: None }
    }

    /// Some rows, and where to read on.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(self, conn: &mut Conn, directory: &Directory) -> Result<(Vec<Vec<String>>, Option<Reading>)> {
        let slice = ChangeSlice { limit: CHUNK, backward: false, after: self.after, before: None };
        let page = list::page(conn, &self.query, &slice)?;
        let rows = rows(conn, &self.query.scope, &page.changes, directory)?;
        let last = page.horizon.or_else(|| page.changes.last().map(|change| change.sequence));
        let next = last.filter(|_| page.more).map(|last| Reading { query: self.query, after: Some(last) });
        Ok((rows, next))
    }
}
