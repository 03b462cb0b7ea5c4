//! Documents, and what they are about.

diesel::table! {
    document (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        position -> Integer,
        title -> Text,
        kind -> Text,
        url -> Nullable<Text>,
        version_label -> Nullable<Text>,
        reference -> Nullable<Text>,
        dated_on -> Nullable<Date>,
        owner_agency_id -> Nullable<Text>,
        marking -> Nullable<Text>,
        visibility -> Text,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    document_strategy (document_id, strategy_id) {
        document_id -> Text,
        strategy_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    document_priority (document_id, priority_id) {
        document_id -> Text,
        priority_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    document_project (document_id, project_id) {
        document_id -> Text,
        project_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    document_meeting_occurrence (document_id, meeting_occurrence_id) {
        document_id -> Text,
        meeting_occurrence_id -> Text,
        position -> Integer,
    }
}
