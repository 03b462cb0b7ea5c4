//! Changes that an auditor should look at: whatever is not simply created or updated
//! (archived, brought back, reverted, erased, redacted), everything about accounts, roles
//! and keys, and what was done to many records at once, of which the first change stands
//! for all. They are few, and found through indexes of their own.

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
    actions.chain(accounts().into_iter().map(Driver::Type)).chain([Driver::AtOnce]).collect()
}

/// Whether all that a driver finds is unusual.
pub(super) fn is_driver(driver: &Driver) -> bool {
    match driver {
        Driver::Action(action) => is_rare(*action),
        Driver::Type(entity) => entity.is_account(),
        _ => false,
    }
}

/// What commands on many records left, as the index that finds it has it.
pub(super) const AT_ONCE: &str = "change.command IN ('sheet.import', 'record.assign_leads')";

/// Of what a command left, all but the first: its changes stand together.
const FOLLOWS: &str = "EXISTS (SELECT 1 FROM change AS earlier WHERE earlier.sequence = change.sequence - 1 \
    AND earlier.transaction_id = change.transaction_id)";

/// The condition on `change` rows that are unusual, or on those that are not.
pub(super) fn condition(conn: &Conn, wanted: bool) -> String {
    let not = if wanted { "" } else { "NOT " };
    let action = one_of(&column(conn, "action"), &rare_actions());
    let entity = one_of(&column(conn, "entity_type"), &accounts());
    format!("{not}({action} OR {entity} OR ({AT_ONCE} AND NOT {FOLLOWS}))")
}
