//! Changes that an auditor should look at: whatever is not simply created or updated
//! (archived, brought back, reverted, erased, redacted), and everything about accounts,
//! roles and keys. They are few, and found through the indexes by action and by type.

use super::super::db::Conn;
use super::list::{Driver, one_of};
use super::visible::column;
use crate::model::*;

/// Most changes create or update; the others are few.
pub(super) fn is_rare(action: ChangeAction) -> bool {
    !matches!(action, ChangeAction::Create | ChangeAction::Update)
}

fn rare_actions() -> Vec<ChangeAction> {
    ChangeAction::ALL.iter().copied().filter(|action| is_rare(*action)).collect()
}

fn accounts() -> Vec<EntityType> {
    EntityType::ALL.iter().copied().filter(|entity| entity.is_account()).collect()
}

/// What finds all of them. Some are found twice.
pub(super) fn drivers() -> Vec<Driver> {
    let actions = rare_actions().into_iter().map(Driver::Action);
    actions.chain(accounts().into_iter().map(Driver::Type)).collect()
}

/// Whether all that a driver finds is unusual.
pub(super) fn is_driver(driver: &Driver) -> bool {
    match driver {
        Driver::Action(action) => is_rare(*action),
        Driver::Type(entity) => entity.is_account(),
        _ => false,
    }
}

/// The condition on `change` rows that are unusual, or on those that are not.
pub(super) fn condition(conn: &Conn, wanted: bool) -> String {
    let not = if wanted { "" } else { "NOT " };
    let action = one_of(&column(conn, "action"), &rare_actions());
    let entity = one_of(&column(conn, "entity_type"), &accounts());
    format!("{not}({action} OR {entity})")
}
