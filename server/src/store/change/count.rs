//! How many changes there are, as far as that can be told in a while.

use std::time::{Duration, Instant};

use super::super::db::Conn;
use super::list::{ChangeQuery, ChangeSlice, look};
use crate::error::Result;

/// How far a history is counted.
pub const COUNTED: usize = 1_000;
/// For how long: what is rare in a long history may be further back than that.
const COUNTING: Duration = Duration::from_secs(1);

/// How many changes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// So many were counted.
    pub counted: i64,
    /// Whether those are all; else there may be more.
    pub is_all: bool,
}

/// Counts the changes that are asked for, to [`COUNTED`] and for a while.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn count(conn: &mut Conn, query: &ChangeQuery) -> Result<Count> {
    count_within(conn, query, COUNTING)
}

/// As [`count`], for so long.
///
/// # Errors
/// As [`count`].
pub fn count_within(conn: &mut Conn, query: &ChangeQuery, limit: Duration) -> Result<Count> {
    let begun = Instant::now();
    let (mut counted, mut after) = (0, None);
    loop {
        let slice = ChangeSlice { limit: COUNTED - counted, backward: false, after, before: None };
        let page = look(conn, query, &slice)?;
        counted += page.changes.len();
        after = page.horizon;
        if after.is_none() || counted >= COUNTED || begun.elapsed() >= limit {
            return Ok(Count { counted: counted as i64, is_all: !page.more });
        }
    }
}
