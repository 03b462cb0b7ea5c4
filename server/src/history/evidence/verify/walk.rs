//! The changes of a bundle, one by one, and the log made anew from them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::Roots;
use super::archive::{Archive, Lines, Unreadable};
use super::period::Period;
use super::plans::Plans;
use super::report::Report;
use super::sums::{Summing, Sums};
use crate::history::evidence::entry::{Entry, FoundLeaf};
use crate::history::evidence::manifest::Manifest;
use crate::history::evidence::unseen::Unseen;
use crate::history::evidence::{CHANGES, UNSEEN};
use crate::history::log::Edge;
use crate::history::removed::{REMOVED, Removed};
use crate::model::AnyId;

/// What is known of the changes so far.
struct Walk<'w> {
    wanted: &'w BTreeSet<u64>,
    roots: Roots,
    log: Edge,
    /// How far the bundle has come, whether by changes or by hashes.
    at: u64,
    /// Something is missing, so that no root can be made any more.
    is_broken: bool,
    /// No change before here is left out.
    is_whole: bool,
    last_time: String,
    last_of: HashMap<AnyId, u64>,
    /// By the change that is said to erase: what is gone.
    erased_by: BTreeMap<u64, Vec<Gone>>,
    shown: u64,
    withheld: u64,
    erased: u64,
    /// Whether the bundle says that it shows everything.
    is_complete: bool,
    period: Period<'w>,
}

/// A value that is gone: of which change, and which.
struct Gone {
    sequence: u64,
    field: String,
}

impl Gone {
    fn report(&self, by: u64, what: &str, report: &mut Report) {
        report.add(
            format_args!("change {}", self.sequence),
            format_args!(
                "{} is gone, and change {by}, which is said to have erased it, {what}",
                called(&self.field)
            ),
        );
    }
}

/// Reads the changes and the hashes side by side.
pub(super) fn walk(
    path: &Path,
    archive: &mut Archive,
    sums: &mut Sums,
    (manifest, sizes): (&Manifest, &BTreeSet<u64>),
    plans: &mut Plans,
    report: &mut Report,
) -> Result<Roots, Unreadable> {
    let mut beside = Archive::open(path)?;
    let changes = archive.file(CHANGES)?.ok_or_else(|| Unreadable::no_bundle(CHANGES))?;
    let unseen = beside.file(UNSEEN)?.ok_or_else(|| Unreadable::no_bundle(UNSEEN))?;
    let (mut changes, mut unseen) = (Lines::of(Summing::of(changes)), Lines::of(Summing::of(unseen)));
    let mut walk = Walk::over(manifest, sizes);
    walk.root();
    let (mut place, mut stretches) = (0_u64, 0_u64);
    let mut change = changes.advance()?;
    let mut stretch = next(&mut unseen, &mut stretches, report)?;
    while change || stretch.is_some() {
        place += u64::from(change);
        let read = change.then(|| read(changes.line()));
        let sequence = match &read {
            Some(Some((_, leaf))) => Some(leaf.sequence),
            Some(None) => {
                report
                    .add(format_args!("line {place} of {CHANGES}"), "it is not a change that could be read");
                change = changes.advance()?;
                continue;
            }
            None => None,
        };
        match (read.flatten(), &stretch) {
            (Some((entry, leaf)), _) if leaf.sequence == walk.at + 1 => {
                walk.change(&entry, &leaf, plans, report);
                change = changes.advance()?;
                continue;
            }
            (_, Some(found)) if found.first == walk.at + 1 => {
                plans.pass_over(found.first, found.last);
                walk.stretch(found);
            }
            (Some((_, leaf)), _) if leaf.sequence <= walk.at => {
                let what = "it stands in the bundle twice, or not in its place";
                report.add(format_args!("change {}", leaf.sequence), what);
                walk.is_broken = true;
                change = changes.advance()?;
                continue;
            }
            (_, Some(found)) if found.first <= walk.at => {
                let place = format_args!("{UNSEEN}, changes {} to {}", found.first, found.last);
                report.add(place, "they stand there twice, or not in their place");
            }
            (_, found) => {
                let to = sequence.into_iter().chain(found.as_ref().map(|found| found.first)).min();
                let to = to.unwrap_or(walk.at + 1) - 1;
                plans.pass_over(walk.at + 1, to);
                walk.missing(to, report);
                place -= u64::from(change);
                continue;
            }
        }
        place -= u64::from(change);
        stretch = next(&mut unseen, &mut stretches, report)?;
    }
    sums.note(CHANGES, changes.into_inner().finish()?);
    sums.note(UNSEEN, unseen.into_inner().finish()?);
    walk.end(manifest, report);
    Ok(walk.roots)
}

