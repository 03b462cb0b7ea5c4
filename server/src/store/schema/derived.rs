//! What is derived from records for lists, search and permissions.

diesel::table! {
    entity (id) {
        id -> Text,
        entity_type -> Text,
        partnership_id -> Nullable<Text>,
        owner_agency_id -> Nullable<Text>,
        visibility -> Text,
        archived -> Bool,
        sort_name -> Text,
        updated_at -> BigInt,
        kind -> Nullable<Text>,
        status -> Nullable<Text>,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
    }
}

diesel::table! {
    entity_agency (entity_id, agency_id) {
        entity_id -> Text,
        agency_id -> Text,
        role -> Text,
        entity_type -> Text,
        partnership_id -> Nullable<Text>,
        visibility -> Text,
        archived -> Bool,
        sort_name -> Text,
    }
}
