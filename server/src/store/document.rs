//! Documents and what they belong to, in SQL.

use super::rows::*;

stored! {
    Document in document as DocumentRow by plan;
    columns {
        partnership_id: IdText = partnership,
        position: Plain<i32> = position,
        title: Plain<String> = title,
        kind: Word = kind,
        url: Opt<Plain<String>> = url,
        version_label: Opt<Plain<String>> = version_label,
        reference: Opt<Plain<String>> = reference,
        dated_on: Opt<Plain<NaiveDate>> = dated_on,
        owner_agency_id: Opt<IdText> = owner_agency,
        marking: Opt<Plain<String>> = marking,
        visibility: Word = visibility,
        told: Opt<Json> = told,
    }
    links {
        strategies: document_strategy(document_id -> strategy_id),
        priorities: document_priority(document_id -> priority_id),
        projects: document_project(document_id -> project_id),
        sittings: document_meeting_occurrence(document_id -> meeting_occurrence_id),
    }
}
