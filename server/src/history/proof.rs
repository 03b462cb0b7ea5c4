//! Proofs about the log (RFC 6962): that a change is in it, and that a longer log is a
//! shorter one with more at its end. Each is a few hashes, about as many as the size has
//! binary digits, and made from as many.

use tlog_tiles::tlog::{self, Hash, HashReader};

use super::log::Edge;

/// Hashes of a proof, in the order of RFC 6962.
pub type Path = Vec<[u8; 32]>;

/// Why there is no proof, or why one proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// Nothing of this size can be proved.
    #[error("{0}")]
    OutOfRange(&'static str),
    /// The stored hashes are not there or cannot be read.
    #[error("the log does not hold the hashes that a proof is made of: {0}")]
    Unreadable(String),
    /// The proof does not lead to the root.
    #[error("the proof does not lead to the root")]
    Wrong,
}

/// No log is larger; beyond it the places of hashes would not fit their type.
const LARGEST: u64 = 1 << 48;

/// Proves that the change at a place, from 0, is in the log of a size.
///
/// # Errors
/// See [`ProofError`].
pub fn inclusion(size: u64, index: u64, stored: &impl HashReader) -> Result<Path, ProofError> {
    within(index < size && size <= LARGEST, "the change is not among those that the checkpoint covers")?;
    tlog::prove_record(size, index, stored).map(plain).map_err(unreadable)
}

/// Whether a proof of inclusion leads from the hash of a change to the root.
///
/// # Errors
/// See [`ProofError`].
pub fn check_inclusion(
    path: &[[u8; 32]],
    size: u64,
    root: [u8; 32],
    index: u64,
    leaf: [u8; 32],
) -> Result<(), ProofError> {
    within(index < size && size <= LARGEST, "the change is not among those that the checkpoint covers")?;
    tlog::check_record(&hashes(path), size, Hash(root), index, Hash(leaf)).map_err(|_| ProofError::Wrong)
}

/// Proves that the log of size `new` begins with all of the log of size `old`.
///
/// # Errors
/// See [`ProofError`].
pub fn consistency(old: u64, new: u64, stored: &impl HashReader) -> Result<Path, ProofError> {
    within(
        old <= new && new <= LARGEST,
        "a log never becomes shorter, so the older size must not be the larger one",
    )?;
    if old == 0 {
        return Ok(Path::new());
    }
    tlog::prove_tree(new, old, stored).map(plain).map_err(unreadable)
}

/// Whether a proof of consistency leads from the older root to the newer.
///
/// # Errors
/// See [`ProofError`].
pub fn check_consistency(
    path: &[[u8; 32]],
    (old, old_root): (u64, [u8; 32]),
    (new, new_root): (u64, [u8; 32]),
) -> Result<(), ProofError> {
    within(
        old <= new && new <= LARGEST,
        "a log never becomes shorter, so the older size must not be the larger one",
    )?;
    if old == 0 {
        // Every log begins with nothing, which has one root.
        return if path.is_empty() && old_root == Edge::default().root() {
            Ok(())
        } else {
            Err(ProofError::Wrong)
        };
    }
    tlog::check_tree(&hashes(path), new, Hash(new_root), old, Hash(old_root)).map_err(|_| ProofError::Wrong)
}

/// The root of the log of a size.
///
/// # Errors
/// See [`ProofError`].
pub fn root(size: u64, stored: &impl HashReader) -> Result<[u8; 32], ProofError> {
    within(size <= LARGEST, "no log is that large")?;
    if size == 0 {
        return Ok(Edge::default().root());
    }
    tlog::tree_hash(size, stored).map(|root| root.0).map_err(unreadable)
}

fn within(holds: bool, words: &'static str) -> Result<(), ProofError> {
    if holds { Ok(()) } else { Err(ProofError::OutOfRange(words)) }
}

fn unreadable(why: tlog::Error) -> ProofError {
    ProofError::Unreadable(why.to_string())
}

fn plain(path: Vec<Hash>) -> Path {
    path.into_iter().map(|hash| hash.0).collect()
}

fn hashes(path: &[[u8; 32]]) -> Vec<Hash> {
    path.iter().copied().map(Hash).collect()
}

#[cfg(test)]
mod tests;
