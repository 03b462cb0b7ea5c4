//! The tables without a history as diesel sees them; the migrations are the truth.

diesel::table! {
    credential (user_id) {
        user_id -> Text,
        password_hash -> Nullable<Text>,
        totp_secret -> Nullable<Binary>,
        totp_pending -> Nullable<Binary>,
        totp_last_step -> Nullable<BigInt>,
    }
}

diesel::table! {
    recovery_code (hash) {
        hash -> Binary,
        user_id -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        kind -> Text,
        secret_hash -> Nullable<Binary>,
        user_id -> Text,
        created_at -> BigInt,
        last_used_at -> BigInt,
        expires_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        second_factor -> Bool,
        address -> Text,
        client -> Text,
    }
}

diesel::table! {
    refresh_token (hash) {
        hash -> Binary,
        session_id -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    link (hash) {
        hash -> Binary,
        kind -> Text,
        user_id -> Nullable<Text>,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    device (hash) {
        hash -> Binary,
        user_id -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    evidence_ticket (hash) {
        hash -> Binary,
        user_id -> Text,
        session_id -> Text,
        asked -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    feed (id) {
        id -> Text,
        hash -> Binary,
        user_id -> Text,
        partnership_id -> Nullable<Text>,
        name -> Text,
        created_at -> BigInt,
        last_fetched_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    throttle (bucket, at) {
        bucket -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    sign_in (id) {
        id -> Text,
        at -> BigInt,
        user_id -> Nullable<Text>,
        outcome -> Text,
        address -> Text,
        client -> Text,
    }
}

diesel::table! {
    idempotency (user_id, idempotency_key) {
        user_id -> Text,
        idempotency_key -> Text,
        request_hash -> Binary,
        at -> BigInt,
        sequences -> Text,
        ids -> Text,
    }
}

diesel::table! {
    api_key_secret (api_key_id) {
        api_key_id -> Text,
        hash -> Binary,
        last_used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    server_secret (name) {
        name -> Text,
        value -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    checkpoint_letter (address) {
        address -> Text,
        sent_at -> BigInt,
    }
}

diesel::table! {
    checkpoint_subscription (address) {
        address -> Text,
        every_days -> BigInt,
        user_id -> Text,
        created_at -> BigInt,
        stop_hash -> Nullable<Binary>,
    }
}

diesel::table! {
    update_letter (update_request_id, occasion, user_id) {
        update_request_id -> Text,
        occasion -> Text,
        user_id -> Text,
        state -> Text,
        tries -> Integer,
        not_before -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

use crate::store::schema::{account, api_key, membership, role_grant};

diesel::allow_tables_to_appear_in_same_query!(checkpoint_subscription, checkpoint_letter);
diesel::allow_tables_to_appear_in_same_query!(session, account);
diesel::allow_tables_to_appear_in_same_query!(session, role_grant);
diesel::allow_tables_to_appear_in_same_query!(session, membership);
diesel::allow_tables_to_appear_in_same_query!(feed, account);
diesel::allow_tables_to_appear_in_same_query!(api_key_secret, api_key);
diesel::allow_tables_to_appear_in_same_query!(refresh_token, session);
