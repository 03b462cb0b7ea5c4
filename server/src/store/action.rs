//! Actions, in SQL.

use super::rows::*;

stored! {
    Action in action as ActionRow by plan;
    columns {
        partnership_id: IdText = partnership,
        reference: Opt<Plain<String>> = reference,
        text: Plain<String> = text,
        owner_post: Opt<Plain<String>> = owner_post,
        due_on: Opt<Plain<NaiveDate>> = due_on,
        original_due_on: Opt<Plain<NaiveDate>> = original_due_on,
        status: Word = status,
        closed_on: Opt<Plain<NaiveDate>> = closed_on,
        closure_note: Opt<Plain<String>> = closure_note,
        raised_at_id: Opt<IdText> = raised_at,
        project_id: Opt<IdText> = project,
        priority_id: Opt<IdText> = priority,
        visibility: Word = visibility,
        duplicate_of_id: Opt<IdText> = duplicate_of,
    }
    links {
        owners: action_owner_agency(action_id -> agency_id),
    }
}
