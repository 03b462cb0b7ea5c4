//! The tables as diesel sees them; the migrations are the truth.

mod derived;
mod documents;
mod history;
mod people;

pub use derived::*;
pub use documents::*;
pub use history::*;
pub use people::*;

diesel::table! {
    partnership (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        slug -> Text,
        former_slugs -> Text,
        name -> Text,
        aliases -> Text,
        kind -> Text,
        areas -> Text,
        description -> Nullable<Text>,
        duty_statement -> Nullable<Text>,
        other_members -> Nullable<Text>,
        aims -> Text,
        website -> Nullable<Text>,
        contact -> Nullable<Text>,
        parent_id -> Nullable<Text>,
        started_on -> Nullable<Date>,
        ended_on -> Nullable<Date>,
        stale_after_days -> Nullable<Integer>,
    }
}

diesel::table! {
    agency (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        slug -> Text,
        former_slugs -> Text,
        name -> Text,
        aliases -> Text,
        kind -> Text,
        website -> Nullable<Text>,
        started_on -> Nullable<Date>,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    succession (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        from_id -> Text,
        to_id -> Nullable<Text>,
        kind -> Text,
        taken_effect_on -> Nullable<Date>,
    }
}

diesel::table! {
    membership (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        agency_id -> Text,
        basis -> Text,
        basis_as_published -> Nullable<Text>,
        capacity -> Text,
        name_as_published -> Text,
        listed_under -> Nullable<Text>,
        position -> Integer,
        joined_on -> Nullable<Date>,
        left_on -> Nullable<Date>,
    }
}

diesel::table! {
    strategy (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        kind -> Text,
        state -> Text,
        title -> Text,
        period_label -> Nullable<Text>,
        edition_label -> Nullable<Text>,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        summary -> Nullable<Text>,
        supersedes_id -> Nullable<Text>,
        approvals -> Text,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    meeting (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        name -> Text,
        kind -> Text,
        is_board -> Bool,
        cadence -> Nullable<Text>,
        recurrence -> Nullable<Text>,
        description -> Nullable<Text>,
        website -> Nullable<Text>,
        parent_id -> Nullable<Text>,
        owner_agency_id -> Nullable<Text>,
        visibility -> Text,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    meeting_chair_agency (meeting_id, agency_id) {
        meeting_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    meeting_occurrence (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        meeting_id -> Text,
        starts_on -> Nullable<Date>,
        start_time -> Nullable<Text>,
        ends_on -> Nullable<Date>,
        end_time -> Nullable<Text>,
        date_note -> Nullable<Text>,
        name -> Nullable<Text>,
        venue -> Nullable<Text>,
        status -> Text,
        visibility -> Text,
        summary -> Nullable<Text>,
        attendance -> Text,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    event (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        name -> Text,
        kind -> Text,
        description -> Nullable<Text>,
        website -> Nullable<Text>,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        venue -> Nullable<Text>,
        visibility -> Text,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    event_host_agency (event_id, agency_id) {
        event_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    event_occurrence (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        event_id -> Text,
        starts_on -> Nullable<Date>,
        start_time -> Nullable<Text>,
        ends_on -> Nullable<Date>,
        end_time -> Nullable<Text>,
        date_note -> Nullable<Text>,
        name -> Nullable<Text>,
        venue -> Nullable<Text>,
        status -> Text,
        visibility -> Text,
        audience -> Nullable<Text>,
        booking_url -> Nullable<Text>,
    }
}

diesel::table! {
    event_occurrence_host_agency (event_occurrence_id, agency_id) {
        event_occurrence_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    project (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        name -> Text,
        kind -> Text,
        status -> Text,
        description -> Nullable<Text>,
        website -> Nullable<Text>,
        lead_agency_id -> Nullable<Text>,
        lead_post -> Nullable<Text>,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        last_confirmed_at -> Nullable<BigInt>,
        visibility -> Text,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    project_partner_agency (project_id, agency_id) {
        project_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    priority (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        strategy_id -> Text,
        position -> Integer,
        title -> Nullable<Text>,
        title_status -> Text,
        summary -> Nullable<Text>,
        approach -> Nullable<Text>,
        carried_from_id -> Nullable<Text>,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    priority_lead_agency (priority_id, agency_id) {
        priority_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    priority_meeting (priority_id, meeting_id) {
        priority_id -> Text,
        meeting_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    priority_event (priority_id, event_id) {
        priority_id -> Text,
        event_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    priority_project (priority_id, project_id) {
        priority_id -> Text,
        project_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    focus_area (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        priority_id -> Text,
        position -> Integer,
        title -> Text,
        carried_from_id -> Nullable<Text>,
        told -> Nullable<Text>,
    }
}

diesel::table! {
    focus_area_project (focus_area_id, project_id) {
        focus_area_id -> Text,
        project_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    progress_update (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        project_id -> Nullable<Text>,
        priority_id -> Nullable<Text>,
        focus_area_id -> Nullable<Text>,
        reported_on -> Date,
        period_label -> Nullable<Text>,
        rating -> Text,
        rating_as_published -> Nullable<Text>,
        narrative -> Nullable<Text>,
        reported_by_id -> Nullable<Text>,
        visibility -> Text,
    }
}

diesel::table! {
    action (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        reference -> Nullable<Text>,
        text -> Text,
        owner_post -> Nullable<Text>,
        due_on -> Nullable<Date>,
        original_due_on -> Nullable<Date>,
        status -> Text,
        closed_on -> Nullable<Date>,
        closure_note -> Nullable<Text>,
        raised_at_id -> Nullable<Text>,
        project_id -> Nullable<Text>,
        priority_id -> Nullable<Text>,
        visibility -> Text,
        duplicate_of_id -> Nullable<Text>,
    }
}

diesel::table! {
    action_owner_agency (action_id, agency_id) {
        action_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    partnership,
    agency,
    succession,
    membership,
    strategy,
    meeting,
    meeting_chair_agency,
    meeting_occurrence,
    event,
    event_host_agency,
    event_occurrence,
    event_occurrence_host_agency,
    project,
    project_partner_agency,
    priority,
    priority_lead_agency,
    priority_meeting,
    priority_event,
    priority_project,
    focus_area,
    focus_area_project,
    progress_update,
    action,
    action_owner_agency,
    document,
    document_strategy,
    document_priority,
    document_project,
    document_meeting_occurrence,
    entity,
    entity_agency,
    account,
    role_grant,
    api_key,
    update_request,
    update_request_agency,
    register_head,
    change,
    change_value,
    log_hash,
    log_origin,
    log_key,
    log_checkpoint,
    log_cosignature,
);
