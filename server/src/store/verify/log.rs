//! Every change: in order, committed to, and in the log with the hash it should have.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;
use tlog_tiles::tlog;

use super::removals::{Removals, check_gone};
use super::roles::Roles;
use super::{CHUNK, Report, each, ends, part};
use crate::error::{Error, Result};
use crate::history::change::{Actor, ChangeMeta};
use crate::history::commitment::{Salted, SaltedValues, canonical, commitments};
use crate::history::log::Edge;
use crate::model::*;
use crate::store::Conn;
use crate::store::rows::{moment, unreadable};
use crate::store::schema::{change, change_value, log_hash, register_head};

#[derive(Queryable)]
struct ChangeRow {
    sequence: i64,
    at: i64,
    transaction: String,
    action: String,
    command: String,
    entity_type: String,
    entity: String,
    partnership: Option<String>,
    owner: Option<String>,
    visibility: String,
    actor: (String, String, Option<String>),
    request: String,
    previous: Option<i64>,
    commitments: String,
    leaf_hash: Vec<u8>,
}

/// The columns of a [`ChangeRow`], in the order of its fields.
macro_rules! columns {
    () => {
        (
            change::sequence,
            change::at,
            change::transaction_id,
            change::action,
            change::command,
            change::entity_type,
            change::entity_id,
            change::partnership_id,
            change::owner_agency_id,
            change::visibility,
            (change::actor_id, change::actor_role, change::actor_agency_id),
            change::request_id,
            change::previous_sequence,
            change::commitments,
            change::leaf_hash,
        )
    };
}

/// What is known of the changes so far.
#[derive(Default)]
struct Walk {
    sequence: i64,
    at: i64,
    last_of: HashMap<String, i64>,
    /// The changes that cannot be read.
    unread: BTreeSet<i64>,
    log: Edge,
    /// The place of the next stored hash.
    next_hash: i64,
    /// How many hashes are stored; none when they cannot be read.
    hashes: Option<i64>,
    removals: Removals,
    roles: Roles,
}

/// Looks at every change and every hash of the log, in order.
pub(super) fn check(conn: &mut Conn, sizes: &BTreeSet<u64>, report: &mut Report) -> Result<()> {
    let mut walk = Walk::default();
    part(conn, "the log", report, |conn, _| {
        walk.hashes = Some(log_hash::table.count().get_result(conn)?);
        Ok(())
    })?;
    walk.root(sizes, report);
    loop {
        let sequences = sequences(conn, walk.sequence)?;
        if sequences.is_empty() {
            break;
        }
        let (mut rows, mut values) = (rows(conn, &sequences, report), values(conn, &sequences, report));
        for sequence in sequences {
            match rows.remove(&sequence) {
                Some(row) => walk.change(conn, &row, values.remove(&sequence), report)?,
                None => walk.unread(conn, sequence, report)?,
            }
            walk.root(sizes, report);
        }
    }
    walk.end(conn, report)
}

/// The numbers of the next changes.
fn sequences(conn: &mut Conn, after: i64) -> Result<Vec<i64>> {
    let next = change::table.filter(change::sequence.gt(after)).order(change::sequence).limit(CHUNK);
    Ok(next.select(change::sequence).distinct().load(conn)?)
}

/// The changes with these numbers; names those that cannot be read, or are there twice.
fn rows(conn: &mut Conn, sequences: &[i64], report: &mut Report) -> HashMap<i64, ChangeRow> {
    let load = |conn: &mut Conn, sequences: &[i64]| {
        let (from, upto) = ends(sequences);
        let within = change::sequence.between(from, upto);
        Ok(change::table.filter(within).select(columns!()).load::<ChangeRow>(conn)?)
    };
    let found = each(conn, sequences, load, |sequence, why| {
        report.add(format_args!("change {sequence}"), format_args!("it cannot be read: {why}"));
    });
    let mut rows = HashMap::new();
    for row in found {
        if let Some(other) = rows.insert(row.sequence, row) {
            report.add(format_args!("change {}", other.sequence), "it is there more than once");
        }
    }
    rows
}

/// The values after a change, and which change took the last ones away.
struct Values {
    after: String,
    erased_by: Option<i64>,
}

