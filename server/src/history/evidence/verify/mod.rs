//! Whether a bundle holds: read offline, believing nothing but the keys and checkpoints
//! that one brings along.

mod archive;
mod directory;
mod notes;
mod period;
mod place;
mod plans;
mod report;
mod sums;
mod walk;
mod witnesses;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use archive::Unreadable;
pub use report::{Report, Standing};
use serde::Deserialize;

use super::manifest::Manifest;
use super::{FORMAT, MANIFEST};
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::cosignature::Witness;
use crate::history::key::PublicKey;
use archive::Archive;
use notes::Notes;
use plans::Plans;
use sums::Sums;

/// What an auditor brings along.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// Checkpoints that they kept, each with what to call it.
    pub checkpoints: Vec<(String, SignedCheckpoint)>,
    /// The keys that they trust; none: those that the bundle itself names.
    pub keys: Vec<PublicKey>,
    /// The witnesses whose co-signatures they would know of.
    pub witnesses: Vec<Witness>,
}

/// The longest file, but for those that are read line by line, in bytes.
const LONGEST: u64 = 64 << 20;

/// The roots of the log made anew, at the sizes that were asked for.
pub type Roots = BTreeMap<u64, [u8; 32]>;

/// Compares a log that was made anew elsewhere, such as from a database, with the
/// checkpoints that the register signed itself (by these keys) and those that were kept.
pub fn checkpoints(
    (signed, keys): (Vec<(String, SignedCheckpoint)>, &[PublicKey]),
    kept: &Kept,
    (roots, size): (&Roots, u64),
) -> Report {
    let mut report = Report::default();
    let named = signed.into_iter().map(|(name, note)| (name, note, false)).collect();
    Notes::of("the database", named, keys, kept, &mut report).compare(roots, size, &mut report);
    report
}

/// The sizes at which such a log must know its root.
pub fn sizes<'n>(notes: impl Iterator<Item = &'n SignedCheckpoint>) -> BTreeSet<u64> {
    notes
        .flat_map(|note| note.checkpoint.losses.iter().map(|loss| loss.kept).chain([note.checkpoint.size]))
        .collect()
}

/// Reads what a bundle says of itself.
fn read(text: &[u8]) -> Result<Manifest, Unreadable> {
    #[derive(Deserialize)]
    struct Said {
        format: String,
    }
    let unknown = || Unreadable::no_bundle(MANIFEST);
    let said: Said = serde_json::from_slice(text).map_err(|_| unknown())?;
    if said.format != FORMAT {
        return Err(Unreadable::Format(said.format));
    }
    Manifest::read(text).ok_or_else(unknown)
}

/// Looks at everything in a bundle.
///
/// # Errors
/// [`Unreadable`] when the file is no bundle. What a bundle says, however wrong, is none.
pub fn bundle(path: &Path, kept: &Kept) -> Result<Report, Unreadable> {
    let mut report = Report::default();
    let mut archive = Archive::open(path)?;
    let mut sums = Sums::read(&mut archive, &mut report)?;
    let text = sums.whole(&mut archive, MANIFEST, LONGEST)?.ok_or_else(|| Unreadable::no_bundle(MANIFEST))?;
    let manifest = read(&text)?;
    let notes = Notes::read(&mut archive, &mut sums, kept, &mut report)?;
    let mut plans = Plans::read(&mut archive, &mut sums, &manifest, &mut report)?;
    let roots =
        walk::walk(path, &mut archive, &mut sums, (&manifest, &notes.sizes()), &mut plans, &mut report)?;
    plans.end(&mut report);
    notes.compare(&roots, manifest.size, &mut report);
    sums.end(&mut archive, &mut report)?;
    for name in archive.names().iter().filter(|name| !manifest.names(name)) {
        report.add(name, "no bundle has such a file, and nothing proves what it says");
    }
    if kept.witnesses.is_empty() {
        report.prove(
            "Whether the co-signatures of witnesses below the checkpoints are theirs was not looked at: for that, name \
             their keys with --witness.",
        );
    }
    report.prove(
        "The pages, the table and README.txt are for reading, and so is what the plans are called, and who asked for \
         the bundle, when, and for changes of which records, types or people; proved are changes.jsonl and the records \
         of the plans as JSON.",
    );
    Ok(report)
}
