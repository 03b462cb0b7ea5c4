//! Where a file stands in the zip, and whether what is said of it there is what the directory
//! says: programs that read from the front go by that, and the others by the directory.

use super::directory::{Entry, NEWEST, SIZE_AFTER, is_renamed, parts, short};

/// Where a file stands in the zip.
pub(super) struct Place {
    /// Where it begins: 30 bytes, its name, and what stands beside that.
    pub(super) start: u64,
    /// Where it ends, but for its size, which may come after it.
    pub(super) end: u64,
    /// What stands there before what is packed.
    pub(super) head: Vec<u8>,
    /// What follows on it, as far as that may say its sizes.
    pub(super) after: Vec<u8>,
    /// Its sum, as the directory says.
    pub(super) sum: u32,
    /// Its sizes, packed and not, as the directory says.
    pub(super) sizes: [u64; 2],
}

/// How a file begins, where it stands.
const FILE: &[u8] = b"PK\x03\x04";
/// How its sizes begin that come after it, if they have a beginning of their own.
const SIZES: &[u8] = b"PK\x07\x08";
/// How many bytes may say them.
pub(super) const MOST_AFTER: u64 = 24;
/// Beside a name: the sizes of a large file.
const LARGE: u16 = 0x0001;

impl Place {
    /// Whether a file begins as the directory says.
    pub(super) fn is_of(&self, entry: &Entry) -> bool {
        let named = self.head.get(30..).and_then(|rest| rest.split_at_checked(entry.name.len()));
        named.is_some_and(|(name, beside)| {
            self.head.starts_with(FILE)
                && short(&self.head, 4) <= NEWEST
                && [short(&self.head, 6), short(&self.head, 8)] == entry.reading
                && usize::from(short(&self.head, 26)) == name.len()
                && name == entry.name.as_bytes()
                && !is_renamed(beside)
                && self.has_its_sizes(entry, beside)
        })
    }

    /// Whether its sum and its sizes are those that the directory says, or none where they
    /// come after it.
    fn has_its_sizes(&self, entry: &Entry, beside: &[u8]) -> bool {
        let large: Vec<&[u8]> =
            parts(beside).filter(|(kind, _)| *kind == LARGE).map(|(_, said)| said).collect();
        let comes_after = has_sizes_after(entry);
        let fits = |said: u64, size: u64| said == size || comes_after && said == 0;
        let [sum, packed, whole] = [14, 18, 22].map(|at| number(&self.head, at, 4));
        let in_short =
            |said: u64, size: u64| fits(said, size) || !large.is_empty() && said == u64::from(u32::MAX);
        let in_long = |said: &&[u8]| {
            said.len() == 16
                && fits(number(said, 0, 8), self.sizes[1])
                && fits(number(said, 8, 8), self.sizes[0])
        };
        fits(sum, self.sum.into())
            && in_short(packed, self.sizes[0])
            && in_short(whole, self.sizes[1])
            && large.iter().all(in_long)
    }

    /// Whether nothing but what comes after it says where it ends: of one that is not packed,
    /// whoever reads from the front would not find that.
    pub(super) fn has_no_end(&self, entry: &Entry) -> bool {
        has_sizes_after(entry) && entry.reading[1] == 0 && self.sizes[0] > 0
    }

    /// How many bytes may stand between it and the next one: none, or those that say its sum
    /// and its sizes, with or without a beginning, in a small or a large zip.
    pub(super) fn gaps(&self, entry: &Entry) -> Vec<u64> {
        if !has_sizes_after(entry) {
            return vec![0];
        }
        let said = |width: usize| -> Vec<u8> {
            let sizes = self.sizes.iter().flat_map(|size| size.to_le_bytes().into_iter().take(width));
            self.sum.to_le_bytes().into_iter().chain(sizes).collect()
        };
        let forms = [4, 8].map(said).into_iter().flat_map(|said| [[SIZES, &said].concat(), said]);
        forms.filter(|form| self.after.starts_with(form)).map(|form| form.len() as u64).collect()
    }
}

fn has_sizes_after(entry: &Entry) -> bool {
    entry.reading[0] & SIZE_AFTER > 0
}

/// A number of so many bytes; the largest where they are not there.
fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    let bytes = bytes.get(at..at + width);
    bytes.map_or(u64::MAX, |bytes| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