/// The values after the changes with these numbers, none where they cannot be read; names
/// those, and what is there twice.
fn values(conn: &mut Conn, sequences: &[i64], report: &mut Report) -> HashMap<i64, Option<Values>> {
    let mut values = HashMap::new();
    let found = each(conn, sequences, stored, |sequence, why| {
        report.add(format_args!("change {sequence}"), format_args!("its values cannot be read: {why}"));
        values.insert(*sequence, None);
    });
    for (sequence, after, erased_by) in found {
        if values.insert(sequence, Some(Values { after, erased_by })).is_some() {
            report.add(format_args!("change {sequence}"), "its values are there more than once");
        }
    }
    values
}

/// The rows of values of the changes with these numbers.
pub(super) fn stored(conn: &mut Conn, sequences: &[i64]) -> Result<Vec<(i64, String, Option<i64>)>> {
    let (from, upto) = ends(sequences);
    let within = change_value::table.filter(change_value::sequence.between(from, upto));
    Ok(within.select((change_value::sequence, change_value::after, change_value::erased_by)).load(conn)?)
}

impl Walk {
    fn change(
        &mut self,
        conn: &mut Conn,
        row: &ChangeRow,
        found: Option<Option<Values>>,
        report: &mut Report,
    ) -> Result<()> {
        let place = format!("change {}", row.sequence);
        let before = self.at;
        self.next((row.sequence, row.at), &place, report);
        self.follows(row, &place, report);
        let committed = committed(row, &place, report);
        let meta = meta(row);
        if let Some(meta) = &meta {
            self.roles.check(meta, before, report);
        }
        match found {
            None => report.add(&place, "its values are not there"),
            // That they cannot be read was said.
            Some(None) => {}
            Some(Some(found)) => self.values(conn, (row, meta.as_ref()), &found, &committed, report)?,
        }
        match meta.map(|meta| meta.leaf_hash(&committed)).transpose()? {
            Some(leaf) if leaf[..] == row.leaf_hash[..] => {}
            Some(_) => report.add(&place, "its hash is not that of what it says"),
            None => report.add(&place, "it holds a word, an id or a time that this program does not know"),
        }
        self.leaf(conn, &row.leaf_hash, &place, report)
    }

    /// Goes on past a change that cannot be read: its number, its time and its hash can be
    /// whatever its texts are, and the changes after it follow on them.
    fn unread(&mut self, conn: &mut Conn, sequence: i64, report: &mut Report) -> Result<()> {
        let place = format!("change {sequence}");
        let columns = (change::at, change::leaf_hash);
        let (at, leaf): (i64, Vec<u8>) = change::table.find(sequence).select(columns).first(conn)?;
        self.next((sequence, at), &place, report);
        self.unread.insert(sequence);
        self.leaf(conn, &leaf, &place, report)
    }

    /// Looks at the values of a change: what they are, and what is gone of them.
    fn values(
        &mut self,
        conn: &mut Conn,
        (row, meta): (&ChangeRow, Option<&ChangeMeta>),
        found: &Values,
        committed: &BTreeMap<String, String>,
        report: &mut Report,
    ) -> Result<()> {
        let place = format!("change {}", row.sequence);
        let values: SaltedValues = match serde_json::from_str(&found.after) {
            Ok(values) => values,
            Err(why) => {
                report.add(place, format_args!("its values cannot be read: {why}"));
                return Ok(());
            }
        };
        // What stands there beside is read by nobody here, and perhaps by others.
        if serde_json::to_string(&values).map_err(Error::internal)? != found.after {
            report.add(&place, "its values hold more than this program writes, or a name twice");
        }
        if let Some(meta) = meta {
            self.roles.note(meta, &values);
        }
        compare(&values, committed, &place, report);
        self.gone(conn, row.sequence as u64, (&values, found.erased_by), &place, report)?;
        check_gone(conn, row.sequence, &values, report)
    }

    /// Compares what is gone of a change with what later ones say that they removed.
    fn gone(
        &mut self,
        conn: &mut Conn,
        sequence: u64,
        (values, noted): (&SaltedValues, Option<i64>),
        place: &str,
        report: &mut Report,
    ) -> Result<()> {
        let mut last = None;
        for (field, salted) in values {
            let Salted::Erased { erased, first } = salted else { continue };
            last = last.max(Some(*erased));
            if !self.removals.is_first((*erased, field), *first, sequence) {
                let what = format_args!(
                    "{field} is gone, and the change that is said to have held the same value first does not say so"
                );
                report.add(place, what);
            }
            if !self.removals.hold(conn, *erased, field, sequence) {
                let what =
                    format_args!("{field} is gone, and change {erased} does not say that it removed it");
                report.add(place, what);
            }
        }
        if last.map(|last| last as i64) != noted {
            report.add(place, "what it notes of who took values away is not what its values say");
        }
        Ok(())
    }

