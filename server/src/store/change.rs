//! The history in SQL: appending a change, reading what records were.

pub mod actors;
pub mod compare;
pub mod count;
pub mod details;
pub mod erase;
pub mod evidence;
mod hashes;
pub mod late;
mod links;
pub mod list;
pub mod redated;
pub mod stats;
mod stored;
mod unusual;
pub mod visible;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use tlog_tiles::tlog::Hash;

pub use self::hashes::Recent;
pub(super) use self::hashes::{root, write_hashes};
pub use self::links::name_at;
use super::conn::on_itself;
use super::db::Conn;
#[cfg(feature = "postgres")]
use super::prepared::Both;
use super::prepared::Prepared;
use super::rows::{moment, unreadable};
use super::schema::{change, change_value, entity, register_head};
use super::verify;
use crate::error::{Error, Result};
use crate::history::change::{ChangeMeta, IMPORT};
use crate::history::commitment::{SaltedValues, commitments};
use crate::model::*;

#[derive(Insertable)]
#[diesel(table_name = change)]
struct ChangeRow<'a> {
    sequence: i64,
    at: i64,
    transaction_id: &'a str,
    action: &'static str,
    command: &'a str,
    entity_type: &'static str,
    entity_id: String,
    partnership_id: Option<String>,
    owner_agency_id: Option<String>,
    visibility: &'static str,
    actor_id: &'a str,
    actor_role: &'a str,
    actor_agency_id: Option<String>,
    request_id: &'a str,
    previous_sequence: Option<i64>,
    commitments: String,
    leaf_hash: Vec<u8>,
}

/// Appends a change to the history and its leaf to the log.
pub(super) fn append(
    conn: &mut Conn,
    meta: &ChangeMeta,
    values: &SaltedValues,
    recent: &mut Recent,
) -> Result<()> {
    let commitments = commitments(values)?;
    let leaf = meta.leaf_hash(&commitments)?;
    let row = ChangeRow {
        sequence: meta.sequence as i64,
        at: meta.at.timestamp_micros(),
        transaction_id: &meta.transaction,
        action: meta.action.word(),
        command: &meta.command,
        entity_type: meta.entity.entity.word(),
        entity_id: meta.entity.to_string(),
        partnership_id: meta.partnership.map(|id| id.to_string()),
        owner_agency_id: meta.owner.map(|id| id.to_string()),
        visibility: meta.visibility.word(),
        actor_id: &meta.actor.id,
        actor_role: &meta.actor.role,
        actor_agency_id: meta.actor.agency.map(|id| id.to_string()),
        request_id: &meta.request,
        previous_sequence: meta.previous.map(|s| s as i64),
        commitments: serde_json::to_string(&commitments).map_err(Error::internal)?,
        leaf_hash: leaf.to_vec(),
    };
    let after = serde_json::to_string(values).map_err(Error::internal)?;
    recent.note(meta.sequence, &after);
    insert(conn, &row, after)?;
    hashes::append_leaf(conn, meta.sequence - 1, Hash(leaf), recent)
}

