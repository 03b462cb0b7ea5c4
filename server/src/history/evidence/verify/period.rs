//! The period of a bundle: whether its changes are those between the moments that it names,
//! and what of it is shown.

use chrono::{DateTime, Datelike, SecondsFormat, Utc};

use super::report::Report;
use crate::history::evidence::MANIFEST;
use crate::history::evidence::entry::FoundLeaf;
use crate::history::evidence::manifest::Manifest;

/// What is known of the period so far.
pub(super) struct Period<'m> {
    manifest: &'m Manifest,
    /// The first change that lies on the other side of one of its moments.
    astray: Option<u64>,
    /// Whether the change before it, and the one after it, are shown.
    beside: [bool; 2],
    /// How many changes of it are not shown.
    left_out: u64,
    /// How many of those before it are not shown.
    before: u64,
}

impl<'m> Period<'m> {
    pub(super) fn of(manifest: &'m Manifest) -> Self {
        Period { manifest, astray: None, beside: [false; 2], left_out: 0, before: 0 }
    }

    fn first(&self) -> u64 {
        self.manifest.period.after.saturating_add(1)
    }

    fn last(&self) -> u64 {
        self.manifest.period.last
    }

    /// The moments that it is said to begin and to end with.
    fn moments(&self) -> [Option<&'m str>; 2] {
        [&self.manifest.period.from, &self.manifest.period.to].map(|moment| moment.as_deref())
    }

    /// Looks whether a change was made on that side of its moments on which it is counted.
    pub(super) fn show(&mut self, leaf: &FoundLeaf<'_>) {
        let [from, to] = self.moments();
        let begins = from.is_none_or(|from| *leaf.at >= *from);
        let ends = to.is_none_or(|to| *leaf.at <= *to);
        if begins != (leaf.sequence >= self.first()) || ends != (leaf.sequence <= self.last()) {
            self.astray.get_or_insert(leaf.sequence);
        }
        self.beside[0] |= leaf.sequence == self.manifest.period.after;
        self.beside[1] |= leaf.sequence == self.last().saturating_add(1);
    }

    /// Counts changes that are not shown.
    pub(super) fn pass_over(&mut self, first: u64, last: u64) {
        self.left_out += last.min(self.last()).saturating_sub(first.max(self.first()) - 1);
        self.before += last.min(self.manifest.period.after).saturating_sub(first - 1);
    }

    /// What a bundle says of itself cannot be proved; what it leaves out of its period can be
    /// counted.
    pub(super) fn end(&self, report: &mut Report) {
        let (after, first, last) = (self.manifest.period.after, self.first(), self.last());
        if after > last || last > self.manifest.size {
            return report.add(MANIFEST, "the period that it names is none of its log");
        }
        self.moments_hold(report);
        if self.before > 0 {
            report.prove(format_args!(
                "Of the {after} changes before the period, {} are not shown: that the plans leave out nothing of what \
                 those say is proved by a bundle from the first change only.",
                self.before
            ));
        }
        let says_all = self.manifest.complete && self.manifest.filter.partnership.is_none();
        match self.left_out {
            0 if first > last => report.prove("No change was made in the period."),
            0 => report.prove(format_args!("Every change of the period, {first} to {last}, is shown.")),
            left_out if says_all => report.add(
                MANIFEST,
                format_args!("it says that it is complete; {left_out} changes of its period are not shown"),
            ),
            left_out => report.prove(format_args!(
                "Of the period, changes {first} to {last}, {left_out} are not shown: what they say, also of the \
                 plans, is not proved here."
            )),
        }
    }

    fn moments_hold(&self, report: &mut Report) {
        let [from, to] = self.moments();
        for moment in [from, to].into_iter().flatten().filter(|moment| !is_moment(moment)) {
            report.add(MANIFEST, format_args!("{moment:?} is no moment as the register writes one"));
        }
        if from.is_none() && self.first() > 1 || to.is_none() && self.last() < self.manifest.size {
            report
                .add(MANIFEST, "it names no moment where its period begins or ends, and leaves changes out");
        }
        if let Some(sequence) = self.astray {
            let what = format_args!("change {sequence} does not lie where the period that it names says");
            report.add(MANIFEST, what);
        }
        self.tell_of_ends(report);
    }

    /// Says of a moment that no change beside the period shows that it is only what the bundle
    /// says: an earlier beginning or a later end would look the same.
    fn tell_of_ends(&self, report: &mut Report) {
        let [from, to] = self.moments();
        let (before, after, size) = (self.first() - 1, self.last().saturating_add(1), self.manifest.size);
        if let Some(from) = from.filter(|_| before > 0 && !self.beside[0]) {
            report.prove(format_args!(
                "That change {before} was made before {from} is not shown here: where the period begins is proved by \
                 its numbers, not by its moments."
            ));
        }
        match to.filter(|_| !self.beside[1]) {
            Some(to) if after <= size => report.prove(format_args!(
                "That change {after} was made after {to} is not shown here: where the period ends is proved by its \
                 numbers, not by its moments."
            )),
            Some(to) => report.prove(format_args!(
                "The log ended with change {size} when the bundle was made: whether anything was made after that and \
                 before {to} is not shown here."
            )),
            None => {}
        }
    }
}

/// Whether a text is a moment as the register writes one, such as
/// `2026-03-31T09:30:00.000000Z`: others sort elsewhere.
fn is_moment(text: &str) -> bool {
    let at = text.parse::<DateTime<Utc>>().ok();
    let at = at.and_then(|at| DateTime::from_timestamp_micros(at.timestamp_micros()));
    at.is_some_and(|at| {
        (1..10_000).contains(&at.year()) && at.to_rfc3339_opts(SecondsFormat::Micros, true) == text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_one_way_only() {
        for good in
            ["2026-03-31T09:30:00.000000Z", "2024-02-29T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z"]
        {
            assert!(is_moment(good), "{good}");
        }
        let bad = [
            "",
            "2026",
            "9",
            "2026-03-31T09:30:00Z",
            "2026-03-31T09:30:00.000000+00:00",
            "2026-03-31t09:30:00.000000z",
            "2026-03-31 09:30:00.000000Z",
            "2026-02-30T09:30:00.000000Z",
            "2026-03-31T24:00:00.000000Z",
            "2026-03-31T23:59:60.000000Z",
            "2026-03-31T09:30:00.0000000Z",
            "0000-01-01T00:00:00.000000Z",
            "+12026-03-31T09:30:00.000000Z",
        ];
        for bad in bad {
            assert!(!is_moment(bad), "{bad}");
        }
    }
}
