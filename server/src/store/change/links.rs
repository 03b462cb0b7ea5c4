//! What linked records were called at a change, as far as a viewer may know of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::super::db::Conn;
use super::super::rows::unreadable;
use super::super::schema::{change, change_value, entity};
use super::super::scope::condition;
use super::visible::allows_then;
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::diff::Labels;
use crate::model::*;

/// The labels of one change's links.
#[derive(Debug, Default)]
pub(super) struct LabelsThen(HashMap<AnyId, String>);

impl Labels for LabelsThen {
    fn label(&self, id: AnyId) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }
}

/// What a change said of the record that it is of, beside its values.
type ThenRow = (String, Option<String>, Option<String>, String);

/// Looks up labels for many changes, each once.
pub(super) struct Lookup<'s> {
    scope: &'s Scope,
    seen_now: HashSet<AnyId>,
    known: HashMap<(AnyId, i64), Option<String>>,
}

impl<'s> Lookup<'s> {
    /// Of these records, learns which may be seen now.
    pub(super) fn open(conn: &mut Conn, scope: &'s Scope, ids: &BTreeSet<AnyId>) -> Result<Self> {
        // Only accounts link accounts: who sees the one may know the other's name.
        let accounts = ids.iter().copied().filter(|id| id.entity.is_account());
        let mut seen_now: HashSet<AnyId> = accounts.collect();
        let all: Vec<AnyId> = ids.iter().copied().collect();
        for chunk in all.chunks(500) {
            let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
            let found: Vec<String> = entity::table
                .filter(entity::id.eq_any(ids))
                .filter(sql::<Bool>(&condition(scope, "entity")))
                .select(entity::id)
                .load(conn)?;
            for id in found {
                seen_now.insert(id.parse().map_err(|_| unreadable(id, "an id"))?);
            }
        }
        Ok(Lookup { scope, seen_now, known: HashMap::new() })
    }

    /// What these records were called at change `sequence`.
    pub(super) fn labels(
        &mut self,
        conn: &mut Conn,
        ids: &BTreeSet<AnyId>,
        sequence: i64,
    ) -> Result<LabelsThen> {
        let mut labels = LabelsThen::default();
        for id in ids {
            if self.seen_now.contains(id)
                && let Some(label) = self.label(conn, *id, sequence)?
            {
                labels.0.insert(*id, label);
            }
        }
        Ok(labels)
    }

    fn label(&mut self, conn: &mut Conn, id: AnyId, sequence: i64) -> Result<Option<String>> {
        let of_this = || change::table.filter(change::entity_id.eq(id.to_string()));
        let last: Option<i64> = of_this()
            .filter(change::sequence.le(sequence))
            .select(diesel::dsl::max(change::sequence))
            .first(conn)?;
        // A link can be written before the record that it leads to, in one command.
        let at = match last {
            Some(last) => Some(last),
            None => of_this().select(diesel::dsl::min(change::sequence)).first(conn)?,
        };
        let Some(at) = at else { return Ok(None) };
        if let Some(known) = self.known.get(&(id, at)) {
            return Ok(known.clone());
        }
        let label = read_label(conn, self.scope, id, at)?;
        self.known.insert((id, at), label.clone());
        Ok(label)
    }
}

fn read_label(conn: &mut Conn, scope: &Scope, id: AnyId, at: i64) -> Result<Option<String>> {
    let (visibility, partnership, owner, after): ThenRow = change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .filter(change::sequence.eq(at))
        .select((change::visibility, change::partnership_id, change::owner_agency_id, change_value::after))
        .first(conn)?;
    let visibility =
        Visibility::from_word(&visibility).ok_or_else(|| unreadable(visibility, "a visibility"))?;
    let partnership = partnership.and_then(|id| id.parse().ok());
    let owner = owner.and_then(|id| id.parse().ok());
    if !id.entity.is_account() && !allows_then(scope, id.entity, (partnership, owner), visibility, &after) {
        return Ok(None);
    }
    let values: SaltedValues = serde_json::from_str(&after).map_err(Error::internal)?;
    Ok(Some(label(id, &values)))
}

/// What a record was called at a moment; none when it was not there, or the name was erased.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn name_at(conn: &mut Conn, id: AnyId, at: DateTime<Utc>) -> Result<Option<String>> {
    let after: Option<String> = change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .filter(change::entity_id.eq(id.to_string()).and(change::at.le(at.timestamp_micros())))
        .order(change::sequence.desc())
        .select(change_value::after)
        .first(conn)
        .optional()?;
    let Some(after) = after else { return Ok(None) };
    let values: SaltedValues = serde_json::from_str(&after).map_err(Error::internal)?;
    Ok(match values.get("$label") {
        Some(Salted::Kept { value, .. }) => value.as_str().map(str::to_owned),
        _ => None,
    })
}

/// What the record of these values was called; somebody who was erased, by their pseudonym.
pub(super) fn label(id: AnyId, values: &SaltedValues) -> String {
    match values.get("$label") {
        Some(Salted::Kept { value, .. }) => value.as_str().unwrap_or_default().to_owned(),
        _ if id.entity == EntityType::User => User::pseudonym(id.uuid),
        _ => "(removed)".to_owned(),
    }
}
