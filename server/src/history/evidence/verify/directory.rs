//! The directory at the end of a zip, read strictly: what programs would read differently,
//! or only some of them, is refused.

use std::collections::BTreeSet;

use super::Unreadable;

/// A file as the directory names it.
pub(super) struct Entry {
    /// Its name, which is ASCII: of other letters programs make different names.
    pub(super) name: String,
    /// Whether it is only the name of a folder, as programs write that zip a folder again.
    pub(super) is_folder: bool,
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
    match is_end(rest, found.len()) {
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
    if !METHODS.contains(&short(head, 10)) || short(head, 8) & !MARKS != 0 || is_renamed(extra) {
        return Err(refused(format!("it holds a file {shown:?} that programs would read differently")));
    }
    let is_folder = shown.ends_with('/') && head[24..28] == [0; 4];
    Ok((Entry { name: shown, is_folder }, rest))
}

/// Whether what stands beside a name gives the file another one, or is not whole.
fn is_renamed(mut extra: &[u8]) -> bool {
    while extra.len() >= 4 {
        if short(extra, 0) == OTHER_NAME {
            return true;
        }
        extra = extra.get(4 + usize::from(short(extra, 2))..).unwrap_or(&[0]);
    }
    !extra.is_empty()
}

/// Whether this is the end of a zip of so many entries, and nothing beside.
fn is_end(bytes: &[u8], count: usize) -> bool {
    let mut end = bytes;
    if end.starts_with(LARGE_END) {
        // After it stands where it is.
        let length = end.get(4..12).and_then(|length| length.try_into().ok()).map(u64::from_le_bytes);
        let length = length.and_then(|length| usize::try_from(length).ok()?.checked_add(12 + 20));
        end = length.and_then(|length| end.get(length..)).unwrap_or_default();
    }
    let counts = [u16::try_from(count).unwrap_or(u16::MAX), u16::MAX];
    end.starts_with(END)
        && end.len() >= 22
        && end.len() == 22 + usize::from(short(end, 20))
        && counts.contains(&short(end, 10))
}

fn short(bytes: &[u8], at: usize) -> u16 {
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
