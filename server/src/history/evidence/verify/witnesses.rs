//! Which checkpoints witnesses co-signed.

use chrono::{DateTime, Datelike, Utc};

use super::report::Report;
use crate::history::checkpoint::{SignedCheckpoint, in_order};
use crate::history::cosignature::Witness;

/// Says of each witness which of these checkpoints, that hold, it saw last and when; and names
/// what stands there in its name and is not its signature.
pub(super) fn look<'n>(
    notes: impl Iterator<Item = (&'n str, &'n SignedCheckpoint)> + Clone,
    of: &str,
    witnesses: &[Witness],
    report: &mut Report,
) {
    for (place, witness) in witnesses.iter().enumerate() {
        if witnesses[..place].contains(witness) {
            continue;
        }
        let mut newest: Option<(&SignedCheckpoint, DateTime<Utc>)> = None;
        for (name, note) in notes.clone() {
            match seen(witness, note) {
                Some(Ok(at)) => {
                    let is_newer = |(last, _): (&SignedCheckpoint, _)| {
                        in_order(&last.checkpoint) < in_order(&note.checkpoint)
                    };
                    newest = newest.filter(|last| !is_newer(*last)).or(Some((note, at)));
                }
                Some(Err(())) => {
                    let what =
                        format_args!("the co-signature of {} is not over this checkpoint", witness.name);
                    report.add(name, what);
                }
                None => {}
            }
        }
        report.prove(told(witness, newest, of));
    }
}

/// When a witness co-signed a checkpoint; an error, when it did not and is said to have.
fn seen(witness: &Witness, note: &SignedCheckpoint) -> Option<Result<DateTime<Utc>, ()>> {
    let signature = note.signatures().iter().find(|signature| witness.claims(signature))?;
    let found = witness.verify(note.text(), signature).map(|found| found.at);
    Some(found.filter(|at| at.year() < 10_000).ok_or(()))
}

fn told(witness: &Witness, newest: Option<(&SignedCheckpoint, DateTime<Utc>)>, of: &str) -> String {
    let name = &witness.name;
    match newest {
        None => format!("{name} co-signed no checkpoint of {of}."),
        Some((note, at)) => {
            let (size, origin) = (note.checkpoint.size, &note.checkpoint.origin);
            let at = at.format("%-d %B %Y at %H:%M UTC");
            format!("{name} saw the first {size} changes of {origin} on {at}.")
        }
    }
}