    /// Notes the root when it is asked for here. Where changes are missing it is not that
    /// of so many changes.
    fn root(&self, sizes: &BTreeSet<u64>, report: &mut Report) {
        let size = self.sequence as u64;
        if size == self.log.leaves() && sizes.contains(&size) {
            report.roots.insert(size, self.log.root());
        }
    }

    fn next(&mut self, (sequence, at): (i64, i64), place: &str, report: &mut Report) {
        if sequence != self.sequence + 1 {
            let what = format_args!("the changes {} to {} are missing", self.sequence + 1, sequence - 1);
            report.add(place, what);
        }
        if at <= self.at && self.sequence > 0 {
            report.add(place, "its time is not after that of the change before it");
        }
        (self.sequence, self.at) = (sequence, at);
    }

    /// Compares what a change says of the one before it of its record.
    fn follows(&mut self, row: &ChangeRow, place: &str, report: &mut Report) {
        let previous = self.last_of.insert(row.entity.clone(), row.sequence);
        // Of which record one is that cannot be read is not known.
        if row.previous.is_some_and(|previous| self.unread.contains(&previous)) {
            return;
        }
        if row.previous != previous {
            let said =
                |sequence: Option<i64>| sequence.map_or("none".to_owned(), |sequence| sequence.to_string());
            let (found, expected) = (said(row.previous), said(previous));
            report.add(
                place,
                format_args!("it names {found} as the last change of its record, which is {expected}"),
            );
        }
        if (row.action == "CREATE") != previous.is_none() {
            report.add(
                place,
                format_args!(
                    "it says {} of a record that {}",
                    row.action,
                    match previous {
                        Some(_) => "was there before",
                        None => "was not there before",
                    }
                ),
            );
        }
    }

    /// Puts the leaf into the log made anew, and compares what is stored with it.
    fn leaf(&mut self, conn: &mut Conn, leaf: &[u8], place: &str, report: &mut Report) -> Result<()> {
        let Ok(leaf) = <[u8; 32]>::try_from(leaf) else {
            report.add(place, "its hash is not 32 bytes long");
            return Ok(());
        };
        let expected = self.log.push(leaf);
        if self.hashes.is_none() {
            return Ok(());
        }
        let found: Vec<Vec<u8>> = log_hash::table
            .filter(log_hash::idx.ge(self.next_hash))
            .filter(log_hash::idx.lt(self.next_hash + expected.len() as i64))
            .order(log_hash::idx)
            .select(log_hash::hash)
            .load(conn)?;
        if !found.iter().map(|hash| &hash[..]).eq(expected.iter().map(|hash| &hash[..])) {
            report.add(place, "the log does not hold the hashes that follow from it");
        }
        self.next_hash += expected.len() as i64;
        Ok(())
    }

    fn end(self, conn: &mut Conn, report: &mut Report) -> Result<()> {
        report.changes = self.sequence as u64;
        report.last = (self.sequence > 0).then(|| moment(self.at)).transpose()?;
        report.root = hex::encode(self.log.root());
        let heads: Vec<(i64, i64)> =
            register_head::table.select((register_head::sequence, register_head::at)).limit(2).load(conn)?;
        let place = "the head of the history";
        if heads.len() > 1 {
            report.add(place, "it is there more than once");
        }
        match heads.first().copied() {
            None => report.add(place, "it is not there"),
            Some((said, _)) if said != self.sequence => {
                report.add(place, format_args!("it says {said} changes; the last one is {}", self.sequence));
            }
            Some((_, at)) if at != self.at => report.add(place, "its time is not that of the last change"),
            Some(_) => {}
        }
        if let Some(hashes) = self.hashes.filter(|hashes| *hashes != self.next_hash) {
            report.add("the log", format_args!("it has {hashes} hashes instead of {}", self.next_hash));
        }
        Ok(())
    }
}