fn insert(conn: &mut Conn, row: &ChangeRow<'_>, after: String) -> Result<()> {
    // They give something back: only then are they kept prepared, since what may be absent
    // varies their text.
    let change = diesel::insert_into(change::table).values(row).returning(change::sequence);
    let kept = (change_value::sequence.eq(row.sequence), change_value::after.eq(after));
    let values = diesel::insert_into(change_value::table).values(kept).returning(change_value::sequence);
    let _: i64 = match conn {
        Conn::Sqlite(conn) => {
            let _: i64 = Prepared(change).get_result(conn)?;
            Prepared(values).get_result(conn)?
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(conn) => Prepared(Both(change, values)).get_result(conn)?,
    };
    Ok(())
}

/// The sequence of the last change of the register, and its time.
///
/// # Errors
/// When the database fails.
pub fn head(conn: &mut Conn) -> Result<(u64, DateTime<Utc>)> {
    let (sequence, at): (i64, i64) =
        register_head::table.select((register_head::sequence, register_head::at)).first(conn)?;
    Ok((sequence as u64, moment(at)?))
}

/// When a change was made; none when the history does not hold it.
///
/// # Errors
/// When the database fails.
pub fn time_of(conn: &mut Conn, sequence: u64) -> Result<Option<DateTime<Utc>>> {
    let at: Option<i64> = change::table.find(sequence as i64).select(change::at).first(conn).optional()?;
    at.map(moment).transpose()
}

/// The sequence of the last change of a partnership's records; 0 when it has none.
///
/// # Errors
/// When the database fails.
pub fn last_of_partnership(conn: &mut Conn, id: PartnershipId) -> Result<u64> {
    let last: Option<i64> = change::table
        .filter(change::partnership_id.eq(id.to_string()))
        .select(diesel::dsl::max(change::sequence))
        .first(conn)?;
    Ok(last.unwrap_or(0) as u64)
}

/// The sequence and time of the last change to what the directory holds.
///
/// # Errors
/// When the database fails.
pub fn last_of_directory(conn: &mut Conn) -> Result<u64> {
    let words = [EntityType::Partnership, EntityType::Agency, EntityType::Succession].map(Words::word);
    let mut last = 0;
    for word in words {
        let of_type: Option<i64> = change::table
            .filter(change::entity_type.eq(word))
            .select(diesel::dsl::max(change::sequence))
            .first(conn)?;
        last = last.max(of_type.unwrap_or(0));
    }
    Ok(last as u64)
}

/// The last change of one record.
pub(super) fn last_of_entity(conn: &mut Conn, id: AnyId) -> Result<Option<u64>> {
    let last: Option<i64> = change::table
        .filter(change::entity_id.eq(id.to_string()))
        .select(diesel::dsl::max(change::sequence))
        .first(conn)?;
    Ok(last.map(|s| s as u64))
}

/// When the first change of a partnership was made.
///
/// # Errors
/// When the database fails.
pub fn history_begins_at(conn: &mut Conn, id: PartnershipId) -> Result<Option<DateTime<Utc>>> {
    let first: Option<i64> = change::table
        .filter(change::partnership_id.eq(id.to_string()))
        .order(change::sequence)
        .select(change::at)
        .first(conn)
        .optional()?;
    first.map(moment).transpose()
}

/// When a partnership had first been entered: the last change of the transaction that
/// made it. All of an import is one.
///
/// # Errors
/// When the database fails.
pub fn first_entered(conn: &mut Conn, id: PartnershipId) -> Result<Option<DateTime<Utc>>> {
    let id = id.to_string();
    let first: Option<String> = change::table
        .filter(change::partnership_id.eq(&id))
        .order(change::sequence)
        .select(change::transaction_id)
        .first(conn)
        .optional()?;
    let Some(transaction) = first else { return Ok(None) };
    let last: Option<i64> = change::table
        .filter(change::partnership_id.eq(&id).and(change::transaction_id.eq(transaction)))
        .select(diesel::dsl::max(change::at))
        .first(conn)?;
    last.map(moment).transpose()
}

/// Of these records, those that somebody has changed since the last import did.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn changed_since_import(conn: &mut Conn, ids: &[AnyId]) -> Result<HashSet<AnyId>> {
    let mut found = HashSet::new();
    for chunk in ids.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let last = || change::table.group_by(change::entity_id).filter(change::entity_id.eq_any(ids.clone()));
        let columns = (change::entity_id, diesel::dsl::max(change::sequence));
        let others: Vec<(String, Option<i64>)> =
            last().filter(change::actor_id.ne(IMPORT)).select(columns).load(conn)?;
        let import: HashMap<String, Option<i64>> =
            last().filter(change::actor_id.eq(IMPORT)).select(columns).load(conn)?.into_iter().collect();
        for (id, last) in others {
            if last > import.get(&id).copied().flatten() {
                found.insert(id.parse().map_err(|_| unreadable(id, "an id"))?);
            }
        }
    }
    Ok(found)
}

/// A change as others need it to follow: the record after it.
#[derive(Debug, Clone)]
pub struct Applied {
    /// Its sequence.
    pub sequence: u64,
    /// Its time.
    pub at: DateTime<Utc>,
    /// The record after it.
    pub record: Record,
    /// Whether the record was publicly visible after it; lists that cross partnerships
    /// depend on such changes.
    pub visibility: Visibility,
}

type AppliedRow = (i64, i64, String, String, String);

/// The changes after `sequence`, at most `limit`, in order.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn after(conn: &mut Conn, sequence: u64, limit: i64) -> Result<Vec<Applied>> {
    let rows: Vec<AppliedRow> = change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .filter(change::sequence.gt(sequence as i64))
        .order(change::sequence)
        .limit(limit)
        .select((change::sequence, change::at, change::entity_id, change::visibility, change_value::after))
        .load(conn)?;
    rows.into_iter().map(|row| read_applied(conn, row)).collect()
}

/// The state of a record at a moment: its last change at or before `sequence`.
fn as_of(conn: &mut Conn, id: &str, sequence: i64) -> Result<Option<Applied>> {
    let last: Option<i64> = change::table
        .filter(change::entity_id.eq(id))
        .filter(change::sequence.le(sequence))
        .select(diesel::dsl::max(change::sequence))
        .first(conn)?;
    last.map_or(Ok(None), |last| applied(conn, last))
}

fn applied(conn: &mut Conn, sequence: i64) -> Result<Option<Applied>> {
    applied_row(conn, sequence)?.map(|row| read_applied(conn, row)).transpose()
}

fn applied_row(conn: &mut Conn, sequence: i64) -> Result<Option<AppliedRow>> {
    let change = change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .filter(change::sequence.eq(sequence))
        .select((change::sequence, change::at, change::entity_id, change::visibility, change_value::after));
    Ok(on_itself!(&mut *conn, |itself| change.first(itself).optional()?))
}

