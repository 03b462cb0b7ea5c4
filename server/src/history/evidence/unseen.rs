//! What stands for changes that a bundle does not show: hashes of stretches of the log.
//!
//! A line of `log/unseen.txt` is the first and the last sequence of a stretch and the root
//! of the subtree that it is, in hexadecimal. A stretch is 1, 2, 4, ... changes long and
//! begins after a multiple of its length.

use std::fmt;

/// A stretch of the log by its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// The first sequence.
    pub first: u64,
    /// The last.
    pub last: u64,
    /// The root of the subtree.
    pub root: [u8; 32],
}

impl Unseen {
    /// The height of the subtree; none when the stretch is no subtree of a log.
    pub fn height(&self) -> Option<u32> {
        let width = self.last.checked_sub(self.first)?.checked_add(1)?;
        let before = self.first.checked_sub(1)?;
        (width.is_power_of_two() && before.is_multiple_of(width)).then(|| width.trailing_zeros())
    }

    /// Reads a line.
    pub fn read(line: &str) -> Option<Unseen> {
        let mut words = line.split(' ');
        let (first, last, root) = (words.next()?, words.next()?, words.next()?);
        let mut bytes = [0; 32];
        hex::decode_to_slice(root, &mut bytes).ok()?;
        let found = Unseen { first: first.parse().ok()?, last: last.parse().ok()?, root: bytes };
        (words.next().is_none() && found.height().is_some()).then_some(found)
    }
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {} {}", self.first, self.last, hex::encode(self.root))
    }
}

/// A subtree of the log: its height, and its place among those of that height.
pub type Subtree = (u32, u64);

/// The fewest subtrees that together are the changes `first` to `last`, in order.
pub fn cover(first: u64, last: u64) -> Vec<Subtree> {
    let mut found = Vec::new();
    let (mut at, end) = (first.saturating_sub(1), last);
    while at < end {
        // As wide as its place allows, and no wider than what is left.
        let fits = (end - at).ilog2();
        let height = if at == 0 { fits } else { at.trailing_zeros().min(fits) };
        found.push((height, at >> height));
        at += 1 << height;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::log::Edge;
    use sha2::{Digest, Sha256};

    fn leaf(sequence: u64) -> [u8; 32] {
        Sha256::digest(sequence.to_be_bytes()).into()
    }

    /// The root of the subtree over the leaves from `first`.
    fn root(height: u32, first: u64) -> [u8; 32] {
        let mut edge = Edge::default();
        (first..first + (1 << height)).for_each(|sequence| drop(edge.push(leaf(sequence))));
        edge.root()
    }

    #[test]
    fn what_covers_a_stretch_gives_the_root_that_its_leaves_give() {
        for size in 1..=40_u64 {
            for first in 1..=size {
                for last in first..=size {
                    let (mut whole, mut short) = (Edge::default(), Edge::default());
                    (1..=size).for_each(|sequence| drop(whole.push(leaf(sequence))));
                    (1..first).for_each(|sequence| drop(short.push(leaf(sequence))));
                    let cover = cover(first, last);
                    assert!(cover.len() <= 12, "{first} to {last}");
                    for (height, place) in cover {
                        assert!(short.graft(height, root(height, (place << height) + 1)));
                    }
                    (last + 1..=size).for_each(|sequence| drop(short.push(leaf(sequence))));
                    assert_eq!((short.leaves(), short.root()), (size, whole.root()), "{first} to {last}");
                }
            }
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written_and_nothing_else_is() {
        let line = Unseen { first: 5, last: 8, root: [7; 32] };
        assert_eq!(Unseen::read(line.to_string().trim_end()), Some(line));
        for wrong in
            ["", "1 2", "2 3 00", &format!("2 3 {}", "00".repeat(32)), &format!("1 3 {}", "00".repeat(32))]
        {
            assert_eq!(Unseen::read(wrong), None, "{wrong}");
        }
    }
}