/// The commitments that a change carries.
fn committed(row: &ChangeRow, place: &str, report: &mut Report) -> BTreeMap<String, String> {
    let read: BTreeMap<String, String> = serde_json::from_str(&row.commitments).unwrap_or_else(|why| {
        report.add(place, format_args!("its commitments cannot be read: {why}"));
        BTreeMap::new()
    });
    if !read.is_empty() && serde_json::to_string(&read).ok().as_ref() != Some(&row.commitments) {
        report.add(place, "its commitments are not written as the register writes them");
    }
    read
}

/// Compares the values of a change with what it committed to.
fn compare(values: &SaltedValues, committed: &BTreeMap<String, String>, place: &str, report: &mut Report) {
    let Ok(made) = commitments(values) else {
        report.add(place, "its values have no canonical form");
        return;
    };
    for (field, value) in values {
        match value {
            Salted::Kept { .. } if made.get(field) != committed.get(field) => {
                report.add(place, format_args!("{field} is not what was committed to"));
            }
            Salted::Erased { .. } if !committed.contains_key(field) => {
                report.add(place, format_args!("{field} is said to be erased, and was never there"));
            }
            Salted::Kept { .. } | Salted::Erased { .. } => {}
        }
    }
    for field in committed.keys().filter(|field| !values.contains_key(*field)) {
        report.add(place, format_args!("{field} was committed to and is not there"));
    }
}

/// What the leaf of a change was made from, read back from its row.
fn meta(row: &ChangeRow) -> Option<ChangeMeta> {
    let partnership = row.partnership.as_ref().map(|id| id.parse().ok());
    let owner = row.owner.as_ref().map(|id| id.parse().ok());
    let agency = row.actor.2.as_ref().map(|id| id.parse().ok());
    let entity: AnyId = row.entity.parse().ok()?;
    (entity.entity.word() == row.entity_type).then_some(())?;
    Some(ChangeMeta {
        sequence: row.sequence as u64,
        at: moment(row.at).ok()?,
        transaction: row.transaction.clone(),
        action: ChangeAction::from_word(&row.action)?,
        command: row.command.clone().into(),
        entity,
        partnership: transposed(partnership)?,
        owner: transposed(owner)?,
        visibility: Visibility::from_word(&row.visibility)?,
        actor: Actor { id: row.actor.0.clone(), role: row.actor.1.clone(), agency: transposed(agency)? },
        request: row.request.clone(),
        previous: row.previous.map(|sequence| sequence as u64),
    })
}

/// None when there is a value that cannot be read.
fn transposed<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

/// The leaf of a change: the canonical JSON whose hash the log holds. None when there is no
/// such change.
///
/// # Errors
/// [`Error::Altered`] when its values are not what it committed to, or that is not what the
/// log holds; when the database fails
/// or holds what the program did not write.
pub fn leaf(conn: &mut Conn, sequence: u64) -> Result<Option<Vec<u8>>> {
    let rows = change::table.find(sequence as i64).select(columns!());
    let Some(row) = rows.first::<ChangeRow>(conn).optional()? else { return Ok(None) };
    let meta = meta(&row).ok_or_else(|| unreadable(format!("change {sequence}"), "a change"))?;
    let committed: BTreeMap<String, String> =
        serde_json::from_str(&row.commitments).map_err(Error::internal)?;
    // A proof of what is no longer shown would be taken for one of what is.
    let mut report = Report::default();
    let values: String = change_value::table.find(sequence as i64).select(change_value::after).first(conn)?;
    let values: SaltedValues = serde_json::from_str(&values).map_err(Error::internal)?;
    compare(&values, &committed, "", &mut report);
    let leaf = meta.leaf_hash(&committed)?;
    if !report.is_good() || leaf[..] != row.leaf_hash[..] || !holds(conn, sequence, leaf)? {
        return Err(Error::Altered(format!("Change {sequence} is not what was recorded")));
    }
    canonical(&meta.leaf(&committed)).map(Some)
}

/// Whether the log holds the hash of a change, or waits for it in a transaction that is
/// under way.
fn holds(conn: &mut Conn, sequence: u64, leaf: [u8; 32]) -> Result<bool> {
    let index = tlog::stored_hash_index(0, sequence - 1) as i64;
    let found: Option<Vec<u8>> = log_hash::table.find(index).select(log_hash::hash).first(conn).optional()?;
    match found {
        Some(found) => Ok(found[..] == leaf[..]),
        None => Ok(log_hash::table.filter(log_hash::idx.ge(index)).count().get_result::<i64>(conn)? == 0),
    }
}
