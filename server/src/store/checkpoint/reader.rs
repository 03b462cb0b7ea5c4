//! The stored hashes of the log, read for proofs.

use std::cell::RefCell;
use std::collections::HashMap;

use diesel::prelude::*;
use tlog_tiles::tlog::{self, Hash, HashReader};

use super::Conn;
use crate::store::schema::log_hash;

/// Reads the hashes of a proof in one statement.
pub struct Stored<'c>(RefCell<&'c mut Conn>);

impl<'c> Stored<'c> {
    /// Of this database.
    pub fn of(conn: &'c mut Conn) -> Self {
        Stored(RefCell::new(conn))
    }
}

impl HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let mut conn = self.0.borrow_mut();
        let places: Vec<i64> = indexes.iter().map(|index| *index as i64).collect();
        let rows: Vec<(i64, Vec<u8>)> = log_hash::table
            .filter(log_hash::idx.eq_any(places))
            .select((log_hash::idx, log_hash::hash))
            .load(&mut **conn)
            .map_err(|why| tlog::Error::InvalidInput(why.to_string()))?;
        let found: HashMap<i64, [u8; 32]> =
            rows.into_iter().filter_map(|(index, hash)| Some((index, hash.try_into().ok()?))).collect();
        let read = |index: &u64| found.get(&(*index as i64)).copied().map(Hash);
        // A short answer would panic in the library: a missing hash is an error here.
        indexes.iter().map(read).collect::<Option<_>>().ok_or(tlog::Error::IndexesNotInTree)
    }
}
