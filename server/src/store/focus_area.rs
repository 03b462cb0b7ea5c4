//! Focus areas, in SQL.

use super::rows::*;

stored! {
    FocusArea in focus_area as FocusAreaRow by plan;
    columns {
        partnership_id: IdText = partnership,
        priority_id: IdText = priority,
        position: Plain<i32> = position,
        title: Plain<String> = title,
        carried_from_id: Opt<IdText> = carried_from,
        told: Opt<Json> = told,
    }
    links {
        projects: focus_area_project(focus_area_id -> project_id),
    }
}