fn next<R: std::io::Read>(
    unseen: &mut Lines<R>,
    place: &mut u64,
    report: &mut Report,
) -> Result<Option<Unseen>, Unreadable> {
    while unseen.advance()? {
        *place += 1;
        match std::str::from_utf8(unseen.line()).ok().and_then(Unseen::read) {
            Some(found) => return Ok(Some(found)),
            None => report.add(format_args!("line {place} of {UNSEEN}"), "it is not a stretch of the log"),
        }
    }
    Ok(None)
}

fn read(line: &[u8]) -> Option<(Entry<'_>, FoundLeaf<'_>)> {
    let entry: Entry<'_> =
        serde_json::from_slice(line).ok().filter(|entry: &Entry<'_>| entry.is_all_of(line))?;
    let leaf = serde_json::from_str(entry.leaf.get()).ok()?;
    Some((entry, leaf))
}

impl<'w> Walk<'w> {
    fn over(manifest: &'w Manifest, wanted: &'w BTreeSet<u64>) -> Self {
        Walk {
            wanted,
            roots: Roots::default(),
            log: Edge::default(),
            at: 0,
            is_broken: false,
            is_whole: true,
            last_time: String::new(),
            last_of: HashMap::new(),
            erased_by: BTreeMap::new(),
            shown: 0,
            withheld: 0,
            erased: 0,
            is_complete: manifest.complete,
            period: Period::of(manifest),
        }
    }

    /// Keeps the root when it is asked for here.
    fn root(&mut self) {
        if !self.is_broken && self.wanted.contains(&self.at) {
            self.roots.insert(self.at, self.log.root());
        }
    }

    fn change(&mut self, entry: &Entry<'_>, leaf: &FoundLeaf<'_>, plans: &mut Plans, report: &mut Report) {
        let place = format!("change {}", leaf.sequence);
        self.at = leaf.sequence;
        self.shown += 1;
        let mut hash = [0; 32];
        let _ = hex::decode_to_slice(entry.hash, &mut hash);
        if hex::encode(entry.leaf_hash()) != entry.hash {
            report.add(
                &place,
                "what it says of itself (when, what, of which record, by whom, its commitments) does not give its hash",
            );
        }
        self.values(&place, entry, leaf, report);
        self.period.show(leaf);
        match leaf.entity_id.parse::<AnyId>() {
            Ok(id) => {
                self.order(&place, id, leaf, report);
                plans.change(id, leaf, entry, report);
            }
            Err(_) => report.add(&place, format_args!("{} is no id of a record", leaf.entity_id)),
        }
        self.log.push(hash);
        self.root();
    }

    /// Why a value is not withheld from anybody. What is withheld may stand in a plan as it
    /// likes: nothing compares it.
    fn never_withheld(&self, field: &str) -> Option<&'static str> {
        match field {
            _ if self.is_complete => Some("the bundle says that it is complete"),
            "$label" => Some("that is never withheld"),
            _ => None,
        }
    }

    /// Compares the values with the commitments.
    fn values(&mut self, place: &str, entry: &Entry<'_>, leaf: &FoundLeaf<'_>, report: &mut Report) {
        for (field, found) in &entry.values {
            let committed = leaf.commitments.get(field);
            match (found.commitment(field), found.erased) {
                (Some(made), None) if !found.withheld => {
                    if committed.is_none_or(|committed| *committed != made) {
                        report.add(place, format_args!("{} is not what was committed to", called(field)));
                    }
                }
                (None, Some(by)) if !found.withheld && committed.is_some() => {
                    self.erased += 1;
                    if by <= leaf.sequence {
                        report.add(place, format_args!("{} was erased before it was said", called(field)));
                    }
                    self.erased_by
                        .entry(by)
                        .or_default()
                        .push(Gone { sequence: leaf.sequence, field: field.to_string() });
                }
                (None, None) if found.is_withheld() && committed.is_some() => {
                    self.withheld += 1;
                    if let Some(why) = self.never_withheld(field) {
                        report.add(place, format_args!("{} is withheld, and {why}", called(field)));
                    }
                }
                _ => report.add(place, format_args!("{} cannot be read", called(field))),
            }
        }
        for field in leaf.commitments.keys().filter(|field| !entry.values.contains_key(*field)) {
            report.add(place, format_args!("{} was committed to and is not there", called(field)));
        }
        let gone = self.erased_by.remove(&leaf.sequence).unwrap_or_default();
        let removed = removed(entry, leaf);
        for gone in gone {
            if !removed.as_ref().is_some_and(|removed| removed.holds(&gone.field, gone.sequence)) {
                gone.report(leaf.sequence, "does not say that it did", report);
            }
        }
    }

    fn order(&mut self, place: &str, id: AnyId, leaf: &FoundLeaf<'_>, report: &mut Report) {
        if *leaf.at <= *self.last_time {
            report.add(place, "its time is not after that of the change before it");
        }
        self.last_time.replace_range(.., &leaf.at);
        let before = self.last_of.insert(id, leaf.sequence);
        let agrees =
            if self.is_whole { leaf.previous_sequence == before } else { leaf.previous_sequence >= before };
        if !agrees {
            let said =
                |sequence: Option<u64>| sequence.map_or("none".to_owned(), |sequence| sequence.to_string());
            let (named, shown) = (said(leaf.previous_sequence), said(before));
            report.add(
                place,
                format_args!(
                    "it names {named} as the change of its record before it; the bundle shows {shown}"
                ),
            );
        }
    }

    fn stretch(&mut self, found: &Unseen) {
        self.is_whole = false;
        self.at = found.last;
        self.period.pass_over(found.first, found.last);
        let height = found.height().unwrap_or_default();
        if !self.is_broken && !self.log.graft(height, found.root) {
            // Its first change follows on what came before, so it always fits.
            self.is_broken = true;
        }
        self.root();
    }

    fn missing(&mut self, to: u64, report: &mut Report) {
        let from = self.at + 1;
        let what = "neither they nor their hashes are in the bundle: they were removed";
        match from == to {
            true => report.add(
                format_args!("change {from}"),
                "it is missing: neither it nor its hash is in the bundle",
            ),
            false => report.add(format_args!("the changes {from} to {to}"), what),
        }
        (self.at, self.is_broken, self.is_whole) = (to, true, false);
    }

    fn end(&mut self, manifest: &Manifest, report: &mut Report) {
        for (by, all) in self.erased_by.iter().filter(|(by, _)| **by > manifest.size) {
            all.iter().for_each(|gone| gone.report(*by, "is not in the log", report));
        }
        let unseen: usize = self.erased_by.range(..=manifest.size).map(|(_, gone)| gone.len()).sum();
        if unseen > 0 {
            report.prove(format_args!(
                "{unseen} values are said to be erased by changes that this bundle does not show: it does not prove that."
            ));
        }
        if self.at < manifest.size {
            self.missing(manifest.size, report);
        }
        if self.at > manifest.size {
            let size = manifest.size;
            report.add(
                format_args!("the changes {} to {}", size + 1, self.at),
                "they are more than the log had when the bundle was made",
            );
        }
        if self.shown != manifest.changes {
            report.add(
                "bundle.json",
                format_args!("it says {} changes; there are {}", manifest.changes, self.shown),
            );
        }
        if !self.is_broken && hex::encode(self.log.root()) != manifest.root {
            report.add("bundle.json", "the root that it names is not that of its changes");
        }
        self.period.end(report);
        report.prove(format_args!(
            "{} changes are shown, of {} that the log has; {} values are withheld, {} were erased.",
            self.shown, manifest.size, self.withheld, self.erased
        ));
    }
}

/// What a change says that it removed.
fn removed(entry: &Entry<'_>, leaf: &FoundLeaf<'_>) -> Option<Removed> {
    let says = matches!(&*leaf.action, "ERASE" | "REDACT");
    let found = entry.values.get(REMOVED).filter(|_| says)?;
    serde_json::from_str(found.value?.get()).ok()
}

/// A field in the words of a report.
fn called(field: &str) -> &str {
    match field {
        "$reason" => "the reason",
        "$label" => "what the record is called",
        REMOVED => "what it removed",
        field => field,
    }
}
