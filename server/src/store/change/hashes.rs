//! The stored hashes of the log: what a leaf adds to them, and the root over them.

use std::collections::HashMap;

use diesel::connection::Connection;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Binary};
use sha2::{Digest, Sha256};
use tlog_tiles::tlog::{self, Hash};

use crate::error::{Error, Result};
use crate::history::proof;
use crate::store::db::Conn;
use crate::store::list::Db;
use crate::store::schema::log_hash;

/// The hashes of the log that this writer appended or read last: appending reads few
/// others. They must be forgotten whenever a write is undone.
#[derive(Debug, Default)]
pub struct Recent {
    known: HashMap<u64, Hash>,
    /// Those of this transaction, which are written together at its end, in order and
    /// without a gap.
    unwritten: Vec<(u64, Hash)>,
    /// The hashes of what changes say that this writer wrote or proved last, by sequence.
    said: HashMap<u64, [u8; 32]>,
}

impl Recent {
    /// How many are remembered: the log's right edge has at most two for each of its 64
    /// levels, and a few thousand more are nothing.
    const MOST: usize = 4_096;

    /// How many wait to be written: what [`Recent::undo`] goes back to.
    pub(in crate::store) fn waiting(&self) -> usize {
        self.unwritten.len()
    }

    /// Forgets what is known, and what was appended since so many waited.
    pub(in crate::store) fn undo(&mut self, waiting: usize) {
        self.known.clear();
        self.said.clear();
        self.unwritten.truncate(waiting);
    }

    /// Forgets all: the transaction is undone.
    pub(in crate::store) fn clear(&mut self) {
        self.undo(0);
    }

    /// Remembers what a change says, as it stands in the database.
    pub(super) fn note(&mut self, sequence: u64, said: &str) {
        if self.said.len() >= Self::MOST {
            self.said.clear();
        }
        self.said.insert(sequence, Sha256::digest(said).into());
    }

    /// Whether a change says what it was written or proved to say.
    pub(super) fn has_noted(&self, sequence: u64, said: &str) -> bool {
        self.said.get(&sequence).is_some_and(|noted| noted[..] == Sha256::digest(said)[..])
    }

    fn remember(&mut self, index: u64, hash: Hash) {
        if self.known.len() >= Self::MOST {
            self.known.clear();
        }
        self.known.insert(index, hash);
    }

    fn find(&self, index: u64) -> Option<Hash> {
        let waiting = || {
            let (first, _) = self.unwritten.first()?;
            let place = usize::try_from(index.checked_sub(*first)?).ok()?;
            self.unwritten.get(place).map(|(_, hash)| *hash)
        };
        self.known.get(&index).copied().or_else(waiting)
    }
}

/// Some hashes of the log, to be written with one statement.
struct NewHashes<'a>(&'a [(i64, Vec<u8>)]);

impl QueryId for NewHashes<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

macro_rules! new_hashes {
    ($($backend:ty),*) => {$(
        impl QueryFragment<$backend> for NewHashes<'_> {
            fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                pass.push_sql("INSERT INTO log_hash (idx, hash) VALUES ");
                for (place, (index, hash)) in self.0.iter().enumerate() {
                    pass.push_sql(if place == 0 { "(" } else { ", (" });
                    pass.push_bind_param::<BigInt, i64>(index)?;
                    pass.push_sql(", ");
                    pass.push_bind_param::<Binary, Vec<u8>>(hash)?;
                    pass.push_sql(")");
                }
                Ok(())
            }
        }
    )*};
}

new_hashes!(Db, diesel::sqlite::Sqlite);
#[cfg(feature = "postgres")]
new_hashes!(diesel::pg::Pg);

impl<C: Connection> RunQueryDsl<C> for NewHashes<'_> {}

/// How many hashes a statement writes: each number has a statement of its own, which is
/// kept prepared.
const TOGETHER: usize = 32;

/// Writes the hashes that wait. Belongs outside of what may be undone alone.
pub(in crate::store) fn write_hashes(conn: &mut Conn, recent: &mut Recent) -> Result<()> {
    let rows: Vec<(i64, Vec<u8>)> =
        recent.unwritten.iter().map(|(index, hash)| (*index as i64, hash.0.to_vec())).collect();
    for together in rows.chunks(TOGETHER) {
        NewHashes(together).execute(conn)?;
    }
    for (index, hash) in std::mem::take(&mut recent.unwritten) {
        recent.remember(index, hash);
    }
    Ok(())
}

/// The root of the log of a size, read inside the transaction that appends to it. What is
/// read is remembered: the next root needs most of it again.
pub(in crate::store) fn root(conn: &mut Conn, size: u64, recent: &mut Recent) -> Result<[u8; 32]> {
    let reader = Hashes { conn: std::cell::RefCell::new(conn), recent: &*recent, read: Vec::new().into() };
    let root = proof::root(size, &reader).map_err(Error::internal)?;
    for (index, hash) in reader.read.into_inner() {
        recent.remember(index, hash);
    }
    Ok(root)
}

/// Reads stored hashes of the log inside the transaction that appends to it.
struct Hashes<'c> {
    conn: std::cell::RefCell<&'c mut Conn>,
    recent: &'c Recent,
    /// Those that were not remembered.
    read: std::cell::RefCell<Vec<(u64, Hash)>>,
}

impl tlog::HashReader for Hashes<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> std::result::Result<Vec<Hash>, tlog::Error> {
        let mut conn = self.conn.borrow_mut();
        let read = |index: &u64| {
            if let Some(hash) = self.recent.find(*index) {
                return Some(hash);
            }
            let hash: Option<Vec<u8>> =
                log_hash::table.find(*index as i64).select(log_hash::hash).first(&mut **conn).ok();
            let hash = hash.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Hash)?;
            self.read.borrow_mut().push((*index, hash));
            Some(hash)
        };
        // A short answer would panic in the library: a missing hash is an error here.
        let found: Option<Vec<Hash>> = indexes.iter().map(read).collect();
        found.ok_or(tlog::Error::IndexesNotInTree)
    }
}

/// Appends a leaf; it and what it completes wait to be written.
pub(super) fn append_leaf(conn: &mut Conn, leaf_index: u64, leaf: Hash, recent: &mut Recent) -> Result<()> {
    let hashes = {
        let reader =
            Hashes { conn: std::cell::RefCell::new(&mut *conn), recent: &*recent, read: Vec::new().into() };
        tlog::stored_hashes_for_record_hash(leaf_index, leaf, &reader)
            .map_err(|e| Error::internal(e.to_string()))?
    };
    let first = tlog::stored_hash_index(0, leaf_index);
    recent.unwritten.extend((first..).zip(hashes));
    Ok(())
}
