//! Every record against the history: the last change of a record says what it is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Map, Value};

use super::derived::Derived;
use super::{CHUNK, Report, each, part, shown};
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

/// Compares the records of every type with the history, a piece at a time. What cannot be
/// read of one type hides nothing of the others.
pub(super) fn check(conn: &mut Conn, report: &mut Report) -> Result<()> {
    let mut derived = Derived::of(conn, report)?;
    for entity in EntityType::ALL {
        let place = format!("the records of the type {}", entity.word());
        part(conn, &place, report, |conn, report| of_type(conn, *entity, &mut derived, report))?;
    }
    part(conn, "what is derived from the records", report, |conn, report| derived.end(conn, report))
}

/// Between these two are the ids of a type and no others: after the first, up to the second.
pub(super) fn range(entity: EntityType) -> (String, String) {
    (format!("{}_", entity.prefix()), format!("{}_g", entity.prefix()))
}

/// Walks all the ids that a table has, whatever they are: one that is none of its type finds
/// nobody who asks by id, and breaks whoever reads the table.
fn of_type(conn: &mut Conn, entity: EntityType, derived: &mut Derived, report: &mut Report) -> Result<()> {
    let (first, end) = range(entity);
    let (mut after, mut walked) = (String::new(), 0);
    loop {
        let ids = records::ids(conn, entity, &after, CHUNK)?;
        walked += ids.len() as i64;
        let last = ids.last().filter(|_| ids.len() as i64 == CHUNK).cloned();
        let upto = last.clone().unwrap_or_else(|| end.clone()).min(end.clone());
        compare(conn, entity, ids, (&after.max(first.clone()), &upto), derived, report)?;
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    let count = records::count(conn, entity)?;
    if count != walked {
        let place = format!("the table of {}", entity.word());
        report.add(
            place,
            format_args!("of its {count} rows, {} have no id or that of another", count - walked),
        );
    }
    Ok(())
}

/// Compares the rows with these ids, and what the history says of all ids in the range.
fn compare(
    conn: &mut Conn,
    entity: EntityType,
    mut ids: Vec<String>,
    range: (&str, &str),
    derived: &mut Derived,
    report: &mut Report,
) -> Result<()> {
    let mut said = said(conn, range, report)?;
    derived.begin(conn, range, report)?;
    for twice in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
        report.add(&twice[0], "is in its table more than once");
    }
    ids.dedup();
    for id in &ids {
        report.records += 1;
        let Some(typed) = id.parse::<AnyId>().ok().filter(|known| known.entity == entity) else {
            report.add(
                shown(id),
                format_args!("is not an id of its table, which is that of {}", entity.word()),
            );
            continue;
        };
        match (found(conn, typed), said.remove(id)) {
            (Err(why), _) => report.add(id, format_args!("its row cannot be read: {why}")),
            (Ok(None), _) => {}
            (Ok(Some(record)), said) => {
                match said {
                    None => report.add(id, "is in its table, and the history knows nothing of it"),
                    // That it cannot be read was said.
                    Some(None) => {}
                    Some(Some(said)) => differences(&record, &said, report),
                }
                derived.check(conn, &record, report)?;
            }
        }
    }
    for (id, said) in said.into_iter().filter_map(|(id, said)| Some((id, said?))) {
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
/// second. None for one that cannot be read.
fn said(
    conn: &mut Conn,
    (after, upto): (&str, &str),
    report: &mut Report,
) -> Result<BTreeMap<String, Option<Said>>> {
    let last: Vec<(String, Option<i64>)> = change::table
        .group_by(change::entity_id)
        .filter(change::entity_id.gt(after))
        .filter(change::entity_id.le(upto))
        .order(change::entity_id)
        .select((change::entity_id, diesel::dsl::max(change::sequence)))
        .load(conn)?;
    let last: Vec<(String, i64)> = last.into_iter().filter_map(|(id, last)| Some((id, last?))).collect();
    let mut said = BTreeMap::new();
    for chunk in last.chunks(CHUNK as usize) {
        let rows = each(conn, chunk, said_by, |(id, sequence), why| {
            report.add(id, format_args!("what change {sequence} says of it cannot be read: {why}"));
            said.insert(id.clone(), None);
        });
        said.extend(rows.into_iter().map(|(id, row)| (id, Some(row))));
    }
    Ok(said)
}

/// What these changes say, each given with the id of its record.
fn said_by(conn: &mut Conn, changes: &[(String, i64)]) -> Result<Vec<(String, Said)>> {
    let sequences: Vec<i64> = changes.iter().map(|(_, sequence)| *sequence).collect();
    let rows: Vec<(i64, i64, String, String)> = change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .filter(change::sequence.eq_any(sequences))
        .select((change::sequence, change::at, change::entity_id, change_value::after))
        .load(conn)?;
    Ok(rows.into_iter().map(|(sequence, at, id, after)| (id, Said { sequence, at, after })).collect())
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
