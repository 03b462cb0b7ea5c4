//! Entries about a day that had long passed when they were made.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::super::db::Conn;
use super::list::{Bounds, ChangeFilter, ChangeQuery, Driver, StoredChange, conditions};
use super::sequence_at;
use super::stored::{select, values};
use crate::auth::scope::Scope;
use crate::clock::london_date;
use crate::error::{Error, Result};
use crate::history::commitment::{Salted, SaltedValues};
use crate::model::*;

/// The types of which entries speak about a day.
const DATED: [EntityType; 4] =
    [EntityType::ProgressUpdate, EntityType::MeetingOccurrence, EntityType::Action, EntityType::Strategy];
/// How many changes are read at a time, and at most.
const CHUNK: i64 = 500;
const MOST: usize = 50_000;

/// An entry that was made late.
#[derive(Debug, Clone)]
pub struct LateEntry {
    /// The change that made it.
    pub change: StoredChange,
    /// What it says of the day.
    pub kind: DatedEntry,
    /// The day it is about.
    pub about: NaiveDate,
    /// How many days later it was made.
    pub days: i64,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct LateEntries {
    /// How many entries about a day were looked at.
    pub examined: i32,
    /// Those made late, the last made first.
    pub found: Vec<LateEntry>,
}

/// Of the entries of a partnership made from one moment up to another, those about a day
/// more than so many days before; as far as the viewer may see them.
///
/// # Errors
/// [`Error::LimitExceeded`] when there are too many to look at; when the database fails or
/// holds what the program did not write.
pub fn entries(
    conn: &mut Conn,
    scope: &Scope,
    partnership: PartnershipId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    days: i64,
) -> Result<LateEntries> {
    let just_before = |at: DateTime<Utc>| at - chrono::TimeDelta::microseconds(1);
    let mut bounds = Bounds {
        above: sequence_at(conn, just_before(from))? as i64,
        below: sequence_at(conn, just_before(until))? as i64 + 1,
    };
    let filter =
        ChangeFilter { partnership: Some(partnership), types: DATED.to_vec(), ..ChangeFilter::default() };
    let query = ChangeQuery { scope: scope.clone(), filter };
    let driver = Driver::Partnership(partnership);
    let all = [vec![driver.condition()], conditions(conn, &query, &driver)].concat().join(" AND ");
    let mut late = LateEntries::default();
    let mut read = 0;
    loop {
        let changes = select(conn, &all, bounds, CHUNK, false)?;
        let Some(last) = changes.last().map(|change| change.sequence as i64) else { break };
        read += changes.len();
        if read > MOST {
            let message = format!("More than {MOST} entries were made in these days: ask for fewer days.");
            return Err(Error::limit("entries", MOST as u64, message));
        }
        bounds.below = last;
        take(conn, changes, days, &mut late)?;
    }
    Ok(late)
}

fn take(conn: &mut Conn, changes: Vec<StoredChange>, days: i64, late: &mut LateEntries) -> Result<()> {
    let before: Vec<i64> = changes.iter().filter_map(|change| change.previous).map(|n| n as i64).collect();
    let before: HashMap<i64, SaltedValues> = values(conn, &before)?;
    let nothing = SaltedValues::new();
    for change in changes {
        let previous = change.previous.and_then(|n| before.get(&(n as i64))).unwrap_or(&nothing);
        let Some((kind, about)) = dated(change.entity.entity, previous, &change.values) else { continue };
        late.examined += 1;
        let passed = (london_date(change.at) - about).num_days();
        if passed > days {
            late.found.push(LateEntry { change, kind, about, days: passed });
        }
    }
    Ok(())
}

/// The day that an entry is about, if it is one.
fn dated(entity: EntityType, before: &SaltedValues, after: &SaltedValues) -> Option<(DatedEntry, NaiveDate)> {
    let says = |fields: &[&str]| fields.iter().any(|field| value(before, field) != value(after, field));
    match entity {
        EntityType::ProgressUpdate if says(&["on", "rating", "narrative"]) => {
            Some((DatedEntry::Progress, day(value(after, "on")?)?))
        }
        EntityType::MeetingOccurrence if says(&["status", "attendance", "summary"]) => {
            let is_held = value(after, "status")?.as_str() == Some(OccurrenceStatus::Held.word());
            let on = value(after, "endsOn").or(value(after, "startsOn"))?;
            Some((DatedEntry::Sitting, day(on)?)).filter(|_| is_held)
        }
        EntityType::Action if says(&["closedOn"]) => {
            Some((DatedEntry::ActionClosed, day(value(after, "closedOn")?)?))
        }
        EntityType::Strategy if says(&["approvals"]) => {
            let known = value(before, "approvals").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let now = value(after, "approvals")?.as_array()?;
            let new = now.iter().filter(|approval| !known.contains(approval));
            Some((DatedEntry::Approval, new.filter_map(|approval| day(approval.get("on")?)).min()?))
        }
        _ => None,
    }
}

/// What a field holds; nothing, when it was erased.
fn value<'a>(values: &'a SaltedValues, field: &str) -> Option<&'a Value> {
    match values.get(field)? {
        Salted::Kept { value, .. } => Some(value),
        Salted::Erased { .. } => None,
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}
