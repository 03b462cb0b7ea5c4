//! API keys, in SQL.

use super::rows::*;

stored! {
    ApiKey in api_key as ApiKeyRow by register;
    columns {
        name: Plain<String> = name,
        partnership_id: Opt<IdText> = partnership,
        reads: Word = reads,
        expires_at: Opt<Moment> = expires_at,
    }
    links {
    }
}
