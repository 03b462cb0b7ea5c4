//! The Merkle log (RFC 6962) made anew, leaf by leaf, holding only its right edge.

use sha2::{Digest, Sha256};
use tlog_tiles::tlog::{self, Hash};

/// The right edge of a log: the roots of its complete subtrees, the widest first.
#[derive(Debug, Default, Clone)]
pub struct Edge {
    roots: Vec<(u32, Hash)>,
    leaves: u64,
}

impl Edge {
    /// Appends a leaf. Returns the hashes that the log stores with it, in their order: its
    /// own, and that of each subtree which it completes.
    pub fn push(&mut self, leaf: [u8; 32]) -> Vec<[u8; 32]> {
        let mut stored = vec![leaf];
        let (mut height, mut hash) = (0, Hash(leaf));
        while let Some((_, left)) = self.roots.pop_if(|(other, _)| *other == height) {
            hash = tlog::node_hash(left, hash);
            height += 1;
            stored.push(hash.0);
        }
        self.roots.push((height, hash));
        self.leaves += 1;
        stored
    }

    /// Appends a whole subtree of 2^`height` leaves by its root. Returns whether one can
    /// stand there: only where as many leaves, or a multiple, come before it.
    pub fn graft(&mut self, height: u32, root: [u8; 32]) -> bool {
        let Some(width) = 1_u64.checked_shl(height) else { return false };
        let Some(leaves) = self.leaves.checked_add(width).filter(|_| self.leaves.is_multiple_of(width))
        else {
            return false;
        };
        let (mut height, mut hash) = (height, Hash(root));
        while let Some((_, left)) = self.roots.pop_if(|(other, _)| *other == height) {
            hash = tlog::node_hash(left, hash);
            height += 1;
        }
        self.roots.push((height, hash));
        self.leaves = leaves;
        true
    }

    /// How many leaves it has.
    pub fn leaves(&self) -> u64 {
        self.leaves
    }

    /// The root of the log.
    pub fn root(&self) -> [u8; 32] {
        let joined =
            self.roots.iter().map(|(_, hash)| *hash).rev().reduce(|right, left| tlog::node_hash(left, right));
        joined.map_or_else(|| Sha256::digest([]).into(), |hash| hash.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stored(Vec<[u8; 32]>);

    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
            Ok(indexes.iter().map(|i| Hash(self.0[*i as usize])).collect())
        }
    }

    #[test]
    fn what_is_stored_and_the_root_are_those_of_the_library_that_reads_them() {
        let mut edge = Edge::default();
        let mut stored = Stored(Vec::new());
        for leaves in 1..=70_u64 {
            let leaf = tlog::record_hash(&leaves.to_be_bytes());
            let expected = tlog::stored_hashes_for_record_hash(leaves - 1, leaf, &stored).unwrap();
            let pushed = edge.push(leaf.0);
            assert_eq!(pushed, expected.iter().map(|hash| hash.0).collect::<Vec<_>>());
            stored.0.extend(pushed);
            assert_eq!(edge.root(), tlog::tree_hash(leaves, &stored).unwrap().0);
            assert_eq!(edge.leaves(), leaves);
        }
    }
}
