//! The plans of a bundle: whether each record is what its last change says.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::archive::{Archive, Unreadable};
use super::report::Report;
use super::sums::Sums;
use crate::history::commitment::canonical;
use crate::history::evidence::entry::{Entry, FoundLeaf};
use crate::history::evidence::manifest::Manifest;
use crate::history::evidence::plan::FoundPlan;
use crate::history::evidence::{PLAN_END, PLAN_START};
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
    /// Whether it should hold every record that the bundle knows by then.
    is_whole: bool,
}

/// Names the plans in the bundle of which it does not say that they are its own: nothing
/// is compared with them.
fn undeclared(archive: &Archive, manifest: &Manifest, report: &mut Report) {
    for folder in [PLAN_START, PLAN_END] {
        let files = archive.names_in(folder).into_iter().filter(|name| name.ends_with(".json"));
        for name in files.filter(|name| manifest.plans.iter().all(|plan| plan.file != *name)) {
            report.add(&name, "it is not among the plans that bundle.json names");
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
    /// Whether there should be one for each partnership of which a change is shown.
    are_all: bool,
    /// Those that there are not: the folder and the partnership.
    missing: BTreeSet<(&'static str, Option<String>)>,
}

impl Plans {
    pub(super) fn read(
        archive: &mut Archive,
        sums: &mut Sums,
        manifest: &Manifest,
        report: &mut Report,
    ) -> Result<Self, Unreadable> {
        let mut plans = Vec::new();
        let moments = [(PLAN_START, manifest.period.after), (PLAN_END, manifest.period.last)];
        undeclared(archive, manifest, report);
        for named in &manifest.plans {
            if !moments.iter().any(|(folder, upto)| named.file.starts_with(folder) && named.sequence == *upto)
            {
                report.add(&named.file, "it is not the plan as of the beginning or the end of the period");
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
                is_whole: manifest.complete,
            });
        }
        let are_all = manifest.complete && manifest.filter.partnership.is_none();
        Ok(Plans { plans, moments, are_all, missing: BTreeSet::new() })
    }

    /// Compares the plans with a change, when it is of one of their records.
    pub(super) fn change(&mut self, id: AnyId, leaf: &FoundLeaf<'_>, entry: &Entry<'_>, report: &mut Report) {
        if id.entity.is_account() {
            return;
        }
        let of = leaf.partnership_id.as_deref();
        for (folder, _) in self.moments.iter().filter(|(_, upto)| leaf.sequence <= *upto) {
            let known = |plan: &Plan| plan.file.starts_with(folder) && plan.partnership.as_deref() == of;
            if !self.plans.iter().any(known) {
                self.missing.insert((folder, of.map(str::to_owned)));
            }
        }
        let mine = |plan: &&mut Plan| leaf.sequence <= plan.sequence && plan.partnership.as_deref() == of;
        for plan in self.plans.iter_mut().filter(mine) {
            match plan.records.get_mut(&id) {
                None if plan.is_whole => {
                    let what =
                        format_args!("{id} is not in it; change {} says that it is there", leaf.sequence);
                    report.add(&plan.file, what);
                }
                None => {}
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

    /// Names the records that nothing proves.
    pub(super) fn end(self, report: &mut Report) {
        let mut records = 0;
        for (folder, partnership) in self.missing.iter().filter(|_| self.are_all) {
            let of = partnership.as_deref().unwrap_or("what belongs to no partnership");
            report.add(folder, format_args!("the plan of {of} is not there, and a change of it is shown"));
        }
        for plan in &self.plans {
            let mut unproved: Vec<(&AnyId, &Said)> = plan
                .records
                .iter()
                .filter(|(_, said)| !said.is_shown || said.change > plan.sequence)
                .collect();
            unproved.sort_by_key(|(_, said)| said.change);
            for (id, said) in unproved {
                let what =
                    format_args!("{id} is as of change {}, which the bundle does not show", said.change);
                report.add(&plan.file, what);
            }
            records += plan.records.len();
        }
        if !self.plans.is_empty() {
            report.prove(format_args!(
                "The {} plans, with {records} records, are what the changes say.",
                self.plans.len()
            ));
        }
    }
}
