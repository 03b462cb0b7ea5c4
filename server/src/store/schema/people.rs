//! Accounts, roles and keys; requests for updates.

diesel::table! {
    account (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        email -> Text,
        name -> Text,
        agency_id -> Nullable<Text>,
        state -> Text,
        password_changed_at -> Nullable<BigInt>,
        second_factor_at -> Nullable<BigInt>,
        locked_at -> Nullable<BigInt>,
        erased_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    role_grant (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        user_id -> Text,
        role -> Text,
        partnership_id -> Nullable<Text>,
        agency_id -> Nullable<Text>,
        ends_on -> Nullable<Date>,
    }
}

diesel::table! {
    api_key (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        name -> Text,
        partnership_id -> Nullable<Text>,
        reads -> Text,
        expires_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    update_request (id) {
        id -> Text,
        key -> Text,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived -> Bool,
        sources -> Text,
        partnership_id -> Text,
        state -> Text,
        due_on -> Date,
        message -> Nullable<Text>,
        remind_on -> Text,
        reminded -> Text,
        answers -> Text,
    }
}

diesel::table! {
    update_request_agency (update_request_id, agency_id) {
        update_request_id -> Text,
        agency_id -> Text,
        position -> Integer,
    }
}
