//! Bundles in a zip that programs would read differently: neither of ours may take one.

use std::path::Path;

use super::bundle::{Files, read, write};
use super::odd::judged;
use super::scene::Scene;

/// A file as it is put into a zip, and what is said of it.
#[derive(Clone)]
struct Packed {
    name: String,
    /// The name where the file begins.
    name_there: String,
    bytes: Vec<u8>,
    method: u16,
    marks: u16,
    extra: Vec<u8>,
}

/// The files of a bundle, as they are packed.
fn packed(files: &Files) -> Vec<Packed> {
    let one = |(name, bytes): (&String, &Vec<u8>)| Packed {
        name: name.clone(),
        name_there: name.clone(),
        bytes: bytes.clone(),
        method: 0,
        marks: 0,
        extra: Vec::new(),
    };
    files.iter().map(one).collect()
}

/// What both places say of a file between its marks and its name.
fn sizes(file: &Packed) -> Vec<u8> {
    let length = file.bytes.len() as u32;
    let sum = crc(&file.bytes);
    [&[0, 0, 0x21, 0][..], &sum.to_le_bytes(), &length.to_le_bytes(), &length.to_le_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// A zip of these, of which the end says that it holds so many.
fn zip(files: &[Packed], count: usize, path: &Path) {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| (number as u16).to_le_bytes();
    for file in files {
        let begin = out.len() as u32;
        let said =
            [&[20, 0][..], &file.marks.to_le_bytes(), &file.method.to_le_bytes(), &sizes(file)].concat();
        let there = [&b"PK\x03\x04"[..], &said, &short(file.name_there.len()), &[0, 0]].concat();
        out.extend([&there, file.name_there.as_bytes(), &file.bytes].concat());
        let lengths = [short(file.name.len()), short(file.extra.len())].concat();
        let entry = [&b"PK\x01\x02\x14\x00"[..], &said, &lengths, &[0; 10], &begin.to_le_bytes()].concat();
        directory.extend([&entry, file.name.as_bytes(), &file.extra].concat());
    }
    let (begin, length) = (out.len() as u32, directory.len() as u32);
    let counts = [[0, 0], [0, 0], short(count), short(count)].concat();
    let end = [&b"PK\x05\x06"[..], &counts, &length.to_le_bytes(), &begin.to_le_bytes(), &[0, 0]].concat();
    std::fs::write(path, [out, directory, end].concat()).unwrap();
}

type Trick = fn(&mut Vec<Packed>) -> usize;

const TRICKS: &[(&str, Trick)] = &[
    ("a second plan that the end does not count", |files| {
        let plan = files.iter().find(|file| file.name.ends_with("chelmsford.json")).unwrap().clone();
        files.push(Packed { bytes: b"{}".to_vec(), ..plan });
        files.len() - 1
    }),
    ("a file more that the end does not count", |files| {
        let name = "notes.txt".to_owned();
        files.push(Packed { name_there: name.clone(), name, ..files[0].clone() });
        files.len() - 1
    }),
    ("a file less than the end counts", |files| files.len() + 1),
    ("another name where a file begins", |files| {
        files[0].name_there = "README.xxx".to_owned();
        files.len()
    }),
    ("another name beside the name", |files| {
        files[0].extra = [&[0x75, 0x70, 13, 0, 1, 0, 0, 0, 0][..], b"evil.txt"].concat();
        files.len()
    }),
    ("a way of packing that not every program knows", |files| {
        files[0].method = 12;
        files.len()
    }),
    ("another of those", |files| {
        files[0].method = 14;
        files.len()
    }),
    ("a file that is said to be locked", |files| {
        files[0].marks = 1;
        files.len()
    }),
    ("a name in other letters", |files| {
        let name = "r\u{e9}sum\u{e9}.txt".to_owned();
        files.push(Packed { name_there: name.clone(), name, ..files[0].clone() });
        files.len()
    }),
];

/// What is done to the bytes of a zip whose directory begins there.
type Cut = fn(&mut Vec<u8>, usize);

const CUTS: &[(&str, Cut)] = &[
    ("something before the first file", |bytes, _| drop(bytes.splice(0..0, *b"PK\x03\x04 and more"))),
    ("another zip before it", |bytes, _| {
        let twice = bytes.clone();
        bytes.extend(twice);
    }),
    ("something before the directory", |bytes, at| {
        bytes.splice(at..at, *b"between");
        let end = bytes.len() - 6;
        bytes[end..end + 4].copy_from_slice(&(at as u32 + 7).to_le_bytes());
    }),
    ("other marks where a file begins", |bytes, _| bytes[6] |= 2),
    ("another way of packing where a file begins", |bytes, _| bytes[8] = 8),
    ("another name beside the name where a file begins", |bytes, _| bytes[28] = 4),
    ("a version of the format that some do not know", |bytes, at| bytes[at + 6] = 99),
    ("a version of which only half is known", |bytes, at| bytes[at + 7] = 1),
    ("such a version where a file begins", |bytes, _| bytes[4] = 99),
    ("a file on another disk", |bytes, at| bytes[at + 34] = 3),
    ("another sum where a file begins", |bytes, _| bytes[14] ^= 1),
    ("no sum where a file begins", |bytes, _| bytes[14..18].fill(0)),
    ("no sizes where a file begins", |bytes, _| bytes[18..26].fill(0)),
    ("sizes that would stand beside its name where a file begins", |bytes, _| bytes[18..26].fill(0xff)),
    ("half of a file where it begins", |bytes, _| {
        let name = usize::from(u16::from_le_bytes([bytes[26], bytes[27]]));
        let half = u32::from_le_bytes(bytes[18..22].try_into().unwrap()) / 2;
        let sum = crc(&bytes[30 + name..][..half as usize]);
        bytes[14..18].copy_from_slice(&sum.to_le_bytes());
        bytes[18..22].copy_from_slice(&half.to_le_bytes());
        bytes[22..26].copy_from_slice(&half.to_le_bytes());
    }),
    ("a size that comes after what is not packed", |bytes, at| {
        bytes[6] |= 8;
        bytes[at + 8] |= 8;
    }),
    ("a link", |bytes, at| {
        bytes[at + 5] = 3;
        bytes[at + 40..at + 42].copy_from_slice(&0xa1ff_u16.to_le_bytes());
    }),
    ("sizes that stand nowhere", |bytes, at| bytes[at + 20..at + 28].fill(0xff)),
    ("another size of the directory", |bytes, _| {
        let end = bytes.len() - 10;
        bytes[end] ^= 1;
    }),
    ("another disk", |bytes, _| {
        let end = bytes.len() - 18;
        bytes[end] = 1;
    }),
    ("another count on this disk", |bytes, _| {
        let end = bytes.len() - 14;
        bytes[end] ^= 1;
    }),
    ("a count as of a large zip", |bytes, _| {
        let end = bytes.len() - 14;
        bytes[end..end + 4].fill(0xff);
    }),
];

#[test]
fn no_trick_with_a_zip_is_taken_by_either_program() {
    let scene = Scene::shared();
    let path = scene.place("tricks.zip");
    // With the sums as they follow.
    write(&read(&scene.bundle), &path, true);
    let files = packed(&read(&path));
    zip(&files, files.len(), &path);
    let (statuses, said) = judged(scene, &path);
    assert_eq!(statuses, (0, 0), "{said}");
    for (name, trick) in TRICKS {
        let mut tricked = files.clone();
        let count = trick(&mut tricked);
        zip(&tricked, count, &path);
        let (statuses, said) = judged(scene, &path);
        assert_eq!(statuses, (7, 7), "{name}: {said}");
    }
    zip(&files, files.len(), &path);
    let whole = std::fs::read(&path).unwrap();
    let directory = u32::from_le_bytes(whole[whole.len() - 6..whole.len() - 2].try_into().unwrap()) as usize;
    for (name, cut) in CUTS {
        let mut bytes = whole.clone();
        cut(&mut bytes, directory);
        std::fs::write(&path, &bytes).unwrap();
        let (statuses, said) = judged(scene, &path);
        assert_eq!(statuses, (7, 7), "{name}: {said}");
    }
}

/// Where the bytes stand that say the sum and the sizes of a file after it.
fn after(bytes: &[u8]) -> usize {
    bytes.windows(4).position(|bytes| bytes == b"PK\x07\x08").unwrap()
}

const STREAMED: &[(&str, Cut)] = &[
    ("another sum after a file", |bytes, _| {
        let at = after(bytes) + 4;
        bytes[at] ^= 1;
    }),
    ("another packed size after a file", |bytes, _| {
        let at = after(bytes) + 8;
        bytes[at] ^= 1;
    }),
    ("another size after a file", |bytes, _| {
        let at = after(bytes) + 16;
        bytes[at] ^= 1;
    }),
    ("a size where a file begins that has it after it", |bytes, _| bytes[22] = 1),
    ("another large size beside the name", |bytes, _| {
        let name = usize::from(u16::from_le_bytes([bytes[26], bytes[27]]));
        bytes[30 + name + 4] = 1;
    }),
];

#[test]
fn what_a_bundle_says_of_its_files_after_them_is_held_against_its_directory() {
    let scene = Scene::shared();
    let path = scene.place("streamed.zip");
    let whole = std::fs::read(&scene.bundle).unwrap();
    for (name, cut) in STREAMED {
        let mut bytes = whole.clone();
        cut(&mut bytes, 0);
        std::fs::write(&path, &bytes).unwrap();
        let (statuses, said) = judged(scene, &path);
        assert_eq!(statuses, (7, 7), "{name}: {said}");
    }
    std::fs::write(&path, &whole).unwrap();
    let (statuses, said) = judged(scene, &path);
    assert_eq!(statuses, (0, 0), "{said}");
}
