//! Progress updates, in SQL.

use super::rows::*;

stored! {
    ProgressUpdate in progress_update as ProgressUpdateRow by plan;
    columns {
        partnership_id: IdText = partnership,
        project_id: Opt<IdText> = project,
        priority_id: Opt<IdText> = priority,
        focus_area_id: Opt<IdText> = focus_area,
        reported_on: Plain<NaiveDate> = on,
        period_label: Opt<Plain<String>> = period_label,
        rating: Word = rating,
        rating_as_published: Opt<Plain<String>> = rating_as_published,
        narrative: Opt<Plain<String>> = narrative,
        reported_by_id: Opt<IdText> = reported_by,
        visibility: Word = visibility,
    }
    links {
    }
}
