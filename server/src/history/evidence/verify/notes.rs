//! Checkpoints: those of the bundle and those that an auditor kept, against the keys and
//! against the log made anew.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, Unreadable};
use super::report::Report;
use super::sums::Sums;
use super::{Kept, Roots, witnesses};
use crate::history::checkpoint::{Checkpoint, SignedCheckpoint, in_order};
use crate::history::evidence::{CHECKPOINTS, KEYS, checkpoint_file};
use crate::history::key::PublicKey;

/// A checkpoint whose signature holds.
struct Known {
    /// What to call it.
    name: String,
    checkpoint: Checkpoint,
    /// Whether an auditor kept it, outside the bundle.
    is_kept: bool,
}

/// The checkpoints whose signatures hold, the shortest first.
pub(super) struct Notes {
    /// What they are held against: the bundle, or the database.
    of: &'static str,
    known: Vec<Known>,
}

/// What a bundle is called, of which one can ask for a newer one.
const BUNDLE: &str = "the bundle";

impl Notes {
    pub(super) fn read(
        archive: &mut Archive,
        sums: &mut Sums,
        kept: &Kept,
        report: &mut Report,
    ) -> Result<Self, Unreadable> {
        let mut named: Vec<(String, SignedCheckpoint, bool)> = Vec::new();
        for name in archive.names_in(CHECKPOINTS) {
            let bytes = sums.whole(archive, &name, super::LONGEST)?.unwrap_or_default();
            // Nothing stands around it, nor in its name, that would be read as if it were signed.
            match std::str::from_utf8(&bytes).map(SignedCheckpoint::bare) {
                Ok(Ok(note)) if checkpoint_file(&note.checkpoint) == name => named.push((name, note, false)),
                Ok(Ok(_)) => report.add(&name, "the register names the file of this checkpoint otherwise"),
                Ok(Err(why)) => report.add(&name, why),
                Err(_) => report.add(&name, "it is no text"),
            }
        }
        if named.is_empty() {
            report.add(BUNDLE, "it holds no checkpoint that could be read, so nothing signs what it says");
        }
        let own = own_keys(archive, sums, report)?;
        Ok(Self::of(BUNDLE, named, &own, kept, report))
    }

    /// The checkpoints that hold, of those that the register signed itself (`named`, by
    /// the keys that it names) and of those that an auditor kept.
    pub(super) fn of(
        of: &'static str,
        mut named: Vec<(String, SignedCheckpoint, bool)>,
        own: &[PublicKey],
        kept: &Kept,
        report: &mut Report,
    ) -> Self {
        named.extend(kept.checkpoints.iter().map(|(name, note)| (name.clone(), note.clone(), true)));
        named.sort_by_key(|(_, note, _)| note.checkpoint.size);
        if kept.keys.is_empty() {
            report.prove(
                "The keys are those that it names itself: compare them with those that you were given.",
            );
        }
        let trust = Trust::of(&named, &kept.keys, own);
        if !kept.keys.is_empty() && trust.rests_on_order(&kept.keys) {
            report.prove(
                "Some checkpoints are signed only by keys to which those you named handed on: that these are the newer \
                 ones is what log/keys.txt says. Ask for them by another way.",
            );
        }
        let good = |(place, _): &(usize, _)| trust.good.contains(place);
        let own =
            named.iter().enumerate().filter(good).map(|(_, note)| note).filter(|(_, _, is_kept)| !is_kept);
        witnesses::look(own.map(|(name, note, _)| (name.as_str(), note)), of, &kept.witnesses, report);
        let mut known = Vec::new();
        for (place, (name, note, is_kept)) in named.into_iter().enumerate() {
            match trust.refusal(place, &note) {
                None => known.push(Known { name, checkpoint: note.checkpoint, is_kept }),
                Some(why) => report.add(&name, why),
            }
        }
        Notes { of, known }
    }

    /// The sizes at which roots are compared.
    pub(super) fn sizes(&self) -> BTreeSet<u64> {
        let losses = self.known.iter().flat_map(|known| &known.checkpoint.losses).map(|loss| loss.kept);
        self.known.iter().map(|known| known.checkpoint.size).chain(losses).collect()
    }

