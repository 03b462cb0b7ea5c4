//! Every record against the history: the last change of a record says what it is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Map, Value};

use super::derived::Derived;
use super::{CHUNK, Report, shown};
use crate::error::Result;
use crate::history::commitment::{Salted, SaltedValues};
use crate::model::*;
use crate::store::rows::moment;
use crate::store::schema::{change, change_value};
use crate::store::{Conn, records};

/// What the history says that a record is.
struct Said {
    sequence: i64,
    at: i64,
    after: String,
}

/// Compares the records of every type with the history, a piece at a time.
pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<()> {
    let mut derived = Derived::of(conn, report)?;
    for entity in EntityType::ALL {
        // Between these two are the ids of this type and no others.
        let (mut after, end) = (format!("{}_", entity.prefix()), format!("{}_g", entity.prefix()));
        loop {
            let ids = records::ids(conn, *entity, &after, CHUNK)?;
            let is_last = (ids.len() as i64) < CHUNK;
            let upto = match ids.last() {
                Some(last) if !is_last => last.clone(),
                _ => end.clone(),
            };
            compare(conn, *entity, &ids, (&after, &upto), &mut derived, report)?;
            if is_last {
                break;
            }
            after = upto;
        }
    }
    derived.end(report);
    Ok(())
}

/// Compares the rows with these ids, and what the history says of all ids in the range.
fn compare(
    conn: &mut Conn,
    entity: EntityType,
    ids: &[String],
    range: (&str, &str),
    derived: &mut Derived,
    report: &mut Report,
) -> Result<()> {
    let mut said = said(conn, range)?;
    derived.begin(conn, range)?;
    for id in ids {
        report.records += 1;
        let Some(typed) = id.parse::<AnyId>().ok().filter(|known| known.entity == entity) else {
            report.add(id, "is not an id of its table");
            continue;
        };
        match (found(conn, typed), said.remove(id)) {
            (Err(why), _) => report.add(id, format_args!("its row cannot be read: {why}")),
            (Ok(None), _) => {}
            (Ok(Some(record)), said) => {
                match said {
                    None => report.add(id, "is in its table, and the history knows nothing of it"),
                    Some(said) => differences(&record, &said, report),
                }
                derived.check(conn, &record, report)?;
            }
        }
    }
    for (id, said) in said {
        report.add(id, format_args!("is not in its table; change {} says that it is there", said.sequence));
    }
    derived.left_over(report);
    Ok(())
}

/// A record as its table has it; the reason when it cannot be read.
fn found(conn: &mut Conn, id: AnyId) -> std::result::Result<Option<Record>, String> {
    records::find(conn, id).map_err(|error| error.cause())
}

/// The last change of each record whose id is in the range: after the first, up to the
/// second.
fn said(conn: &mut Conn, (after, upto): (&str, &str)) -> Result<BTreeMap<String, Said>> {
    let last: Vec<Option<i64>> = change::table
        .group_by(change::entity_id)
        .filter(change::entity_id.gt(after))
        .filter(change::entity_id.le(upto))
        .select(diesel::dsl::max(change::sequence))
        .load(conn)?;
    let last: Vec<i64> = last.into_iter().flatten().collect();
    let mut said = BTreeMap::new();
    for chunk in last.chunks(CHUNK as usize) {
        let rows: Vec<(i64, i64, String, String)> = change::table
            .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
            .filter(change::sequence.eq_any(chunk.to_vec()))
            .select((change::sequence, change::at, change::entity_id, change_value::after))
            .load(conn)?;
        said.extend(rows.into_iter().map(|(sequence, at, id, after)| (id, Said { sequence, at, after })));
    }
    Ok(said)
}

/// Names every field in which a record is not what the history says.
fn differences(record: &Record, said: &Said, report: &mut Report) {
    let id = record.id();
    let (Ok(at), Ok(values)) = (moment(said.at), serde_json::from_str(&said.after)) else {
        return report.add(id, format_args!("what change {} says of it cannot be read", said.sequence));
    };
    match Record::from_values(id, at, own(&values)) {
        Ok(expected) if expected == *record => {}
        Ok(expected) => name_fields(record, &expected, at, said.sequence, report),
        Err(why) => {
            report.add(id, format_args!("what change {} says of it is no record: {why}", said.sequence))
        }
    }
}

/// The values of a change that are the record's own and were not erased.
pub(super) fn own(values: &SaltedValues) -> Map<String, Value> {
    let own = values.iter().filter_map(|(field, salted)| match salted {
        Salted::Kept { value, .. } if !field.starts_with('$') => Some((field.clone(), value.clone())),
        _ => None,
    });
    own.collect()
}

fn name_fields(record: &Record, expected: &Record, at: DateTime<Utc>, sequence: i64, report: &mut Report) {
    let id = record.id();
    if record.head().updated_at != at {
        let found = record.head().updated_at;
        report.add(id, format_args!("updatedAt is {found}; change {sequence} was made at {at}"));
    }
    let (Ok(found), Ok(expected)) = (record.values(), expected.values()) else {
        return report.add(id, "its values cannot be written");
    };
    let fields: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    for field in fields {
        let (found, expected) = (found.get(field), expected.get(field));
        if found != expected {
            let (found, expected) = (said_of(found), said_of(expected));
            report.add(id, format_args!("{field} is {found}; change {sequence} says {expected}"));
        }
    }
}

fn said_of(value: Option<&Value>) -> String {
    value.map_or_else(|| "empty".to_owned(), shown)
}
