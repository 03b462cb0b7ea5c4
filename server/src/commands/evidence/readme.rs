//! What a bundle means, for an auditor who opens it.

use chrono::{DateTime, Utc};

use super::Bundle;
use crate::graph::directory::Directory;
use crate::history::evidence::manifest::Manifest;

/// The text of `README.txt`.
pub(super) fn text(manifest: &Manifest, bundle: &Bundle<'_>, directory: &Directory) -> String {
    let partnership = manifest.filter.partnership.as_ref().and_then(|id| id.parse().ok());
    let partnership = partnership.and_then(|id| directory.partnership(id));
    let of = partnership.map_or("the register", |partnership| partnership.name.as_str());
    let period = match (&manifest.period.from, &manifest.period.to) {
        (None, None) => "its whole history".to_owned(),
        (Some(from), None) => format!("its history since {}", moment(from)),
        (None, Some(to)) => format!("its history up to {}", moment(to)),
        (Some(from), Some(to)) => format!("its history from {} to {}", moment(from), moment(to)),
    };
    let narrowed = match manifest.complete {
        true if bundle.unsigned > 0 => "Every signed change of it in that period is here.",
        true => "Every change of it in that period is here.",
        false => {
            "Only some changes are here: those that were asked for and that whoever asked may see. \
             bundle.json says what was asked for."
        }
    };
    let (size, made) = (manifest.size, moment(&manifest.made_at));
    let signing = match (bundle.is_signed, bundle.unsigned) {
        (false, _) => {
            "\nNothing of it is signed: the register had no key. What follows shows that the bundle agrees with \
             itself, and no more.\n"
                .to_owned()
        }
        (true, 0) => String::new(),
        (true, unsigned) => format!(
            "\nThe register had recorded {unsigned} more, which nothing had signed: they are not here. Ask why \
             signing stopped, and for another bundle once it goes on.\n"
        ),
    };
    format!(
        "EVIDENCE

This is evidence of what {of} recorded: {period}.
It was made on {made}, when the register had recorded {size} changes.
{narrowed}
{signing}

What is in it

  changes.csv      The changes, for a spreadsheet: when, who, what, and why.
  changes.jsonl    The same for programs: one change on each line, oldest first.
  plan/start/      The plan as it was before the first change of the period:
                   a page to read (.html) and the same for programs (.json).
  plan/end/        The plan as it was after the last change of the period.
  log/             What proves it: signed checkpoints, the public keys, and hashes
                   that stand for changes which are not shown.
  bundle.json      What was asked for, by whom, and how far the history went.
  SHA256SUMS       The SHA-256 of every other file.


How to check it

You need none of our computers for this, and no network.

  partnership-register verify THIS-FILE.zip --key KEY-FILE --checkpoint OLD-CHECKPOINT

KEY-FILE is the public key of the register as you were given it, by letter or in
person: the one in this bundle proves nothing to whoever does not trust the bundle.
OLD-CHECKPOINT is a checkpoint that you kept from an earlier day. With it the program
proves that nothing recorded by that day was altered, removed or moved since.

If you would rather not trust our program, docs/verify.py does the same in some seven
hundred lines that you can read: python3 verify.py THIS-FILE.zip --key KEY-FILE


What is proved, and what is not

The register keeps one running record of all changes, in order. From it a short
fingerprint is worked out that is another one if anything in the record is changed, and
the register signs that fingerprint: this is a checkpoint. The program works the
fingerprint out again, from the changes here and from what stands for all the others, and
compares it with what was signed. It compares each value with what was committed to when
it was recorded, and each record of the two plans with the change that it comes from.

Values that were erased, for instance because a person asked for it, are gone from here
and from the register; the change that erased them is named, and the proof still holds.
Values that whoever asked for this bundle may not see are marked as withheld.
changes.csv and the pages are for reading: what is proved is changes.jsonl and the
records in the .json files of the plans. What a plan is called, and who asked for this,
when and for what, is for reading too, and so are the moments between which the period
lies, where no change beside it is here. The pages and the table are covered by
SHA256SUMS only.

A bundle of a part proves what it shows. That nothing else happened is proved by a
bundle of everything.
"
    )
}

fn moment(at: &str) -> String {
    let london = |at: DateTime<Utc>| at.with_timezone(&chrono_tz::Europe::London);
    at.parse::<DateTime<Utc>>()
        .map_or_else(|_| at.to_owned(), |at| london(at).format("%-d %B %Y at %H:%M").to_string())
}
