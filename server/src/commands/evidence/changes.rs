//! The changes of a bundle: as lines, as a table, and the hashes of all others.

use std::io::Write;
use std::ops::RangeInclusive;

use super::files::Files;
use super::{Bundle, table};
use crate::commands::table::line;
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::history::evidence::unseen::{Subtree, Unseen, cover};
use crate::history::evidence::{CHANGES, TABLE, UNSEEN};
use crate::store::Conn;
use crate::store::change::evidence;
use crate::store::change::list::StoredChange;
use crate::store::tx::snapshot;

/// How many changes are read at a time.
const CHUNK: usize = 500;
/// Up to how many hidden changes each has its own hash: then the bundle can be compared
/// with any checkpoint. Beyond, whole stretches have one.
const EACH: u64 = 100_000;

/// Which changes are shown, in stretches.
#[derive(Debug, Default)]
pub(super) struct Ranges(Vec<RangeInclusive<u64>>);

impl Ranges {
    fn add(&mut self, sequence: u64) {
        match self.0.last_mut() {
            Some(last) if last.end() + 1 == sequence => *last = *last.start()..=sequence,
            _ => self.0.push(sequence..=sequence),
        }
    }

    /// How many they are.
    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|range| range.end() - range.start() + 1).sum()
    }

    /// The stretches between them, up to `size`.
    fn gaps(&self, size: u64) -> Vec<RangeInclusive<u64>> {
        let (mut gaps, mut next) = (Vec::new(), 1);
        for range in &self.0 {
            if next < *range.start() {
                gaps.push(next..=range.start() - 1);
            }
            next = range.end() + 1;
        }
        if next <= size {
            gaps.push(next..=size);
        }
        gaps
    }
}

/// Writes the changes, oldest first: those of the period that are asked for, and `also`
/// those on which the plans stand.
pub(super) fn lines<W: Write>(
    conn: &mut Conn,
    bundle: &Bundle<'_>,
    also: &[u64],
    files: &mut Files<W>,
) -> Result<Ranges> {
    files.file(CHANGES)?;
    let mut shown = Ranges::default();
    let early = also.partition_point(|sequence| *sequence <= bundle.after);
    for chunk in also[..early].chunks(CHUNK) {
        let found = snapshot(conn, |conn| evidence::these(conn, bundle.scope(), chunk))?;
        write(conn, bundle, found, &mut shown, files)?;
    }
    let (mut also, mut at) = (&also[early..], Some(bundle.after));
    while let Some(after) = at.filter(|after| *after < bundle.last) {
        let (found, next) = snapshot(conn, |conn| {
            let (mut found, next) = evidence::next(conn, &bundle.query, after, bundle.last)?;
            let here = also.partition_point(|sequence| *sequence <= next.unwrap_or(bundle.last));
            let extra = also[..here]
                .iter()
                .filter(|sequence| found.binary_search_by_key(*sequence, |change| change.sequence).is_err());
            let extra: Vec<u64> = extra.copied().collect();
            also = &also[here..];
            found.extend(evidence::these(conn, bundle.scope(), &extra)?);
            found.sort_unstable_by_key(|change| change.sequence);
            Ok((found, next))
        })?;
        write(conn, bundle, found, &mut shown, files)?;
        at = next;
    }
    Ok(shown)
}

fn write<W: Write>(
    conn: &mut Conn,
    bundle: &Bundle<'_>,
    found: Vec<StoredChange>,
    shown: &mut Ranges,
    files: &mut Files<W>,
) -> Result<()> {
    let lines = snapshot(conn, |conn| evidence::shown(conn, bundle.scope(), found))?;
    for change in lines {
        files.write(&change.line()?)?;
        shown.add(change.meta.sequence);
    }
    Ok(())
}

/// Writes the same as a table.
pub(super) fn table<W: Write>(
    conn: &mut Conn,
    directory: &Directory,
    bundle: &Bundle<'_>,
    shown: &Ranges,
    files: &mut Files<W>,
) -> Result<()> {
    files.file(TABLE)?;
    files.write(&line(&table::COLUMNS)?)?;
    for range in &shown.0 {
        for first in range.clone().step_by(CHUNK) {
            let last = (first + CHUNK as u64 - 1).min(*range.end());
            let sequences: Vec<u64> = (first..=last).collect();
            let rows = snapshot(conn, |conn| {
                let found = evidence::these(conn, bundle.scope(), &sequences)?;
                table::rows(conn, bundle.scope(), &found, directory)
            })?;
            for row in rows {
                files.write(&line(&row)?)?;
            }
        }
    }
    Ok(())
}

/// Writes the hashes that stand for all other changes.
pub(super) fn unseen<W: Write>(
    conn: &mut Conn,
    bundle: &Bundle<'_>,
    shown: &Ranges,
    files: &mut Files<W>,
) -> Result<()> {
    files.file(UNSEEN)?;
    let gaps = shown.gaps(bundle.size);
    let hidden = bundle.size - shown.count();
    for gap in gaps {
        let stretches: Vec<Subtree> = match hidden <= EACH {
            true => gap.map(|sequence| (0, sequence - 1)).collect(),
            false => pieces(gap, &bundle.sizes),
        };
        for chunk in stretches.chunks(CHUNK) {
            let roots = snapshot(conn, |conn| evidence::subtrees(conn, chunk))?;
            for ((height, place), root) in chunk.iter().zip(roots) {
                let (first, last) = ((place << height) + 1, (place + 1) << height);
                files.write(Unseen { first, last, root }.to_string().as_bytes())?;
            }
        }
    }
    Ok(())
}

/// The subtrees that cover a gap, none of which reaches across one of the sizes.
fn pieces(gap: RangeInclusive<u64>, sizes: &[u64]) -> Vec<Subtree> {
    let mut first = *gap.start();
    let mut pieces = Vec::new();
    for end in sizes.iter().copied().filter(|size| gap.contains(size)).chain([*gap.end()]) {
        if first <= end {
            pieces.extend(cover(first, end));
            first = end + 1;
        }
    }
    pieces
}
