//! What the register has signed, as far as a bundle needs it.

use std::collections::BTreeMap;

use super::Asked;
use crate::error::Result;
use crate::history::checkpoint::{SignedCheckpoint, in_order};
use crate::history::key::PublicKey;
use crate::store::Conn;
use crate::store::change;
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
    /// The one that goes furthest in the last of the logs.
    pub fn newest(&self) -> Option<&SignedCheckpoint> {
        self.notes.iter().max_by_key(|note| in_order(&note.checkpoint))
    }

    /// The newest checkpoint; those at both ends of the period; those with which a new key
    /// began, which the one before signed too, also in logs of which the end was lost since;
    /// and some between.
    ///
    /// # Errors
    /// When the database fails or holds what the program did not write.
    pub fn read(conn: &mut Conn, asked: &Asked) -> Result<Signed> {
        snapshot(conn, |conn| {
            let Some(newest) = checkpoint::latest(conn)? else { return Ok(Signed::default()) };
            let size = newest.signed.checkpoint.size;
            let mut sizes: Vec<u64> = (1..SPREAD).map(|part| size / SPREAD * part).collect();
            for moment in [asked.from, asked.to].into_iter().flatten() {
                sizes.push(change::sequence_at(conn, moment)?);
            }
            let mut all = checkpoint::handovers(conn)?;
            for size in sizes.into_iter().filter(|size| *size > 0) {
                all.extend(checkpoint::find(conn, size, true)?);
            }
            let place = |one: &Found| (one.origin.number, one.signed.checkpoint.size);
            let mut found: BTreeMap<(u64, u64), Found> =
                all.into_iter().map(|one| (place(&one), one)).collect();
            let origin = newest.origin.name.clone();
            found.insert(place(&newest), newest);
            let keys = checkpoint::public_keys(conn)?.into_iter().map(|key| (origin.clone(), key));
            let keys = keys.collect();
            Ok(Signed { notes: found.into_values().map(|one| one.signed).collect(), keys })
        })
    }
}

/// Why a bundle could not be compared with a checkpoint that somebody kept, if so: it is
/// of another log, or nobody signed it who signs here.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn incomparable(conn: &mut Conn, kept: &SignedCheckpoint) -> Result<Option<String>> {
    let Some(newest) = checkpoint::latest(conn)? else {
        return Ok(Some("this register has signed nothing yet".to_owned()));
    };
    let now = &newest.signed.checkpoint;
    let mut logs = now.losses.iter().map(|loss| &loss.origin).chain([&now.origin]);
    let origin = &kept.checkpoint.origin;
    if logs.all(|log| log != origin) {
        return Ok(Some(format!("it is of another log, {origin}, not of {}", now.origin)));
    }
    Ok(kept.signed_by(&checkpoint::public_keys(conn)?).err().map(|why| why.to_string()))
}
