//! Granted roles, in SQL.

use super::rows::*;

stored! {
    RoleGrant in role_grant as RoleGrantRow by register;
    columns {
        user_id: IdText = user,
        role: Word = role,
        partnership_id: Opt<IdText> = partnership,
        agency_id: Opt<IdText> = agency,
        ends_on: Opt<Plain<NaiveDate>> = ends_on,
    }
    links {
    }
}
