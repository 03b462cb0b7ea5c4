//! What the register has signed, as far as a bundle needs it.

use std::collections::BTreeMap;

use super::Asked;
use crate::error::Result;
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::key::PublicKey;
use crate::store::Conn;
use crate::store::change::{self, evidence};
use crate::store::checkpoint::{self, Found};
use crate::store::tx::snapshot;

/// Over how many checkpoints the log is spread: where something was altered, the first of
/// them that does not agree says about where.
const SPREAD: u64 = 32;

/// What the register has signed.
#[derive(Debug, Clone, Default)]
pub struct Signed {
    /// Checkpoints: the newest says how far the bundle goes.
    pub notes: Vec<SignedCheckpoint>,
    /// The keys, with the logs that they sign.
    pub keys: Vec<(String, PublicKey)>,
}

impl Signed {
    /// The newest checkpoint; those at both ends of the period; those with which a new key
    /// began, which the one before signed too; and some between.
    ///
    /// # Errors
    /// When the database fails or holds what the program did not write.
    pub fn read(conn: &mut Conn, asked: &Asked) -> Result<Signed> {
        snapshot(conn, |conn| {
            let Some(newest) = checkpoint::latest(conn)? else { return Ok(Signed::default()) };
            let size = newest.signed.checkpoint.size;
            let mut sizes: Vec<u64> = (1..SPREAD).map(|part| size / SPREAD * part).collect();
            // A new key signed the one of this size, or signs from the next one on.
            sizes.extend(evidence::new_keys(conn)?.into_iter().flat_map(|size| [size, size + 1]));
            for moment in [asked.from, asked.to].into_iter().flatten() {
                sizes.push(change::sequence_at(conn, moment)?);
            }
            let mut found: BTreeMap<u64, Found> = BTreeMap::new();
            for size in sizes.into_iter().filter(|size| *size > 0) {
                if let Some(one) = checkpoint::find(conn, size, true)? {
                    found.insert(one.signed.checkpoint.size, one);
                }
            }
            let origin = newest.origin.name.clone();
            found.insert(size, newest);
            let keys = checkpoint::public_keys(conn)?.into_iter().map(|key| (origin.clone(), key));
            let keys = keys.collect();
            Ok(Signed { notes: found.into_values().map(|one| one.signed).collect(), keys })
        })
    }
}
