//! A partnership at two moments of its history: what differs between them.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable};

use super::super::db::Conn;
use super::super::schema::entity;
use super::super::scope::condition;
use super::details;
use super::stored::{self, StoredChange};
use super::visible;
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::history::diff::{self, InWords};
use crate::model::*;

/// A record that differs between two moments.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The change after which it was as at the later moment.
    pub last: StoredChange,
    /// How it differs.
    pub kind: Kind,
    /// The values that differ.
    pub fields: Vec<InWords>,
}

/// How a record differs between two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It was not there, or was put away, or could not be seen.
    Added,
    /// It was there at both and says something else.
    Changed,
    /// It was put away.
    Dropped,
}

/// The records of a partnership that differ between the changes `from` and `to`, by type
/// and name. Costs about two seeks for each record, however long the history, and holds
/// all that differs, so no more than `most` records may.
///
/// # Errors
/// [`Error::LimitExceeded`] when more differ; when the database fails or holds what the
/// program did not write.
pub fn compare(
    conn: &mut Conn,
    scope: &Scope,
    partnership: PartnershipId,
    (from, to): (u64, u64),
    most: usize,
) -> Result<Vec<Compared>> {
    let moved = moved(conn, scope, partnership, (from, to))?;
    if moved.len() > most {
        let message = format!(
            "More than {most} records were written between from and to: compare moments that lie nearer together."
        );
        return Err(Error::limit("compared", most as u64, message));
    }
    let sequences: Vec<i64> =
        moved.iter().flat_map(|(before, after)| before.iter().chain([after])).copied().collect();
    let seen = visible::seen_then(conn, scope, &sequences)?;
    let mut found = stored::stored_at(conn, &seen)?;
    let mut pairs = Vec::new();
    for (before, after) in moved {
        let before = before.and_then(|sequence| found.get(&sequence).cloned());
        let Some(after) = found.remove(&after) else { continue };
        if let Some(kind) = kind(before.as_ref(), &after) {
            pairs.push((before, after, kind));
        }
    }
    let raw = pairs.iter().map(|(before, after, _)| {
        let mut raw = diff::differences(before.as_ref().map(|b| &b.values), &after.values);
        raw.retain(|difference| difference.field != "archived");
        raw
    });
    let raw: Vec<_> = raw.collect();
    let at: Vec<u64> = pairs.iter().map(|(_, after, _)| after.sequence).collect();
    let fields = details::in_words(conn, scope, raw, &at)?;
    let mut compared: Vec<Compared> = pairs
        .into_iter()
        .zip(fields)
        .map(|((_, last, kind), fields)| Compared { last, kind, fields })
        .filter(|compared| compared.kind != Kind::Changed || !compared.fields.is_empty())
        .collect();
    compared.sort_by_cached_key(|c| (c.last.entity.entity, text::sort_name(&c.last.label()), c.last.entity));
    Ok(compared)
}

/// The last changes of each record up to `from` and up to `to`, where they differ.
fn moved(
    conn: &mut Conn,
    scope: &Scope,
    partnership: PartnershipId,
    (from, to): (u64, u64),
) -> Result<Vec<(Option<i64>, i64)>> {
    let last = |sequence: u64| {
        sql::<Nullable<BigInt>>(&format!(
            "(SELECT max(c.sequence) FROM change c WHERE c.entity_id = entity.id AND c.sequence <= {sequence})"
        ))
    };
    let rows: Vec<(Option<i64>, Option<i64>)> = entity::table
        .filter(entity::partnership_id.eq(partnership.to_string()))
        .filter(sql::<Bool>(&condition(scope, "entity")))
        .order(entity::id)
        .select((last(from), last(to)))
        .load(conn)?;
    let moved = rows.into_iter().filter_map(|(before, after)| Some((before, after?)));
    Ok(moved.filter(|(before, after)| *before != Some(*after)).collect())
}

fn kind(before: Option<&StoredChange>, after: &StoredChange) -> Option<Kind> {
    let was_there = before.is_some_and(|change| !change.is_archived());
    match (was_there, !after.is_archived()) {
        (false, true) => Some(Kind::Added),
        (true, false) => Some(Kind::Dropped),
        (true, true) => Some(Kind::Changed),
        (false, false) => None,
    }
}
