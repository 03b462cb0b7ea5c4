//! Priorities and what is linked under them, in SQL.

use super::rows::*;

stored! {
    Priority in priority as PriorityRow by plan;
    columns {
        partnership_id: IdText = partnership,
        strategy_id: IdText = strategy,
        position: Plain<i32> = position,
        title: Opt<Plain<String>> = title,
        title_status: Word = title_status,
        summary: Opt<Plain<String>> = summary,
        approach: Opt<Plain<String>> = approach,
        carried_from_id: Opt<IdText> = carried_from,
        told: Opt<Json> = told,
    }
    links {
        lead_agencies: priority_lead_agency(priority_id -> agency_id),
        meetings: priority_meeting(priority_id -> meeting_id),
        events: priority_event(priority_id -> event_id),
        projects: priority_project(priority_id -> project_id),
    }
}