    /// Compares each with the log made anew.
    pub(super) fn compare(mut self, roots: &Roots, upto: u64, report: &mut Report) {
        let own = self.known.iter().filter(|known| !known.is_kept && known.checkpoint.size <= upto);
        let Some(newest) = own.max_by_key(|known| in_order(&known.checkpoint)) else {
            return report.add(self.of, "no checkpoint that holds covers it, so nothing proves what it says");
        };
        let newest = newest.checkpoint.clone();
        if newest.size < upto {
            let beyond = format!("the changes {} to {upto}", newest.size + 1);
            report.add(beyond, "no checkpoint that holds covers them, so nothing proves them");
        }
        report.losses.clone_from(&newest.losses);
        // What the bundle brings along says where it goes wrong; then what others kept.
        self.known.sort_by_key(|known| (known.is_kept, known.checkpoint.size));
        let (mut proved, mut signed, mut broken) = (0, BTreeMap::new(), false);
        for known in &self.known {
            known.tell_of_split(&mut signed, report);
            match against(&known.checkpoint, &newest, (roots, upto)) {
                Against::Differs if !known.is_kept && broken => {}
                Against::Differs if !known.is_kept => {
                    broken = true;
                    known.tell_where_broken(proved, report);
                }
                found => {
                    if matches!(found, Against::Agrees) {
                        proved = proved.max(known.checkpoint.size);
                    }
                    known.tell(found, &newest, self.of, report);
                }
            }
        }
        if !broken && proved == newest.size {
            report.prove(format_args!(
                "Every change is one of the {proved} in the log that {} signed.",
                newest.origin
            ));
        }
    }
}

/// The roots that were signed, with what signed them, by log and size.
type Signed = BTreeMap<(String, u64), ([u8; 32], String)>;

impl Known {
    /// Says so when another checkpoint signs another history of the same size.
    fn tell_of_split(&self, signed: &mut Signed, report: &mut Report) {
        let Checkpoint { origin, size, root, .. } = &self.checkpoint;
        if let Some((other, name)) = signed.insert((origin.clone(), *size), (*root, self.name.clone()))
            && other != *root
        {
            report.contradict(
                &self.name,
                format_args!(
                    "two histories were shown: this and {name} are both signed, of {size} changes, and differ"
                ),
            );
        }
    }

    /// Says between which changes the log stops being the one that was signed.
    fn tell_where_broken(&self, proved: u64, report: &mut Report) {
        report.contradict(
            format_args!("the changes {} to {}", proved + 1, self.checkpoint.size),
            "they are not those that were signed for: something among them was altered, removed, put in or moved",
        );
    }

    /// Says how it stands to the log made anew.
    fn tell(&self, found: Against, newest: &Checkpoint, of: &str, report: &mut Report) {
        let (name, size) = (&self.name, self.checkpoint.size);
        match found {
            Against::Agrees if self.is_kept => report.prove(format_args!(
                "Unchanged since {name}: the first {size} changes are those that it was signed for."
            )),
            Against::Differs => report.contradict(
                name,
                format_args!("it was signed for another history: the first {size} changes are not those of then"),
            ),
            Against::Gone(changes) => {
                let newer = "; of a bundle that was made before it was signed, ask for a newer one";
                let newer = if of == BUNDLE { newer } else { "" };
                let what = format_args!(
                    "it was signed for {size} changes, of which the last {changes} are gone, and nobody declared \
                     that{newer}"
                );
                report.contradict(name, what);
            }
            Against::Lost(changes) if self.is_kept => report.prove(format_args!(
                "{name}: of its {size} changes the last {changes} were declared lost; it cannot show whether those \
                 before are unchanged. A checkpoint of at most {} changes can.",
                size - changes
            )),
            Against::Elsewhere => report.add(
                name,
                format_args!("it is of another log, {}, not of {}", self.checkpoint.origin, newest.origin),
            ),
            Against::Following if of != BUNDLE => report.contradict(
                name,
                format_args!(
                    "it was signed after a loss of this log was declared, of which {of} knows nothing: an older one was \
                     put in its place, and nobody declared that"
                ),
            ),
            Against::Following => report.add(
                name,
                "it was signed after a loss of this log was declared, and the bundle was made before that: ask for a \
                 newer one",
            ),
            Against::Unknown if self.is_kept => report.add(
                name,
                "this bundle cannot be compared with it: ask for one that is made with this checkpoint",
            ),
            // One of the register itself is there for the keys that signed it, and of what is
            // missing the walk has told.
            Against::Agrees | Against::Lost(_) | Against::Unknown => {}
        }
    }
}

/// How a checkpoint stands to the log made anew.
enum Against {
    Agrees,
    Differs,
    /// So many of its changes are not there any more.
    Gone(u64),
    /// So many of its changes were declared lost.
    Lost(u64),
    /// It is of a log that has nothing to do with this one.
    Elsewhere,
    /// It is of the log that followed when this one's loss was declared.
    Following,
    /// The bundle does not hold what would be compared.
    Unknown,
}

fn against(old: &Checkpoint, newest: &Checkpoint, (roots, size): (&Roots, u64)) -> Against {
    let mut kept = u64::MAX;
    if old.origin != newest.origin {
        let Some(since) = newest.losses.iter().position(|loss| loss.origin == old.origin) else {
            let follows = old.losses.iter().any(|loss| loss.origin == newest.origin);
            return if follows { Against::Following } else { Against::Elsewhere };
        };
        let losses = &newest.losses[since..];
        let declared = &losses[0];
        if old.size > declared.size {
            return Against::Gone(old.size - declared.size);
        }
        if old.size == declared.size && old.root != declared.root {
            return Against::Differs;
        }
        kept = losses.iter().map(|loss| loss.kept).min().unwrap_or(kept);
    }
    if old.size > kept {
        return Against::Lost(old.size - kept);
    }
    if old.size > size {
        return Against::Gone(old.size - size);
    }
    match roots.get(&old.size) {
        Some(root) if *root == old.root => Against::Agrees,
        Some(_) => Against::Differs,
        None => Against::Unknown,
    }
}

