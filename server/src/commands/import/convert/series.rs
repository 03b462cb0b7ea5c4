//! Meetings and events with their occurrences.

use super::WhenWritten;
use crate::commands::import::resolve::Resolver;
use crate::model::file::*;
use crate::model::*;

pub fn convert<'a>(file: &'a PartnershipFile, r: &mut Resolver<'a>) {
    for (i, entry) in file.meetings.iter().enumerate() {
        let path = format!("meetings[{i}]");
        let meeting = meeting(&path, entry, r);
        let id = meeting.id;
        r.plan(path.clone(), meeting);
        for (j, entry) in entry.occurrences.iter().enumerate() {
            let path = format!("{path}.occurrences[{j}]");
            let sitting = sitting(&path, id, entry, r);
            r.plan(path, sitting);
        }
    }
    for (i, entry) in file.events.iter().enumerate() {
        let path = format!("events[{i}]");
        let event = event(&path, entry, r);
        let id = event.id;
        r.plan(path.clone(), event);
        for (j, entry) in entry.occurrences.iter().enumerate() {
            let path = format!("{path}.occurrences[{j}]");
            let occurrence = occurrence(&path, id, entry, r);
            r.plan(path, occurrence);
        }
    }
}

fn meeting(path: &str, entry: &MeetingEntry, r: &mut Resolver<'_>) -> Meeting {
    let id: MeetingId = r.id(&entry.key);
    if let Some(wrong) = entry.recurrence.as_deref().and_then(|rule| recurrence::check(rule).err()) {
        r.problem(path, "recurrence", wrong);
    }
    Meeting {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        name: entry.name.clone(),
        kind: entry.kind,
        is_board: entry.is_board,
        cadence: entry.cadence.clone(),
        recurrence: entry.recurrence.clone(),
        description: entry.description.clone(),
        website: entry.website.clone(),
        parent: r.optional_link(path, "parent", &entry.parent),
        owner_agency: r.optional_agency(path, "ownerAgency", &entry.owner_agency),
        chair_agencies: r.agencies(path, "chairAgencies", &entry.chair_agencies),
        visibility: entry.visibility,
        told: None,
    }
}

fn sitting(
    path: &str,
    meeting: MeetingId,
    entry: &MeetingOccurrenceEntry,
    r: &mut Resolver<'_>,
) -> MeetingOccurrence {
    let id: MeetingOccurrenceId = r.id(&entry.key);
    let when = WhenWritten {
        starts_on: entry.starts_on,
        start_time: &entry.start_time,
        ends_on: entry.ends_on,
        end_time: &entry.end_time,
        date_note: &entry.date_note,
    };
    MeetingOccurrence {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        meeting,
        when: when.read(path, r),
        name: entry.name.clone(),
        venue: entry.venue.clone(),
        status: entry.status,
        visibility: entry.visibility,
        summary: entry.summary.clone(),
        attendance: attendance(path, &entry.attendance, r),
        told: None,
    }
}

fn attendance(path: &str, entries: &[AttendanceEntry], r: &mut Resolver<'_>) -> Vec<Attendance> {
    let read = entries.iter().enumerate().map(|(i, entry)| Attendance {
        agency: r.agency(path, &format!("attendance[{i}].agency"), &entry.agency),
        capacity: entry.capacity,
        state: entry.state,
        post: entry.post.clone(),
    });
    read.collect()
}

fn event(path: &str, entry: &EventEntry, r: &mut Resolver<'_>) -> Event {
    let id: EventId = r.id(&entry.key);
    Event {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        name: entry.name.clone(),
        kind: entry.kind,
        description: entry.description.clone(),
        website: entry.website.clone(),
        starts_on: entry.starts_on,
        ends_on: entry.ends_on,
        venue: entry.venue.clone(),
        host_agencies: r.agencies(path, "hostAgencies", &entry.host_agencies),
        visibility: entry.visibility,
        told: None,
    }
}

fn occurrence(
    path: &str,
    event: EventId,
    entry: &EventOccurrenceEntry,
    r: &mut Resolver<'_>,
) -> EventOccurrence {
    let id: EventOccurrenceId = r.id(&entry.key);
    let when = WhenWritten {
        starts_on: entry.starts_on,
        start_time: &entry.start_time,
        ends_on: entry.ends_on,
        end_time: &entry.end_time,
        date_note: &entry.date_note,
    };
    EventOccurrence {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        event,
        when: when.read(path, r),
        name: entry.name.clone(),
        venue: entry.venue.clone(),
        status: entry.status,
        visibility: entry.visibility,
        host_agencies: r.agencies(path, "hostAgencies", &entry.host_agencies),
        audience: entry.audience.clone(),
        booking_url: entry.booking_url.clone(),
    }
}
