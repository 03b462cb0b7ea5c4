//! What changes changed: the differences to the changes before, with the labels of links
//! as they were, and without what the viewer may not see.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::db::Conn;
use super::links::Lookup;
use super::list::one_of;
use super::stored::{self, StoredChange};
use super::visible;
use crate::auth::scope::Scope;
use crate::error::Result;
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::diff::{self, Difference, InWords, Labels};
use crate::model::record::Told;
use crate::model::{AnyId, ChangeAction, EntityType, Words};

/// For each of these changes, what it changed: all that the record says when what it said
/// before may not be seen.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn fields(conn: &mut Conn, scope: &Scope, changes: &[StoredChange]) -> Result<Vec<Vec<InWords>>> {
    let seen = visible::seen_then(conn, scope, &previous(changes))?;
    fields_since(conn, scope, changes, &seen)
}

/// The sequences of the changes before these.
fn previous(changes: &[StoredChange]) -> Vec<i64> {
    changes.iter().filter_map(|change| change.previous).map(|sequence| sequence as i64).collect()
}

/// As [`fields`], against what these earlier changes left.
fn fields_since(
    conn: &mut Conn,
    scope: &Scope,
    changes: &[StoredChange],
    earlier: &[i64],
) -> Result<Vec<Vec<InWords>>> {
    let before = stored::values(conn, earlier)?;
    let raw: Vec<Vec<Difference>> = changes
        .iter()
        .map(|change| {
            let before = change.previous.and_then(|sequence| before.get(&(sequence as i64)));
            let own = diff::differences(before, &change.values);
            own.into_iter().chain(diff::links(&change.values)).collect()
        })
        .collect();
    let at: Vec<u64> = changes.iter().map(|change| change.sequence).collect();
    in_words(conn, scope, raw, &at)
}

/// Differences in words, each list with the labels of its own moment.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn in_words(
    conn: &mut Conn,
    scope: &Scope,
    raw: Vec<Vec<Difference>>,
    at: &[u64],
) -> Result<Vec<Vec<InWords>>> {
    let linked: Vec<BTreeSet<AnyId>> = raw.iter().map(|differences| diff::linked(differences)).collect();
    let every: BTreeSet<AnyId> = linked.iter().flatten().copied().collect();
    let mut lookup = Lookup::open(conn, scope, &every)?;
    let mut told = Vec::with_capacity(raw.len());
    for ((differences, ids), sequence) in raw.into_iter().zip(&linked).zip(at) {
        let labels = lookup.labels(conn, ids, *sequence as i64)?;
        let seen = differences.into_iter().filter_map(|difference| diff::in_words(difference, &labels));
        told.push(seen.collect());
    }
    Ok(told)
}

/// For each of these changes, the record after it as an object: without erased values
/// and without links to what the viewer may not see.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn after(conn: &mut Conn, scope: &Scope, changes: &[StoredChange]) -> Result<Vec<Map<String, Value>>> {
    let linked: Vec<BTreeSet<AnyId>> = changes.iter().map(|change| diff::linked_by(&change.values)).collect();
    let every: BTreeSet<AnyId> = linked.iter().flatten().copied().collect();
    let mut lookup = Lookup::open(conn, scope, &every)?;
    let mut objects = Vec::with_capacity(changes.len());
    for (change, ids) in changes.iter().zip(&linked) {
        let labels = lookup.labels(conn, ids, change.sequence as i64)?;
        let mut object = object(&change.values, &labels);
        // A note of the register to itself, which is no field of a record.
        object.remove("told");
        if let Some(told) = told(scope, change) {
            object.insert("version".to_owned(), told.version.into());
        }
        objects.push(object);
    }
    Ok(objects)
}

/// For each of these changes, what its record is of, as that was called then: whose a role
/// is, on what a progress update is. None for all other records, and of what the viewer may
/// not see.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn subjects(conn: &mut Conn, scope: &Scope, changes: &[StoredChange]) -> Result<Vec<Option<String>>> {
    let ids: Vec<Option<AnyId>> = changes.iter().map(subject).collect();
    let mut lookup = Lookup::open(conn, scope, &ids.iter().flatten().copied().collect())?;
    let mut told = Vec::with_capacity(changes.len());
    for (change, id) in changes.iter().zip(&ids) {
        let labels = lookup.labels(conn, &id.iter().copied().collect(), change.sequence as i64)?;
        told.push(id.and_then(|id| labels.label(id)).map(str::to_owned));
    }
    Ok(told)
}

