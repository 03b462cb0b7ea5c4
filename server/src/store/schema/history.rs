//! The history and its log.

diesel::table! {
    register_head (id) {
        id -> Integer,
        sequence -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    change (sequence) {
        sequence -> BigInt,
        at -> BigInt,
        transaction_id -> Text,
        action -> Text,
        command -> Text,
        entity_type -> Text,
        entity_id -> Text,
        partnership_id -> Nullable<Text>,
        owner_agency_id -> Nullable<Text>,
        visibility -> Text,
        actor_id -> Text,
        actor_role -> Text,
        actor_agency_id -> Nullable<Text>,
        request_id -> Text,
        previous_sequence -> Nullable<BigInt>,
        commitments -> Text,
        leaf_hash -> Binary,
    }
}

diesel::table! {
    change_value (sequence) {
        sequence -> BigInt,
        after -> Text,
        erased_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    log_hash (idx) {
        idx -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    log_origin (number) {
        number -> BigInt,
        name -> Text,
        at -> BigInt,
        losses -> Text,
    }
}

diesel::table! {
    log_key (public_key) {
        public_key -> Binary,
        since_size -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    log_checkpoint (origin, size) {
        origin -> BigInt,
        size -> BigInt,
        at -> BigInt,
        root -> Binary,
        signatures -> Text,
    }
}

diesel::table! {
    log_cosignature (origin, size, witness) {
        origin -> BigInt,
        size -> BigInt,
        witness -> Text,
        at -> BigInt,
        signature -> Text,
    }
}
