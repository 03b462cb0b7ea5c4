//! Meetings and their sittings, in SQL.

use super::rows::*;

stored! {
    Meeting in meeting as MeetingRow by plan;
    columns {
        partnership_id: IdText = partnership,
        name: Plain<String> = name,
        kind: Word = kind,
        is_board: Plain<bool> = is_board,
        cadence: Opt<Plain<String>> = cadence,
        recurrence: Opt<Plain<String>> = recurrence,
        description: Opt<Plain<String>> = description,
        website: Opt<Plain<String>> = website,
        parent_id: Opt<IdText> = parent,
        owner_agency_id: Opt<IdText> = owner_agency,
        visibility: Word = visibility,
        told: Opt<Json> = told,
    }
    links {
        chair_agencies: meeting_chair_agency(meeting_id -> agency_id),
    }
}

stored! {
    MeetingOccurrence in meeting_occurrence as MeetingOccurrenceRow by plan;
    columns {
        partnership_id: IdText = partnership,
        meeting_id: IdText = meeting,
        starts_on: Opt<Plain<NaiveDate>> = when.starts_on,
        start_time: Opt<Minutes> = when.start_time,
        ends_on: Opt<Plain<NaiveDate>> = when.ends_on,
        end_time: Opt<Minutes> = when.end_time,
        date_note: Opt<Plain<String>> = when.date_note,
        name: Opt<Plain<String>> = name,
        venue: Opt<Plain<String>> = venue,
        status: Word = status,
        visibility: Word = visibility,
        summary: Opt<Plain<String>> = summary,
        attendance: Json = attendance,
        told: Opt<Json> = told,
    }
    links {
    }
}
