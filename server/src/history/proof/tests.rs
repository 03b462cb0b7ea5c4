//! The vectors that the reference of certificate transparency publishes with RFC 6962,
//! and every proof of every small log.

use super::*;

const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Place, size and path.
const INCLUSION: [(u64, u64, &[&str]); 5] = [
    (0, 1, &[]),
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

/// Older size, newer size and path.
const CONSISTENCY: [(u64, u64, &[&str]); 4] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

struct Stored(Vec<[u8; 32]>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let read = |index: &u64| self.0.get(*index as usize).copied().map(Hash);
        indexes.iter().map(read).collect::<Option<_>>().ok_or(tlog::Error::IndexesNotInTree)
    }
}

fn leaf(text: &str) -> [u8; 32] {
    tlog::record_hash(&hex::decode(text).unwrap()).0
}

/// A log of these leaves as it is stored, with its root at each size.
fn log(leaves: &[[u8; 32]]) -> (Stored, Vec<[u8; 32]>) {
    let mut edge = Edge::default();
    let (mut stored, mut roots) = (Vec::new(), vec![edge.root()]);
    for leaf in leaves {
        stored.extend(edge.push(*leaf));
        roots.push(edge.root());
    }
    (Stored(stored), roots)
}

fn hash(text: &str) -> [u8; 32] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn path(texts: &[&str]) -> Path {
    texts.iter().map(|text| hash(text)).collect()
}

#[test]
fn the_published_vectors_hold() {
    let leaves = LEAVES.map(leaf);
    let (stored, roots) = log(&leaves);
    for (size, expected) in ROOTS.iter().enumerate() {
        assert_eq!(hex::encode(roots[size]), *expected, "root of {size}");
        assert_eq!(root(size as u64, &stored).unwrap(), hash(expected));
    }
    for (index, size, expected) in INCLUSION {
        assert_eq!(inclusion(size, index, &stored).unwrap(), path(expected), "{index} in {size}");
        check_inclusion(&path(expected), size, roots[size as usize], index, leaves[index as usize]).unwrap();
    }
    for (old, new, expected) in CONSISTENCY {
        assert_eq!(consistency(old, new, &stored).unwrap(), path(expected), "{old} to {new}");
        let at = |size: u64| (size, roots[size as usize]);
        check_consistency(&path(expected), at(old), at(new)).unwrap();
    }
}

#[test]
fn every_proof_of_a_small_log_holds_and_no_other() {
    let leaves: Vec<[u8; 32]> = (0..40_u64).map(|n| tlog::record_hash(&n.to_be_bytes()).0).collect();
    let (stored, roots) = log(&leaves);
    let root = |size: u64| roots[size as usize];
    for size in 1..=40 {
        for index in 0..size {
            let path = inclusion(size, index, &stored).unwrap();
            check_inclusion(&path, size, root(size), index, leaves[index as usize]).unwrap();
            let other = leaves[((index + 1) % 40) as usize];
            assert!(check_inclusion(&path, size, root(size), index, other).is_err());
            assert!(check_inclusion(&path, size, root(size - 1), index, leaves[index as usize]).is_err());
        }
        for old in 0..=size {
            let path = consistency(old, size, &stored).unwrap();
            check_consistency(&path, (old, root(old)), (size, root(size))).unwrap();
            assert!(check_consistency(&path, (old, [1; 32]), (size, root(size))).is_err());
            let longer = [&path[..], &[[0; 32]]].concat();
            assert!(check_consistency(&longer, (old, root(old)), (size, root(size))).is_err());
        }
    }
}

#[test]
fn what_cannot_be_is_an_error_and_no_panic() {
    let (stored, roots) = log(&[[1; 32], [2; 32]]);
    for (size, index) in [(0, 0), (2, 2), (u64::MAX, 1), (3, 0), (1 << 40, 5)] {
        assert!(inclusion(size, index, &stored).is_err(), "{index} in {size}");
        assert!(check_inclusion(&[], size, roots[1], index, [1; 32]).is_err());
    }
    assert!(consistency(2, 1, &stored).is_err());
    assert!(consistency(1, u64::MAX, &stored).is_err());
    assert!(check_consistency(&[], (1, roots[1]), (u64::MAX, roots[1])).is_err());
    assert!(root(9, &stored).is_err());
}
