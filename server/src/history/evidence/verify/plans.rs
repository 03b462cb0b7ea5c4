//! The plans of a bundle: whether each record is what its last change says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::archive::{Archive, Unreadable};
use super::report::Report;
use super::sums::Sums;
use crate::history::commitment::canonical;
use crate::history::evidence::entry::{Entry, FoundLeaf};
use crate::history::evidence::manifest::Manifest;
use crate::history::evidence::plan::FoundPlan;
use crate::history::evidence::{MANIFEST, PLAN_END, PLAN_START};
use crate::model::AnyId;

/// What a plan says of a record.
struct Said {
    change: u64,
    at: String,
    label: String,
    hash: [u8; 32],
    /// Whether the bundle shows that change.
    is_shown: bool,
}

/// One plan.
struct Plan {
    file: String,
    partnership: Option<String>,
    sequence: u64,
    records: HashMap<AnyId, Said>,
    /// The records that it does not hold though changes of them are shown by then, each with
    /// the last of those.
    absent: BTreeMap<AnyId, u64>,
    /// The last change by then that is not shown.
    unseen: u64,
}

impl Plan {
    /// Names the records that it must hold: all that are shown, when the bundle says that it
    /// leaves out nothing. Whatever it says, one of which nothing can have happened since its
    /// last change that is shown, since all changes after that are shown too.
    fn name_absent(&self, says_whole: bool, report: &mut Report) {
        for (id, change) in &self.absent {
            if says_whole || *change > self.unseen {
                let what = format_args!("{id} is not in it; change {change} says that it is there");
                report.add(&self.file, what);
            }
        }
    }

    /// Names the records that nothing proves.
    fn name_unproved(&self, report: &mut Report) {
        let is_unproved = |said: &Said| !said.is_shown || said.change > self.sequence;
        let mut unproved: Vec<(&AnyId, &Said)> =
            self.records.iter().filter(|(_, said)| is_unproved(said)).collect();
        unproved.sort_by_key(|(_, said)| said.change);
        for (id, said) in unproved {
            let what = format_args!("{id} is as of change {}, which the bundle does not show", said.change);
            report.add(&self.file, what);
        }
    }
}

/// Whether no name stands twice in it: programs would read different values.
fn is_canonical(bytes: &[u8]) -> bool {
    let value = serde_json::from_slice::<Value>(bytes);
    value.is_ok_and(|value| canonical(&value).is_ok_and(|written| written == bytes))
}

