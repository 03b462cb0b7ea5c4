//! The directory at the end of a zip, read strictly: what programs would read differently,
//! or only some of them, is refused.

use std::collections::BTreeSet;

use super::Unreadable;
use super::place::Place;

/// A file as the directory names it.
pub(super) struct Entry {
    /// Its name, which is ASCII: of other letters programs make different names.
    pub(super) name: String,
    /// How it is read: its marks and its way of packing.
    pub(super) reading: [u16; 2],
}

/// How each entry begins.
const ENTRY: &[u8] = b"PK\x01\x02";
/// How the end of a large zip begins, before the end that all have.
const LARGE_END: &[u8] = b"PK\x06\x06";
/// How the end begins.
const END: &[u8] = b"PK\x05\x06";
/// The ways of packing that every program reads: none, and deflate.
const METHODS: [u16; 2] = [0, 8];
/// The marks that say nothing of how a file is read: how well it is packed, that its size
/// comes after it, that its name is UTF-8.
const MARKS: u16 = 0x080e;
/// Of these the one of a file whose size comes after it.
pub(super) const SIZE_AFTER: u16 = 0x0008;
/// The newest version of the format that every program reads: that of large zips.
pub(super) const NEWEST: u16 = 45;
/// Where a zip was made, as an entry says; and what it then says of the kind of the file.
const UNIX: u8 = 3;
const KIND: u16 = 0xf000;
const LINK: u16 = 0xa000;
/// Beside a name: another one, which some programs take instead.
const OTHER_NAME: u16 = 0x7075;

/// The entries, from the bytes that follow where the directory begins.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let (mut rest, mut found, mut names) = (bytes, Vec::new(), BTreeSet::new());
    while rest.starts_with(ENTRY) {
        let (entry, after) = entry(rest)?;
        if !names.insert(entry.name.clone()) {
            return Err(refused("it holds two files of one name".to_owned()));
        }
        found.push(entry);
        rest = after;
    }
    match is_end(rest, found.len(), bytes.len() - rest.len()) {
        true => Ok(found),
        false => Err(refused("its directory is not what its end says".to_owned())),
    }
}

fn entry(bytes: &[u8]) -> Result<(Entry, &[u8]), Unreadable> {
    let cut = || refused("its directory is cut off".to_owned());
    let (head, rest) = bytes.split_at_checked(46).ok_or_else(cut)?;
    let (name, rest) = rest.split_at_checked(short(head, 28).into()).ok_or_else(cut)?;
    let (extra, rest) = rest.split_at_checked(short(head, 30).into()).ok_or_else(cut)?;
    let (_, rest) = rest.split_at_checked(short(head, 32).into()).ok_or_else(cut)?;
    let shown = String::from_utf8_lossy(name).into_owned();
    if !name.is_ascii() || leads_elsewhere(&shown) {
        return Err(refused(format!("it holds a file {shown:?} that unpacking would put elsewhere")));
    }
    let reading @ [marks, method] = [short(head, 8), short(head, 10)];
    // A version of the format that some do not know, another disk, or a link, as Unix marks it.
    let is_link = head[5] == UNIX && short(head, 40) & KIND == LINK;
    let is_odd = short(head, 6) > NEWEST || short(head, 34) != 0 || is_link;
    if !METHODS.contains(&method) || marks & !MARKS != 0 || is_renamed(extra) || is_odd {
        return Err(refused(format!("it holds a file {shown:?} that programs would read differently")));
    }
    Ok((Entry { name: shown, reading }, rest))
}

/// Refuses what programs that read from the front would find, and those that go by the
/// directory would not: the files must stand one after the other, as the directory says, from
/// the first byte up to it, which is at `end`.
pub(super) fn agree(mut files: Vec<(&Entry, Place)>, end: u64) -> Result<(), Unreadable> {
    files.sort_by_key(|(_, place)| place.start);
    let (mut free, mut gaps) = (0, vec![0]);
    for (entry, place) in &files {
        if !place.start.checked_sub(free).is_some_and(|gap| gaps.contains(&gap)) {
            return Err(refused(format!(
                "something stands before {:?} that its directory does not name",
                entry.name
            )));
        }
        if !place.is_of(entry) {
            return Err(refused(format!("it holds a file {:?} that begins as another", entry.name)));
        }
        if place.has_no_end(entry) {
            return Err(refused(format!(
                "it holds a file {:?} that programs would read differently",
                entry.name
            )));
        }
        (free, gaps) = (place.end, place.gaps(entry));
        if gaps.is_empty() {
            return Err(refused(format!("it holds a file {:?} that ends as another", entry.name)));
        }
    }
    match end.checked_sub(free).is_some_and(|gap| gaps.contains(&gap)) {
        true => Ok(()),
        false => Err(refused("something stands before its directory that that does not name".to_owned())),
    }
}

/// What stands beside a name: each part with its kind, up to where they are not whole.
pub(super) fn parts(mut extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (head, rest) = extra.split_at_checked(4)?;
        let (part, rest) = rest.split_at_checked(short(head, 2).into())?;
        extra = rest;
        Some((short(head, 0), part))
    })
}

/// Whether what stands beside a name gives the file another one, or is not whole.
pub(super) fn is_renamed(extra: &[u8]) -> bool {
    let whole: usize = parts(extra).map(|(_, part)| 4 + part.len()).sum();
    whole < extra.len() || parts(extra).any(|(kind, _)| kind == OTHER_NAME)
}

/// Whether this is the end of a zip of so many entries, which take so many bytes, and nothing
/// beside.
fn is_end(bytes: &[u8], count: usize, length: usize) -> bool {
    let mut end = bytes;
    if end.starts_with(LARGE_END) {
        let whole = [count as u64, count as u64, length as u64];
        let said = [24, 32, 40].map(|at| end.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()));
        if said.map(|bytes| bytes.map(u64::from_le_bytes)) != whole.map(Some) {
            return false;
        }
        // After it stands where it is.
        let length = end.get(4..12).and_then(|length| length.try_into().ok()).map(u64::from_le_bytes);
        let length = length.and_then(|length| usize::try_from(length).ok()?.checked_add(12 + 20));
        end = length.and_then(|length| end.get(length..)).unwrap_or_default();
    }
    let is_large = end.len() < bytes.len();
    let fits = |said: u16| usize::from(said) == count || is_large && said == u16::MAX;
    end.starts_with(END)
        && end.len() >= 22
        && end.len() == 22 + usize::from(short(end, 20))
        && [4, 6].iter().all(|disk| [0, if is_large { u16::MAX } else { 0 }].contains(&short(end, *disk)))
        && [8, 10].iter().all(|said| fits(short(end, *said)))
        && (long(end, 12) == Some(length) || is_large && end[12..16] == [0xff; 4])
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

pub(super) fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// Whether a file of this name would not be put where its name says: over another, or
/// outside the folder.
fn leads_elsewhere(name: &str) -> bool {
    let parts = name.strip_suffix('/').unwrap_or(name);
    name.contains(['\\', '\0']) || parts.split('/').any(|part| matches!(part, "" | "." | ".."))
}

fn refused(why: String) -> Unreadable {
    Unreadable::Zip(why)
}
