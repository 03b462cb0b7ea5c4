//! Users, in SQL.

use super::rows::*;

stored! {
    User in account as UserRow by register;
    columns {
        email: Plain<String> = email,
        name: Plain<String> = name,
        agency_id: Opt<IdText> = agency,
        state: Word = state,
        password_changed_at: Opt<Moment> = password_changed_at,
        second_factor_at: Opt<Moment> = second_factor_at,
        locked_at: Opt<Moment> = locked_at,
        erased_at: Opt<Moment> = erased_at,
    }
    links {
    }
}
