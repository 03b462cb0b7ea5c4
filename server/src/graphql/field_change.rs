//! One field that differs between two states of a record, and what was removed of it.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::{ID, SimpleObject};
use serde_json::Value;

use super::change::PREFIX;
use super::scalars::DateTime;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::history::diff::{InWords, Side};
use crate::store::change::erase::{self, Removal};

/// One field that a change altered.
#[derive(SimpleObject)]
#[graphql(name = "FieldChange")]
pub struct FieldChangeObject {
    /// The name of the field, as in `after` of the change.
    field: String,
    /// What it was, in words; links by what they were called then. Null: nothing.
    before: Option<String>,
    /// What it became, in words. Null: nothing.
    after: Option<String>,
    /// Of a list: what came to it, each in words.
    added: Vec<String>,
    /// Of a list: what left it, each in words.
    removed: Vec<String>,
    /// What it was, as the record held it.
    before_value: Option<Value>,
    /// What it became, as the record holds it.
    after_value: Option<Value>,
    /// Whether one of the two was erased since: the words then say so.
    is_erased: bool,
    /// When, by whom and why: of what it became, or else of what it was; null when nothing
    /// was erased.
    removal: Option<RemovalObject>,
}

/// A value that a record had and that was removed from the history since.
#[derive(SimpleObject)]
#[graphql(name = "RemovedValue")]
pub struct RemovedValueObject {
    /// The name of the field.
    pub field: String,
    /// When, by whom and why.
    pub removal: RemovalObject,
}

/// That a value was removed from the history for good, because it should not be kept.
#[derive(SimpleObject)]
#[graphql(name = "Removal")]
pub struct RemovalObject {
    /// When it was removed.
    at: DateTime,
    /// Why, in the words of whoever removed it; null when that was removed too.
    reason: Option<String>,
    /// What whoever removed it is called now.
    actor: String,
    /// The id of the change that says so.
    change: ID,
}

impl RemovalObject {
    /// A removal as the schema shows it.
    pub fn of(removal: &Removal) -> Self {
        RemovalObject {
            at: DateTime(removal.at),
            reason: removal.reason.clone(),
            actor: removal.actor.clone(),
            change: ID(format!("{PREFIX}{}", removal.sequence)),
        }
    }
}

/// Removals by the sequence of the change that says so.
pub type Removals = BTreeMap<u64, Removal>;

/// The removals of what these differences no longer tell.
///
/// # Errors
/// When the database fails.
pub async fn removals_of<'d>(
    lens: &Lens,
    differences: impl Iterator<Item = &'d InWords>,
) -> Result<Removals> {
    let sides = differences.flat_map(|found| [&found.difference.before, &found.difference.after]);
    read_removals(lens, sides.filter_map(Side::erased_by).collect()).await
}

/// The removals that these changes say.
///
/// # Errors
/// When the database fails.
pub async fn read_removals(lens: &Lens, erased: BTreeSet<u64>) -> Result<Removals> {
    if erased.is_empty() {
        return Ok(Removals::new());
    }
    lens.register().store().read_briefly(move |conn| erase::removals(conn, &erased)).await
}

/// Differences as the schema shows them.
pub fn field_changes(differences: &[InWords], removals: &Removals) -> Vec<FieldChangeObject> {
    let removal = |side: &Side| side.erased_by().and_then(|by| removals.get(&by)).map(RemovalObject::of);
    let show = |found: &InWords| FieldChangeObject {
        field: found.difference.field.clone(),
        before: found.before.clone(),
        after: found.after.clone(),
        added: found.added.clone(),
        removed: found.removed.clone(),
        before_value: found.difference.before.value().cloned(),
        after_value: found.difference.after.value().cloned(),
        is_erased: [&found.difference.before, &found.difference.after]
            .iter()
            .any(|s| s.erased_by().is_some()),
        removal: removal(&found.difference.after).or_else(|| removal(&found.difference.before)),
    };
    differences.iter().map(show).collect()
}
