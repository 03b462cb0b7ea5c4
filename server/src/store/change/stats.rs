//! How much was changed in a time, under the viewer's scope.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::super::db::Conn;
use super::super::rows::unreadable;
use super::super::schema::change;
use super::details::{self, Veil};
use super::list::{Bounds, ChangeQuery, Driver, StoredChange, conditions, edge, sees_all_of};
use super::sequence_before;
use super::stored::select;
use super::visible::{homes, unowned};
use crate::error::{Error, Result};
use crate::model::*;

/// What was changed in one period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many changes by what they did.
    pub actions: HashMap<ChangeAction, i64>,
    /// How many different actors made them.
    pub actors: i64,
}

/// How many changes are looked at for one answer.
pub const MOST: i64 = 500_000;
/// How many changes of records that list others are looked at one by one.
const MOST_LINKING: i64 = 5_000;
/// How many of them at a time.
const CHUNK: i64 = 500;

/// What was changed in each of these periods, which follow each other: from each moment
/// up to before the next.
///
/// # Errors
/// [`Error::LimitExceeded`] when there is too much to count; when the database fails.
pub fn count(conn: &mut Conn, query: &ChangeQuery, borders: &[DateTime<Utc>]) -> Result<Vec<Counted>> {
    let mut sequences = Vec::with_capacity(borders.len());
    for border in borders {
        sequences.push(sequence_before(conn, *border)? as i64);
    }
    let drivers = drivers(query);
    let (Some(first), Some(last)) = (sequences.first(), sequences.last()) else { return Ok(Vec::new()) };
    let all = Bounds { above: *first, below: last + 1 };
    for driver in &drivers {
        if edge(conn, &driver.condition(), all, MOST, false)?.is_some() {
            let message = format!(
                "There are more than {MOST} changes in this time: ask for a shorter one, or for one partnership."
            );
            return Err(Error::limit("history", MOST as u64, message));
        }
    }
    let mut counted = Vec::with_capacity(sequences.len());
    for pair in sequences.windows(2) {
        let &[above, last] = pair else { continue };
        counted.push(period(conn, query, &drivers, Bounds { above, below: last + 1 })?);
    }
    Ok(counted)
}

/// The whole history, or that of each partnership that the viewer reads.
fn drivers(query: &ChangeQuery) -> Vec<Driver> {
    match (query.filter.partnership, homes(&query.scope)) {
        (Some(partnership), _) => vec![Driver::Partnership(partnership)],
        (None, Some(homes)) => {
            let unowned = unowned(&query.scope).into_iter().map(Driver::Type);
            homes.into_iter().map(Driver::Partnership).chain(unowned).collect()
        }
        (None, None) => vec![Driver::All],
    }
}

fn period(conn: &mut Conn, query: &ChangeQuery, drivers: &[Driver], bounds: Bounds) -> Result<Counted> {
    let mut counted = Counted::default();
    if bounds.above + 1 >= bounds.below {
        return Ok(counted);
    }
    let mut actors = HashSet::new();
    for driver in drivers {
        let mut asked = conditions(conn, query, driver);
        asked.push(driver.condition());
        if !sees_all_of(&query.scope, driver) {
            for change in unveiled_linking(conn, query, &asked, bounds)? {
                *counted.actions.entry(change.action).or_default() += 1;
                actors.insert(change.actor.id);
            }
            asked.push(format!("NOT ({})", details::linking(conn)));
        }
        let rows: Vec<(String, String, i64)> = change::table
            .filter(sql::<Bool>(&asked.join(" AND ")))
            .filter(change::sequence.gt(bounds.above))
            .filter(change::sequence.lt(bounds.below))
            .group_by((change::action, change::actor_id))
            .select((change::action, change::actor_id, count_star()))
            .load(conn)?;
        for (word, actor, count) in rows {
            let action = ChangeAction::from_word(&word).ok_or_else(|| unreadable(word, "an action"))?;
            *counted.actions.entry(action).or_default() += count;
            actors.insert(actor);
        }
    }
    counted.actors = actors.len() as i64;
    Ok(counted)
}

/// Those changes of linking records of which the viewer sees something. Each must be
/// looked at, so there are not too many of them in one answer.
fn unveiled_linking(
    conn: &mut Conn,
    query: &ChangeQuery,
    asked: &[String],
    mut bounds: Bounds,
) -> Result<Vec<StoredChange>> {
    let condition = format!("{} AND {}", asked.join(" AND "), details::linking(conn));
    let mut seen = Vec::new();
    for _ in 0..MOST_LINKING / CHUNK {
        let chunk = select(conn, &condition, bounds, CHUNK, false)?;
        let Some(last) = chunk.last().map(|change| change.sequence as i64) else { return Ok(seen) };
        let veils = details::veils(conn, &query.scope, &chunk, false)?;
        let told = chunk.into_iter().zip(veils).filter(|(_, veil)| *veil != Veil::Whole);
        seen.extend(told.map(|(change, _)| change));
        bounds.below = last;
    }
    let message = "There are too many changes of links in this time: ask for a shorter one.";
    Err(Error::limit("history", MOST_LINKING as u64, message.to_owned()))
}