/// The plans that a bundle names.
pub(super) struct Plans {
    plans: Vec<Plan>,
    /// Of which moments there should be some: the folder, and the last change that they
    /// include.
    moments: [(&'static str, u64); 2],
    /// Those that there are not and should be: the folder and the partnership. Whoever sees
    /// a change of a partnership sees its plan.
    missing: BTreeSet<(&'static str, Option<String>)>,
    /// The only partnership of which the bundle is said to be.
    only: Option<String>,
    /// The first change of another one.
    stray: Option<u64>,
    /// Whether the bundle says that it leaves out nothing of its plans.
    says_whole: bool,
}

impl Plans {
    pub(super) fn read(
        archive: &mut Archive,
        sums: &mut Sums,
        manifest: &Manifest,
        report: &mut Report,
    ) -> Result<Self, Unreadable> {
        let (mut plans, mut listed) = (Vec::new(), BTreeSet::new());
        let moments = [(PLAN_START, manifest.period.after), (PLAN_END, manifest.period.last)];
        for named in &manifest.plans {
            if !moments.iter().any(|(folder, upto)| named.file.starts_with(folder) && named.sequence == *upto)
            {
                report.add(&named.file, "it is not the plan as of the beginning or the end of the period");
            }
            let folder = moments.iter().position(|(folder, _)| named.file.starts_with(folder));
            if !listed.insert((folder, &named.partnership)) {
                report
                    .add(&named.file, "bundle.json names the plan of this partnership at this moment twice");
            }
            let Some(bytes) = sums.whole(archive, &named.file, super::LONGEST)? else {
                report.add(&named.file, "the plan is missing from the bundle");
                continue;
            };
            let found = serde_json::from_slice::<FoundPlan<'_>>(&bytes).ok();
            let Some(found) = found.filter(|_| is_canonical(&bytes)) else {
                report.add(&named.file, "the plan cannot be read");
                continue;
            };
            if found.sequence != named.sequence
                || found.partnership.as_deref() != named.partnership.as_deref()
            {
                report.add(&named.file, "it is the plan of another partnership or of another moment");
            }
            let mut records = HashMap::with_capacity(found.records.len());
            for record in &found.records {
                let Ok(id) = record.id.parse::<AnyId>() else {
                    report.add(&named.file, format_args!("{} is no id", record.id));
                    continue;
                };
                let said = Said {
                    change: record.change,
                    at: record.at.to_string(),
                    label: record.label.to_string(),
                    hash: record.hash(),
                    is_shown: false,
                };
                if records.insert(id, said).is_some() {
                    report.add(&named.file, format_args!("{id} stands in it twice"));
                }
            }
            plans.push(Plan {
                file: named.file.clone(),
                partnership: named.partnership.clone(),
                sequence: named.sequence,
                records,
                absent: BTreeMap::new(),
                unseen: 0,
            });
        }
        let only = manifest.filter.partnership.clone();
        let (missing, stray) = (BTreeSet::new(), None);
        let mut plans = Plans { plans, moments, missing, only, stray, says_whole: manifest.complete };
        // That of the partnership that was asked for, else of what none owns, is always there.
        plans.expect(0, plans.only.clone().as_deref());
        Ok(plans)
    }

    /// Notes which plans of a partnership there should be, as a change of it is shown, and
    /// are not.
    fn expect(&mut self, change: u64, of: Option<&str>) {
        for (folder, _) in self.moments.iter().filter(|(_, upto)| change <= *upto) {
            let known = |plan: &Plan| plan.file.starts_with(folder) && plan.partnership.as_deref() == of;
            if !self.plans.iter().any(known) {
                self.missing.insert((folder, of.map(str::to_owned)));
            }
        }
    }

    /// Notes that changes are not shown.
    pub(super) fn pass_over(&mut self, first: u64, last: u64) {
        for plan in self.plans.iter_mut().filter(|plan| first <= plan.sequence) {
            plan.unseen = last.min(plan.sequence);
        }
    }

    /// Compares the plans with a change, when it is of one of their records.
    pub(super) fn change(&mut self, id: AnyId, leaf: &FoundLeaf<'_>, entry: &Entry<'_>, report: &mut Report) {
        let of = leaf.partnership_id.as_deref();
        if self.only.is_some() && of != self.only.as_deref() {
            self.stray.get_or_insert(leaf.sequence);
        }
        if id.entity.is_account() {
            return;
        }
        self.expect(leaf.sequence, of);
        let mine = |plan: &&mut Plan| leaf.sequence <= plan.sequence && plan.partnership.as_deref() == of;
        for plan in self.plans.iter_mut().filter(mine) {
            match plan.records.get_mut(&id) {
                None => drop(plan.absent.insert(id, leaf.sequence)),
                Some(said) if said.change == leaf.sequence => {
                    said.is_shown = true;
                    // One that was removed is put as this; no other is hidden.
                    let is_called = entry.label().unwrap_or("(removed)".into()) == said.label;
                    if said.hash != entry.record_hash() || said.at != *leaf.at || !is_called {
                        let what = format_args!("{id} is not what change {} says of it", leaf.sequence);
                        report.add(&plan.file, what);
                    }
                }
                Some(said) if said.change < leaf.sequence => {
                    let (then, later) = (said.change, leaf.sequence);
                    let what =
                        format_args!("{id} is as change {then} left it, and change {later} came after that");
                    report.add(&plan.file, what);
                }
                Some(_) => {}
            }
        }
    }

    /// Names what is missing from the plans, and what nothing proves.
    pub(super) fn end(self, report: &mut Report) {
        for (folder, partnership) in &self.missing {
            let of = partnership.as_deref().unwrap_or("what belongs to no partnership");
            report.add(folder, format_args!("the plan of {of} is not there, and the bundle is of it too"));
        }
        if let Some((sequence, only)) = self.stray.zip(self.only.as_ref()) {
            let what = format_args!("it says that it is of {only} only; change {sequence} is not");
            report.add(MANIFEST, what);
        }
        for plan in &self.plans {
            plan.name_absent(self.says_whole, report);
            plan.name_unproved(report);
        }
        if !self.plans.is_empty() {
            let records: usize = self.plans.iter().map(|plan| plan.records.len()).sum();
            report.prove(format_args!(
                "The {} plans, with {records} records, are what the changes say.",
                self.plans.len()
            ));
        }
    }
}
