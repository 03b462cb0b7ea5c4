//! The sittings that were held in a period, for the report over it.

use super::document::{Body, Cell};
use super::period::Period;
use crate::error::Result;
use crate::graph::read::{all, linked, names};
use crate::model::in_words::{listed, time_of};
use crate::model::*;

/// The sittings held, each with the agencies that were there.
///
/// # Errors
/// When the request has spent its budget.
pub fn write(period: &Period, body: &mut Body) -> Result<()> {
    let view = &*period.now;
    let mut rows: Vec<[Cell; 3]> = Vec::new();
    for node in all::<MeetingOccurrence>(view)? {
        let sitting = &node.record;
        let within = sitting.when.starts_on.is_some_and(|day| period.since < day && day <= period.until);
        if !within || sitting.status != OccurrenceStatus::Held {
            continue;
        }
        let Some(meeting) = linked::<Meeting>(view, node.links.meeting)? else { continue };
        let there = sitting.attendance.iter().filter(|entry| was_there(entry.state));
        let there: Vec<AgencyId> = there.map(|entry| entry.agency).collect();
        let there = match there.is_empty() {
            true => "Not recorded".to_owned(),
            false => listed(&names(view, &there)),
        };
        rows.push([meeting.record.name.as_str().into(), time_of(&sitting.when).into(), there.into()]);
    }
    if !rows.is_empty() {
        body.heading(2, "Sittings held");
        let caption = "Sittings held in the period";
        body.table(caption, [("Meeting", 4), ("When", 4), ("Agencies present", 7)], rows);
    }
    Ok(())
}

fn was_there(state: AttendanceState) -> bool {
    matches!(state, AttendanceState::Present | AttendanceState::Part | AttendanceState::Substitute)
}