fn subject(change: &StoredChange) -> Option<AnyId> {
    let names: &[&str] = match change.entity.entity {
        EntityType::RoleGrant => &["user"],
        EntityType::ProgressUpdate => &["project", "priority", "focusArea"],
        _ => return None,
    };
    names.iter().find_map(|name| match change.values.get(*name)? {
        Salted::Kept { value, .. } => value.as_str()?.parse().ok(),
        Salted::Erased { .. } => None,
    })
}

fn object(values: &SaltedValues, labels: &dyn diff::Labels) -> Map<String, Value> {
    let kept = values.iter().filter_map(|(name, salted)| match salted {
        Salted::Kept { value, .. } if !name.starts_with('$') => {
            Some((name.clone(), diff::seen(value, labels)?))
        }
        _ => None,
    });
    kept.collect()
}

/// The version of the record after a change, as the viewer is told it.
pub fn version(scope: &Scope, change: &StoredChange) -> Option<i32> {
    told(scope, change).map(|told| told.version).or(change.version())
}

/// What the viewer is told of the record after a change, if that is not the truth.
fn told(scope: &Scope, change: &StoredChange) -> Option<Told> {
    let is_told_all = |home| scope.is_told_all(home, change.entity.entity);
    let hidden = !scope.everything && !change.partnership.is_some_and(is_told_all);
    change.told().filter(|_| hidden)
}

/// Whether nothing of a change is hidden from the viewer.
pub(super) fn sees_all_of(scope: &Scope, change: &StoredChange) -> bool {
    scope.everything || change.partnership.is_some_and(|home| visible::sees_whole(scope, home))
}

/// Whether something that the viewer may not see is all that a change changed: then its
/// reason may tell of that. A change that altered nothing of an account says what its owner
/// did, which those may know who keep the accounts.
pub fn is_veiled(scope: &Scope, change: &StoredChange, fields: &[InWords]) -> bool {
    let keeps = scope.accounts && change.entity.entity.is_account();
    !keeps && !sees_all_of(scope, change) && change.action == ChangeAction::Update && fields.is_empty()
}

/// Types whose records list others that may be hidden from who sees the list. A change of
/// nothing but such links would tell that there is something.
const LINKING: [EntityType; 5] = [
    EntityType::Priority,
    EntityType::FocusArea,
    EntityType::Document,
    EntityType::Meeting,
    EntityType::MeetingOccurrence,
];

/// The condition on `change` rows that they are updates of such records.
pub(super) fn linking(conn: &Conn) -> String {
    let kind = visible::column(conn, "entity_type");
    let action = visible::column(conn, "action");
    format!("{} AND {action} = '{}'", one_of(&kind, &LINKING), ChangeAction::Update.word())
}

/// How much of a change a viewer must not be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Veil {
    /// It may be seen as far as its fields may.
    Nothing,
    /// All that it changed is hidden, so its reason is too.
    Reason,
    /// Not even that there was a change.
    Whole,
}

/// How much of each of these changes is hidden. Whether no more than the reason is, is
/// found out only `for_reasons`: it costs what the fields cost.
pub(super) fn veils(
    conn: &mut Conn,
    scope: &Scope,
    changes: &[StoredChange],
    for_reasons: bool,
) -> Result<Vec<Veil>> {
    let is_linking = |change: &StoredChange| LINKING.contains(&change.entity.entity);
    let may_be =
        |change: &&StoredChange| is_veiled(scope, change, &[]) && (for_reasons || is_linking(change));
    let doubtful: Vec<StoredChange> = changes.iter().filter(may_be).cloned().collect();
    // Also against a draft that they did not see: of a record that was published since, all
    // that it says would else seem to have changed.
    let fields = fields_since(conn, scope, &doubtful, &previous(&doubtful))?;
    let mut told = doubtful.iter().zip(&fields).peekable();
    let veil = |change: &StoredChange| match told.next_if(|(doubted, _)| doubted.sequence == change.sequence)
    {
        Some((change, fields)) if is_veiled(scope, change, fields) => {
            if is_linking(change) {
                Veil::Whole
            } else {
                Veil::Reason
            }
        }
        _ => Veil::Nothing,
    };
    Ok(changes.iter().map(veil).collect())
}
