//! Events and their occurrences, in SQL.

use super::rows::*;

stored! {
    Event in event as EventRow by plan;
    columns {
        partnership_id: IdText = partnership,
        name: Plain<String> = name,
        kind: Word = kind,
        description: Opt<Plain<String>> = description,
        website: Opt<Plain<String>> = website,
        starts_on: Opt<Plain<NaiveDate>> = starts_on,
        ends_on: Opt<Plain<NaiveDate>> = ends_on,
        venue: Opt<Plain<String>> = venue,
        visibility: Word = visibility,
        told: Opt<Json> = told,
    }
    links {
        host_agencies: event_host_agency(event_id -> agency_id),
    }
}

stored! {
    EventOccurrence in event_occurrence as EventOccurrenceRow by plan;
    columns {
        partnership_id: IdText = partnership,
        event_id: IdText = event,
        starts_on: Opt<Plain<NaiveDate>> = when.starts_on,
        start_time: Opt<Minutes> = when.start_time,
        ends_on: Opt<Plain<NaiveDate>> = when.ends_on,
        end_time: Opt<Minutes> = when.end_time,
        date_note: Opt<Plain<String>> = when.date_note,
        name: Opt<Plain<String>> = name,
        venue: Opt<Plain<String>> = venue,
        status: Word = status,
        visibility: Word = visibility,
        audience: Opt<Plain<String>> = audience,
        booking_url: Opt<Plain<String>> = booking_url,
    }
    links {
        host_agencies: event_occurrence_host_agency(event_occurrence_id -> agency_id),
    }
}
