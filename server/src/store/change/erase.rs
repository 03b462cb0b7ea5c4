//! Taking values out of the history, and reading a record of which some were.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Map;

use super::super::db::Conn;
use super::super::rows::moment;
use super::super::schema::{change, change_value};
use super::stored::{self, StoredChange};
use super::{actors, time_of};
use crate::error::{Error, Result};
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::stand_in;
use crate::model::*;

/// The first of the changes from which one removal takes a value, by its field and the value
/// as JSON.
pub(in crate::store) type FirstHeld = HashMap<(String, String), u64>;

/// Takes values of a change away: the change `by` says that it was done.
pub(in crate::store) fn values(
    conn: &mut Conn,
    sequence: u64,
    names: &BTreeSet<String>,
    by: u64,
    held: &mut FirstHeld,
) -> Result<()> {
    let row = change_value::table.find(sequence as i64);
    let after: String = row.select(change_value::after).first(conn)?;
    let mut values: SaltedValues = serde_json::from_str(&after).map_err(Error::internal)?;
    for name in names {
        let Some(salted) = values.get_mut(name) else { continue };
        if let Salted::Kept { value, .. } = salted {
            let first = *held.entry((name.clone(), value.to_string())).or_insert(sequence);
            *salted = Salted::Erased { erased: by, first: Some(first) };
        }
    }
    let after = serde_json::to_string(&values).map_err(Error::internal)?;
    // A trigger sees that the change says so and comes later.
    let set = (change_value::after.eq(after), change_value::erased_by.eq(Some(by as i64)));
    diesel::update(row).set(set).execute(conn)?;
    Ok(())
}

/// The record after a change, with something in place of what was erased.
pub(super) fn record(conn: &mut Conn, id: AnyId, at: DateTime<Utc>, values: SaltedValues) -> Result<Record> {
    let mut kept = Map::new();
    for (name, salted) in values.into_iter().filter(|(name, _)| !name.starts_with('$')) {
        let value = match salted {
            Salted::Kept { value, .. } => Some(value),
            Salted::Erased { erased, .. } => {
                let erased_at = time_of(conn, erased)?.unwrap_or(at);
                stand_in::for_field(id.entity, &name, &stand_in::text(erased_at))?
            }
        };
        kept.extend(value.map(|value| (name, value)));
    }
    Record::from_values(id, at, kept).map_err(Error::internal)
}

/// A record as it was after a change, with something in place of what was erased.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn record_after(conn: &mut Conn, change: &StoredChange) -> Result<Record> {
    record(conn, change.entity, change.at, change.values.clone())
}

/// The values of all changes of a record before `sequence`, in order.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn of_record(conn: &mut Conn, id: AnyId, before: u64) -> Result<Vec<(u64, SaltedValues)>> {
    let sequences: Vec<i64> = change::table
        .filter(change::entity_id.eq(id.to_string()))
        .filter(change::sequence.lt(before as i64))
        .order(change::sequence)
        .select(change::sequence)
        .load(conn)?;
    with_values(conn, sequences)
}

/// How many changes of one command are looked for on each side of one of them.
pub(super) const BESIDE: i64 = 20_000;

/// The values of all changes of the same command as a change.
///
/// # Errors
/// As [`of_record`].
pub fn of_command(conn: &mut Conn, sequence: u64) -> Result<Vec<(u64, SaltedValues)>> {
    let transaction: String =
        change::table.find(sequence as i64).select(change::transaction_id).first(conn)?;
    // The changes of one command stand together.
    let beside = |ahead: bool| {
        let list = change::table.select((change::sequence, change::transaction_id)).limit(BESIDE);
        match ahead {
            true => {
                list.filter(change::sequence.ge(sequence as i64)).order(change::sequence.asc()).into_boxed()
            }
            false => {
                list.filter(change::sequence.lt(sequence as i64)).order(change::sequence.desc()).into_boxed()
            }
        }
    };
    let mut sequences = Vec::new();
    for ahead in [true, false] {
        let rows: Vec<(i64, String)> = beside(ahead).load(conn)?;
        let same = rows.into_iter().take_while(|(_, of)| *of == transaction);
        sequences.extend(same.map(|(sequence, _)| sequence));
    }
    with_values(conn, sequences)
}

fn with_values(conn: &mut Conn, sequences: Vec<i64>) -> Result<Vec<(u64, SaltedValues)>> {
    let mut values = stored::values(conn, &sequences)?;
    let found = sequences.into_iter().filter_map(|s| Some((s as u64, values.remove(&s)?)));
    Ok(found.collect())
}

/// When, by whom and why values were taken out of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The sequence of the change that says so.
    pub sequence: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in the words of whoever did it.
    pub reason: Option<String>,
    /// What whoever did it is called now.
    pub actor: String,
}

/// The removals that these changes say, by sequence.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn removals(conn: &mut Conn, sequences: &BTreeSet<u64>) -> Result<BTreeMap<u64, Removal>> {
    let sequences: Vec<i64> = sequences.iter().map(|sequence| *sequence as i64).collect();
    let mut rows: Vec<(i64, i64, String)> = Vec::new();
    for chunk in sequences.chunks(500) {
        let found = change::table.filter(change::sequence.eq_any(chunk.to_vec()));
        rows.extend(
            found
                .select((change::sequence, change::at, change::actor_id))
                .load::<(i64, i64, String)>(conn)?,
        );
    }
    let values = stored::values(conn, &sequences)?;
    let names = actors::names(conn, &rows.iter().map(|(_, _, actor)| actor.clone()).collect())?;
    let told = rows.into_iter().map(|(sequence, at, actor)| {
        let reason = match values.get(&sequence).and_then(|values| values.get("$reason")) {
            Some(Salted::Kept { value, .. }) => value.as_str().map(str::to_owned),
            _ => None,
        };
        let actor = actors::name(&actor, &names).to_owned();
        Ok((sequence as u64, Removal { sequence: sequence as u64, at: moment(at)?, reason, actor }))
    });
    told.collect()
}
