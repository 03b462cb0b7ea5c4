//! Rules that several records break together, over the partnership as it would be.

use std::collections::{HashMap, HashSet};

use super::resolve::Planned;
use crate::error::Problem;
use crate::model::file::PartnershipFile;
use crate::model::validate::Problems;
use crate::model::*;

/// Most entries in one list of a file.
const ENTRIES: usize = 10_000;

/// The lists that are too long to be checked one by one.
pub fn lengths(file: &PartnershipFile) -> Vec<Problem> {
    let mut p = Problems::default();
    for (field, len) in [
        ("agencies", file.agencies.len()),
        ("successions", file.successions.len()),
        ("memberships", file.memberships.len()),
        ("meetings", file.meetings.len()),
        ("events", file.events.len()),
        ("projects", file.projects.len()),
        ("strategies", file.strategies.len()),
        ("progress", file.progress.len()),
        ("actions", file.actions.len()),
        ("documents", file.documents.len()),
    ] {
        p.at_most(field, len, ENTRIES);
    }
    for (i, meeting) in file.meetings.iter().enumerate() {
        p.at_most(&format!("meetings[{i}].occurrences"), meeting.occurrences.len(), ENTRIES);
    }
    for (i, event) in file.events.iter().enumerate() {
        p.at_most(&format!("events[{i}].occurrences"), event.occurrences.len(), ENTRIES);
    }
    for (i, strategy) in file.strategies.iter().enumerate() {
        p.at_most(&format!("strategies[{i}].priorities"), strategy.priorities.len(), 1_000);
        for (j, priority) in strategy.priorities.iter().enumerate() {
            let field = format!("strategies[{i}].priorities[{j}].focusAreas");
            p.at_most(&field, priority.focus_areas.len(), 1_000);
        }
    }
    p.into_found()
}

/// The earlier record of its own type that a record follows or stands under.
pub fn earlier(record: &Record) -> Option<(AnyId, &'static str)> {
    match record {
        Record::Strategy(strategy) => strategy.supersedes.map(|id| (id.into(), "supersedes")),
        Record::Meeting(meeting) => meeting.parent.map(|id| (id.into(), "parent")),
        Record::Priority(priority) => priority.carried_from.map(|id| (id.into(), "carriedFrom")),
        Record::FocusArea(area) => area.carried_from.map(|id| (id.into(), "carriedFrom")),
        Record::Action(action) => action.duplicate_of.map(|id| (id.into(), "duplicateOf")),
        _ => None,
    }
}

/// Checks the partnership as it would be: the file's records, and beside them those of
/// the register that the file does not name.
pub fn together(planned: &[Planned], left: &[&Record]) -> Vec<Problem> {
    let mut after: HashMap<AnyId, &Record> = left.iter().map(|record| (record.id(), *record)).collect();
    after.extend(planned.iter().map(|planned| (planned.after.id(), &planned.after)));
    let mut problems = Vec::new();
    cycles(planned, &after, &mut problems);
    for planned in planned {
        carried(planned, &after, &mut problems);
    }
    boards(planned, left, &mut problems);
    panels(planned, left, &mut problems);
    problems
}

/// Restricts what stands under a case panel alone: a file does not tell apart what it says
/// and what it leaves out.
pub fn restrict(planned: &mut [Planned], left: &[&Record]) {
    let meetings_and_sittings =
        |record: &&Record| matches!(record, Record::Meeting(_) | Record::MeetingOccurrence(_));
    let all = left.iter().copied().chain(planned.iter().map(|planned| &planned.after));
    let known: HashMap<AnyId, Record> =
        all.filter(meetings_and_sittings).map(|record| (record.id(), record.clone())).collect();
    for Planned { after, .. } in planned {
        if exposure::is_of_panel(after, &mut |id| Ok(known.get(&id).cloned())).unwrap_or(true) {
            exposure::restrict(after);
        }
    }
}

/// A case panel that has sittings stays one.
fn panels(planned: &[Planned], left: &[&Record], problems: &mut Vec<Problem>) {
    let before = planned.iter().filter_map(|planned| planned.before.as_ref());
    let sits = |record: &Record| match record {
        Record::MeetingOccurrence(sitting) => Some(sitting.meeting),
        _ => None,
    };
    let sitting: HashSet<MeetingId> = before.chain(left.iter().copied()).filter_map(sits).collect();
    for Planned { path, before, after } in planned {
        if let (Some(Record::Meeting(before)), Record::Meeting(after)) = (before, after)
            && before.becomes_other_than_panel(after)
            && sitting.contains(&after.id)
        {
            add(problems, path, "kind", meeting::STAYS_PANEL.to_owned());
        }
    }
}

fn add(problems: &mut Vec<Problem>, path: &str, field: &str, message: String) {
    problems.push(Problem { path: format!("{path}.{field}"), message });
}

fn cycles(planned: &[Planned], after: &HashMap<AnyId, &Record>, problems: &mut Vec<Problem>) {
    // Records from which a walk is known to end.
    let mut ends: HashSet<AnyId> = HashSet::new();
    for Planned { path, after: record, .. } in planned {
        let Some((_, field)) = earlier(record) else { continue };
        let mut walked = vec![record.id()];
        let mut next = earlier(record);
        while let Some((id, _)) = next {
            // A record that names itself is a problem of its own, already found.
            if id == record.id() && walked.len() > 1 {
                let message = "leads back to this record: no chain of links may form a circle".to_owned();
                add(problems, path, field, message);
            }
            if ends.contains(&id) || walked.contains(&id) {
                break;
            }
            walked.push(id);
            next = after.get(&id).and_then(|record| earlier(record));
        }
        ends.extend(walked);
    }
}

/// What is carried on comes from another edition.
fn carried(planned: &Planned, after: &HashMap<AnyId, &Record>, problems: &mut Vec<Problem>) {
    let edition_of = |id: PriorityId| match after.get(&id.into()) {
        Some(Record::Priority(priority)) => Some(priority.strategy),
        _ => None,
    };
    let priority_of = |id: FocusAreaId| match after.get(&id.into()) {
        Some(Record::FocusArea(area)) => Some(area.priority),
        _ => None,
    };
    let same = match &planned.after {
        Record::Priority(priority) => {
            let from = priority.carried_from.filter(|from| *from != priority.id).and_then(edition_of);
            from == Some(priority.strategy)
        }
        Record::FocusArea(area) => {
            let from = area.carried_from.and_then(priority_of).and_then(edition_of);
            from.is_some() && from == edition_of(area.priority)
        }
        _ => false,
    };
    if same {
        let message = "is of the same strategy: expected the key of one in an earlier edition".to_owned();
        add(problems, &planned.path, "carriedFrom", message);
    }
}

fn boards(planned: &[Planned], left: &[&Record], problems: &mut Vec<Problem>) {
    let board = |record: &Record| matches!(record, Record::Meeting(meeting) if meeting.is_board);
    let mut first = left.iter().find(|record| board(record)).map(|record| {
        format!("{} is the board in the register; name it in the file with isBoard false", record.label())
    });
    for Planned { path, after, .. } in planned.iter().filter(|planned| board(&planned.after)) {
        match &first {
            Some(other) => {
                add(problems, path, "isBoard", format!("makes it a second board: {other}"));
            }
            None => first = Some(format!("{path} ({}) is the board already", after.label())),
        }
    }
}