/// The record that a change is of, as it was after it: once the change was proved to be
/// what was recorded.
///
/// # Errors
/// [`Error::Altered`] when it is not; when the database fails or holds what the program did
/// not write.
pub(super) fn record_after(conn: &mut Conn, sequence: u64, recent: &mut Recent) -> Result<Option<Record>> {
    let Some(row) = applied_row(conn, sequence as i64)? else { return Ok(None) };
    if !recent.has_noted(sequence, &row.4) {
        verify::leaf(conn, sequence)?;
        recent.note(sequence, &row.4);
    }
    Ok(Some(read_applied(conn, row)?.record))
}

/// The sequence of the last change at or before a moment.
///
/// # Errors
/// When the database fails.
pub fn sequence_at(conn: &mut Conn, at: DateTime<Utc>) -> Result<u64> {
    let last: Option<i64> = change::table
        .filter(change::at.le(at.timestamp_micros()))
        .order(change::at.desc())
        .select(change::sequence)
        .first(conn)
        .optional()?;
    Ok(last.unwrap_or(0) as u64)
}

/// The sequence up to which the plan of a moment goes: that of the last change of whatever
/// was written then. The changes of one command have times of their own, between which
/// nobody ever saw a plan.
///
/// # Errors
/// When the database fails.
pub fn plan_at(conn: &mut Conn, at: DateTime<Utc>) -> Result<u64> {
    let last = sequence_at(conn, at)?;
    if last == 0 {
        return Ok(0);
    }
    let from = change::table.filter(change::sequence.ge(last as i64)).order(change::sequence);
    let mut beside = 0;
    // Most moments lie behind the last change of a command, which the next change shows.
    for limit in [2, erase::BESIDE] {
        let transactions: Vec<String> = from.select(change::transaction_id).limit(limit).load(conn)?;
        beside = transactions.iter().skip(1).take_while(|other| Some(*other) == transactions.first()).count();
        if beside as i64 + 1 < limit {
            break;
        }
    }
    Ok(last + beside as u64)
}

/// The sequence of the last change before a moment.
///
/// # Errors
/// When the database fails.
pub fn sequence_before(conn: &mut Conn, moment: DateTime<Utc>) -> Result<u64> {
    match moment.checked_sub_signed(chrono::TimeDelta::microseconds(1)) {
        Some(before) => sequence_at(conn, before),
        // Before the first moment that there is.
        None => Ok(0),
    }
}

/// The records of a partnership as they were after change `sequence`: for each, its last
/// change up to then. About a seek for each record, however long the history.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn partnership_as_of(conn: &mut Conn, id: PartnershipId, sequence: u64) -> Result<Vec<Applied>> {
    let ids: Vec<String> = entity::table
        .filter(entity::partnership_id.eq(id.to_string()))
        .order(entity::id)
        .select(entity::id)
        .load(conn)?;
    let found = ids.iter().map(|id| as_of(conn, id, sequence as i64));
    found.filter_map(Result::transpose).collect()
}

/// These records as they were after change `sequence`; those that were not there yet are
/// left out.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn records_as_of(
    conn: &mut Conn,
    ids: impl IntoIterator<Item = AnyId>,
    sequence: u64,
) -> Result<Vec<Applied>> {
    let found = ids.into_iter().map(|id| as_of(conn, &id.to_string(), sequence as i64));
    found.filter_map(Result::transpose).collect()
}

/// All agencies, partnerships and successions as they were after change `sequence`: reads
/// an index entry for each of their changes up to then, and each of them once.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn directory_as_of(conn: &mut Conn, sequence: u64) -> Result<Vec<Applied>> {
    let mut last: Vec<i64> = Vec::new();
    for entity in [EntityType::Partnership, EntityType::Agency, EntityType::Succession] {
        let of_each: Vec<Option<i64>> = change::table
            .group_by(change::entity_id)
            .filter(change::entity_type.eq(entity.word()))
            .filter(change::sequence.le(sequence as i64))
            .select(diesel::dsl::max(change::sequence))
            .load(conn)?;
        last.extend(of_each.into_iter().flatten());
    }
    let mut found = Vec::with_capacity(last.len());
    for chunk in last.chunks(500) {
        let rows: Vec<AppliedRow> = change::table
            .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
            .filter(change::sequence.eq_any(chunk.to_vec()))
            .select((
                change::sequence,
                change::at,
                change::entity_id,
                change::visibility,
                change_value::after,
            ))
            .load(conn)?;
        for row in rows {
            found.push(read_applied(conn, row)?);
        }
    }
    Ok(found)
}

fn read_applied(conn: &mut Conn, (sequence, at, id, visibility, after): AppliedRow) -> Result<Applied> {
    let id: AnyId = id.parse().map_err(|_| unreadable(id, "an id"))?;
    let at = moment(at)?;
    let values: SaltedValues = serde_json::from_str(&after).map_err(Error::internal)?;
    let record = erase::record(conn, id, at, values)?;
    let visibility =
        Visibility::from_word(&visibility).ok_or_else(|| unreadable(visibility, "a visibility"))?;
    Ok(Applied { sequence: sequence as u64, at, record, visibility })
}
