//! What an import writes, in the order in which links allow it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::existing::Existing;
use super::report::{Report, named};
use super::resolve::{Planned, Resolver};
use super::{Options, check, convert};
use crate::error::Problem;
use crate::model::file::PartnershipFile;
use crate::model::{AnyId, ChangeAction, EntityType, Record};

/// One record to write.
#[derive(Debug)]
pub struct Write {
    /// As it is then in the register; none: new.
    pub before: Option<Record>,
    /// As it is to be.
    pub after: Record,
    /// What that is called in the history.
    pub action: ChangeAction,
}

/// What an import writes, and what it will say of it.
#[derive(Debug, Default)]
pub struct Plan {
    /// In order.
    pub writes: Vec<Write>,
    /// What there is to say.
    pub report: Report,
}

impl Plan {
    /// Compares a file with what the register holds.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn of(
        file: &PartnershipFile,
        existing: &Existing,
        options: Options,
        now: DateTime<Utc>,
    ) -> Result<Plan, Vec<Problem>> {
        let problems = check::lengths(file);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut resolver = Resolver::new(file, existing, now);
        convert::all(file, &mut resolver);
        let (mut planned, mut problems) = resolver.finish();
        let in_file: HashSet<AnyId> = planned.iter().map(|planned| planned.after.id()).collect();
        let missing: Vec<&Record> =
            existing.records.iter().filter(|record| !in_file.contains(&record.id())).collect();
        let archived = if options.archive_missing { archive(&missing, &planned) } else { Vec::new() };
        let put_away: HashMap<AnyId, &Record> =
            archived.iter().map(|write| (write.after.id(), &write.after)).collect();
        let left: Vec<&Record> =
            missing.iter().map(|record| put_away.get(&record.id()).copied().unwrap_or(record)).collect();
        check::restrict(&mut planned, &left);
        problems.extend(check::together(&planned, &left));
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut plan = Plan::default();
        if !options.archive_missing {
            let left = missing.iter().filter(|record| !record.head().archived);
            plan.report.left = left.map(|record| named(record)).collect();
        }
        for write in archived {
            plan.add(write.before, write.after);
        }
        plan.take(planned);
        Ok(plan)
    }

    fn take(&mut self, mut planned: Vec<Planned>) {
        for planned in &planned {
            if let Record::Partnership(partnership) = &planned.after {
                self.report.slug.clone_from(&partnership.slug);
                self.report.name.clone_from(&partnership.name);
            }
        }
        let depths = depths(&planned);
        planned
            .sort_by_key(|planned| (rank(planned.after.entity()), depths.get(&planned.after.id()).copied()));
        let stands_down = stands_down(&mut planned);
        for write in stands_down {
            self.add(write.before, write.after);
        }
        for planned in planned {
            self.add(planned.before, planned.after);
        }
    }

    /// Adds what has to be written, counts what has not.
    fn add(&mut self, before: Option<Record>, mut after: Record) {
        let counts = self.report.counts.entry(after.entity()).or_default();
        let Some(before) = before else {
            counts.created += 1;
            self.writes.push(Write { before: None, after, action: ChangeAction::Create });
            return;
        };
        let (version, created_at, updated_at) =
            (before.head().version, before.head().created_at, before.head().updated_at);
        let head = after.head_mut();
        (head.version, head.created_at, head.updated_at) = (version, created_at, updated_at);
        after.set_told(before.told().copied());
        let action = match (before.head().archived, after.head().archived) {
            _ if before == after => {
                counts.unchanged += 1;
                return;
            }
            (false, true) => ChangeAction::Archive,
            (true, false) => ChangeAction::Unarchive,
            _ => ChangeAction::Update,
        };
        match action {
            ChangeAction::Archive => counts.archived += 1,
            _ => counts.updated += 1,
        }
        self.writes.push(Write { before: Some(before), after, action });
    }
}

/// Puts away what the file lacks. A board that is put away makes room for another.
fn archive(missing: &[&Record], planned: &[Planned]) -> Vec<Write> {
    let replaced = planned.iter().any(|p| matches!(&p.after, Record::Meeting(meeting) if meeting.is_board));
    let put_away = |record: &&Record| {
        let mut after = (*record).clone();
        after.head_mut().archived = true;
        if let Record::Meeting(meeting) = &mut after {
            meeting.is_board &= !replaced;
        }
        Write { before: Some((*record).clone()), after, action: ChangeAction::Archive }
    };
    missing.iter().map(put_away).filter(|write| write.before.as_ref() != Some(&write.after)).collect()
}

/// The database holds one board at any moment: when another takes its place, the old one
/// stands down first, before whatever else changes.
fn stands_down(planned: &mut [Planned]) -> Vec<Write> {
    let is_board = |record: &Record| matches!(record, Record::Meeting(meeting) if meeting.is_board);
    let was_board = |p: &Planned| p.before.as_ref().is_some_and(is_board);
    if !planned.iter().any(|p| is_board(&p.after) && !was_board(p)) {
        return Vec::new();
    }
    let mut writes = Vec::new();
    for planned in planned.iter_mut().filter(|p| was_board(p) && !is_board(&p.after)) {
        let Some(mut before) = planned.before.clone() else { continue };
        if let Record::Meeting(meeting) = &mut before {
            meeting.is_board = false;
        }
        let after = before.clone();
        // What is left to change is written over the version that this write makes.
        before.head_mut().version += 1;
        let first = planned.before.replace(before);
        writes.push(Write { before: first, after, action: ChangeAction::Update });
    }
    writes
}

/// In which order types are written: what is linked before what links to it.
fn rank(entity: EntityType) -> usize {
    use EntityType::*;
    const ORDER: [EntityType; 15] = [
        Agency,
        Succession,
        Partnership,
        Membership,
        Strategy,
        Meeting,
        MeetingOccurrence,
        Event,
        EventOccurrence,
        Project,
        Priority,
        FocusArea,
        ProgressUpdate,
        Action,
        Document,
    ];
    ORDER.iter().position(|known| *known == entity).unwrap_or(ORDER.len())
}

/// How many records of its own type must be written before each.
fn depths(planned: &[Planned]) -> HashMap<AnyId, usize> {
    let links: HashMap<AnyId, AnyId> = planned
        .iter()
        .filter_map(|planned| Some((planned.after.id(), check::earlier(&planned.after)?.0)))
        .collect();
    let mut depths = HashMap::new();
    for planned in planned {
        // Up the chain to what is known or first, then down again.
        let mut chain = vec![planned.after.id()];
        while let Some(id) = chain.last().and_then(|last| links.get(last))
            && !depths.contains_key(id)
        {
            chain.push(*id);
        }
        let above = chain.last().and_then(|last| links.get(last)).and_then(|id| depths.get(id));
        let first = above.map_or(0, |depth| depth + 1);
        depths.extend(chain.into_iter().rev().zip(first..));
    }
    depths
}
