//! A change as the history tells it, read from its two tables.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::super::db::Conn;
use super::super::rows::{moment, unreadable};
use super::super::schema::{change, change_value};
use super::list::Bounds;
use crate::error::{Error, Result};
use crate::history::change::Actor;
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::stand_in::STRUCTURE;
use crate::model::record::Told;
use crate::model::text::folded_words;
use crate::model::*;

/// A change as the history tells it.
#[derive(Debug, Clone)]
pub struct StoredChange {
    /// Its place in the history.
    pub sequence: u64,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The same for all changes of one command.
    pub transaction: String,
    /// What it did.
    pub action: ChangeAction,
    /// The command that made it.
    pub command: String,
    /// The record.
    pub entity: AnyId,
    /// The partnership of the record.
    pub partnership: Option<PartnershipId>,
    /// Who may see the record after it.
    pub visibility: Visibility,
    /// Who made it.
    pub actor: Actor,
    /// The request in which it was made.
    pub request: String,
    /// The change of the same record before it.
    pub previous: Option<u64>,
    /// What the record said after it, with what it was called and why it was changed.
    pub values: SaltedValues,
}

impl StoredChange {
    /// What the record was called after it.
    pub fn label(&self) -> String {
        super::links::label(self.entity, &self.values)
    }

    /// Why it was made, in the writer's words.
    pub fn reason(&self) -> Option<&str> {
        match self.values.get("$reason") {
            Some(Salted::Kept { value, .. }) => value.as_str(),
            _ => None,
        }
    }

    /// The names of the values that were taken out of it, with the change that says so.
    pub fn erased(&self) -> impl Iterator<Item = (&str, u64)> {
        self.values.iter().filter_map(|(name, salted)| match salted {
            Salted::Erased { erased, .. } => Some((name.as_str(), *erased)),
            Salted::Kept { .. } => None,
        })
    }

    /// The version of the record after it.
    pub fn version(&self) -> Option<i32> {
        match self.values.get("version") {
            Some(Salted::Kept { value, .. }) => value.as_i64().map(|version| version as i32),
            _ => None,
        }
    }

    /// What was told of the record after it to those who may not see all that it lists.
    pub(super) fn told(&self) -> Option<Told> {
        match self.values.get("told") {
            Some(Salted::Kept { value, .. }) => serde_json::from_value(value.clone()).ok(),
            _ => None,
        }
    }

    /// Whether the record was put away after it.
    pub fn is_archived(&self) -> bool {
        matches!(self.values.get("archived"), Some(Salted::Kept { value, .. }) if value == &serde_json::Value::Bool(true))
    }

    /// Whether its label, reason or texts hold all these words or beginnings; a reason that
    /// is `veiled` counts for nothing.
    pub(super) fn holds(&self, words: &[String], veiled: bool) -> bool {
        let mut text = String::new();
        for (name, salted) in self.values.iter().filter(|(name, _)| !veiled || *name != "$reason") {
            if let Salted::Kept { value, .. } = salted {
                text_of(name, value, &mut text);
            }
        }
        let found = folded_words(&text);
        words.iter().all(|word| found.iter().any(|known| known.starts_with(word.as_str())))
    }
}

/// The text of a value; ids, keys and moments are none.
fn text_of(name: &str, value: &serde_json::Value, text: &mut String) {
    let is_text =
        |word: &str| word.parse::<AnyId>().is_err() && chrono::DateTime::parse_from_rfc3339(word).is_err();
    match value {
        serde_json::Value::String(word) if !STRUCTURE.contains(&name) && is_text(word) => {
            text.push_str(word);
            text.push(' ');
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| text_of(name, item, text)),
        serde_json::Value::Object(map) => map.iter().for_each(|(name, item)| text_of(name, item, text)),
        _ => {}
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = change)]
struct ChangeRow {
    sequence: i64,
    at: i64,
    transaction_id: String,
    action: String,
    command: String,
    entity_id: String,
    partnership_id: Option<String>,
    visibility: String,
    actor_id: String,
    actor_role: String,
    actor_agency_id: Option<String>,
    request_id: String,
    previous_sequence: Option<i64>,
}

/// Changes of which a condition holds, in order.
pub(super) fn select(
    conn: &mut Conn,
    condition: &str,
    bounds: Bounds,
    limit: i64,
    backward: bool,
) -> Result<Vec<StoredChange>> {
    let list = change::table
        .filter(sql::<Bool>(condition))
        .filter(change::sequence.gt(bounds.above))
        .filter(change::sequence.lt(bounds.below))
        .select(ChangeRow::as_select())
        .into_boxed();
    let ordered = match backward {
        false => list.order(change::sequence.desc()),
        true => list.order(change::sequence.asc()),
    };
    let rows: Vec<ChangeRow> = ordered.limit(limit).load(conn)?;
    with_values(conn, rows)
}

fn with_values(conn: &mut Conn, rows: Vec<ChangeRow>) -> Result<Vec<StoredChange>> {
    let sequences: Vec<i64> = rows.iter().map(|row| row.sequence).collect();
    let mut values = values(conn, &sequences)?;
    rows.into_iter()
        .map(|row| {
            let values = values.remove(&row.sequence).unwrap_or_default();
            stored(row, values)
        })
        .collect()
}

/// The values after these changes.
pub(super) fn values(conn: &mut Conn, sequences: &[i64]) -> Result<HashMap<i64, SaltedValues>> {
    let mut found = HashMap::with_capacity(sequences.len());
    for chunk in sequences.chunks(500) {
        let rows: Vec<(i64, String)> = change_value::table
            .filter(change_value::sequence.eq_any(chunk.to_vec()))
            .select((change_value::sequence, change_value::after))
            .load(conn)?;
        for (sequence, after) in rows {
            found.insert(sequence, serde_json::from_str(&after).map_err(Error::internal)?);
        }
    }
    Ok(found)
}

/// These changes, by sequence.
pub(super) fn stored_at(conn: &mut Conn, sequences: &[i64]) -> Result<HashMap<i64, StoredChange>> {
    let mut found = HashMap::with_capacity(sequences.len());
    for chunk in sequences.chunks(500) {
        let rows: Vec<ChangeRow> = change::table
            .filter(change::sequence.eq_any(chunk.to_vec()))
            .select(ChangeRow::as_select())
            .load(conn)?;
        let changes = with_values(conn, rows)?;
        found.extend(changes.into_iter().map(|change| (change.sequence as i64, change)));
    }
    Ok(found)
}

fn stored(row: ChangeRow, values: SaltedValues) -> Result<StoredChange> {
    let partnership = row.partnership_id.map(|id| id.parse().map_err(|_| unreadable(id, "an id")));
    let agency = row.actor_agency_id.map(|id| id.parse().map_err(|_| unreadable(id, "an id")));
    Ok(StoredChange {
        sequence: row.sequence as u64,
        at: moment(row.at)?,
        transaction: row.transaction_id,
        action: ChangeAction::from_word(&row.action).ok_or_else(|| unreadable(row.action, "an action"))?,
        command: row.command,
        entity: row.entity_id.parse().map_err(|_| unreadable(row.entity_id, "an id"))?,
        partnership: partnership.transpose()?,
        visibility: Visibility::from_word(&row.visibility)
            .ok_or_else(|| unreadable(row.visibility, "a visibility"))?,
        actor: Actor { id: row.actor_id, role: row.actor_role, agency: agency.transpose()? },
        request: row.request_id,
        previous: row.previous_sequence.map(|sequence| sequence as u64),
        values,
    })
}