/// The keys that the bundle names.
fn own_keys(
    archive: &mut Archive,
    sums: &mut Sums,
    report: &mut Report,
) -> Result<Vec<PublicKey>, Unreadable> {
    let bytes = sums.whole(archive, KEYS, super::LONGEST)?.unwrap_or_default();
    let Ok(text) = std::str::from_utf8(&bytes) else {
        report.add(KEYS, "it is no text");
        return Ok(Vec::new());
    };
    let mut keys = Vec::new();
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        match PublicKey::read(line) {
            Ok((_, key)) if line.trim() == line => keys.push(key),
            Ok(_) => report.add(KEYS, "there is something beside a key"),
            Err(why) => report.add(KEYS, why),
        }
    }
    Ok(keys)
}

/// Which checkpoints hold, by the keys that somebody was given.
///
/// A named key is trusted. A key that signed a checkpoint together with a trusted one has
/// taken over from it, if it is newer; an older one, which was replaced, is believed only as
/// far as a checkpoint that holds and that it signed too. Which is newer, the order says in
/// which the register names its keys.
struct Trust {
    /// The keys that signed each checkpoint; none when a signature is wrong.
    signers: Vec<BTreeSet<PublicKey>>,
    trusted: BTreeSet<PublicKey>,
    /// The checkpoints that hold, by their places.
    good: BTreeSet<usize>,
}

impl Trust {
    fn of(named: &[(String, SignedCheckpoint, bool)], given: &[PublicKey], own: &[PublicKey]) -> Self {
        let all: Vec<PublicKey> = given.iter().chain(own).copied().collect();
        let signers = |(_, note, _): &(String, SignedCheckpoint, bool)| -> BTreeSet<PublicKey> {
            note.signed_by(&all).unwrap_or_default().into_iter().collect()
        };
        let first = own.iter().position(|key| given.contains(key)).unwrap_or(own.len());
        let newer: BTreeSet<PublicKey> = own.iter().skip(first).copied().collect();
        let trusted = if given.is_empty() { own } else { given }.iter().copied().collect();
        let signers: Vec<BTreeSet<PublicKey>> = named.iter().map(signers).collect();
        let mut trust = Trust { signers, trusted, good: BTreeSet::new() };
        loop {
            let before = (trust.good.len(), trust.trusted.len());
            for place in 0..named.len() {
                trust.look(place, named, &newer);
            }
            if (trust.good.len(), trust.trusted.len()) == before {
                return trust;
            }
        }
    }

    fn look(
        &mut self,
        place: usize,
        named: &[(String, SignedCheckpoint, bool)],
        newer: &BTreeSet<PublicKey>,
    ) {
        let signers = &self.signers[place];
        if !signers.is_disjoint(&self.trusted) {
            self.good.insert(place);
            self.trusted.extend(signers.intersection(newer));
            return;
        }
        let note = |place: usize| &named[place].1.checkpoint;
        let leads_here = |later: &&usize| {
            !signers.is_disjoint(&self.signers[**later]) && is_before(note(place), note(**later))
        };
        if self.good.iter().find(leads_here).is_some() {
            self.good.insert(place);
        }
    }

    /// Why a checkpoint does not hold, if so.
    fn refusal(&self, place: usize, note: &SignedCheckpoint) -> Option<String> {
        if self.good.contains(&place) {
            return None;
        }
        let replaced = self.good.iter().any(|good| !self.signers[*good].is_disjoint(&self.signers[place]));
        if replaced {
            return Some("it is signed by a key that had been replaced by then".to_owned());
        }
        let trusted: Vec<PublicKey> = self.trusted.iter().copied().collect();
        note.signed_by(&trusted).err().map(|why| why.to_string())
    }

    /// Whether a checkpoint holds only because a key is said to be newer than the named ones.
    fn rests_on_order(&self, given: &[PublicKey]) -> bool {
        let given: BTreeSet<PublicKey> = given.iter().copied().collect();
        self.good.iter().any(|place| {
            let signers = &self.signers[*place];
            !signers.is_disjoint(&self.trusted) && signers.is_disjoint(&given)
        })
    }
}

/// Whether a checkpoint is an earlier one of the same log, or of one that was lost on the
/// way to the later one.
fn is_before(note: &Checkpoint, later: &Checkpoint) -> bool {
    let lost = note.losses.len();
    let ends = later.losses.iter().map(|loss| (&loss.origin, loss.size));
    let end = ends.chain([(&later.origin, later.size)]).nth(lost);
    later.losses.starts_with(&note.losses)
        && end.is_some_and(|(origin, size)| *origin == note.origin && note.size <= size)
}
