//! What the database says of signing, against what was signed: since when each key signs, and
//! whether the checkpoints that are kept outside the database are in it too.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use diesel::dsl::{max, min};
use diesel::prelude::*;

use super::Report;
use crate::error::{Error, Result};
use crate::history::kept;
use crate::history::key::PublicKey;
use crate::store::checkpoint::{self, Found};
use crate::store::schema::{log_checkpoint, log_key, log_origin};
use crate::store::{Conn, change};

/// How many checkpoints are read at a time.
const CHUNK: u32 = 500;
/// How many checkpoints that are missing are named.
const NAMED: usize = 50;

/// Names the keys that have not signed as the database says of them. It lists them for
/// auditors, so one that was put there would be taken for the register's.
pub(super) fn keys(conn: &mut Conn, report: &mut Report) -> Result<()> {
    let Some(newest) = checkpoint::latest(conn)? else { return Ok(()) };
    let columns = (log_key::public_key, log_key::since_size, log_key::at);
    let rows: Vec<(Vec<u8>, i64, i64)> =
        log_key::table.order(log_key::since_size).select(columns).load(conn)?;
    let began = checkpoint::handovers(conn)?;
    for (bytes, since, at) in rows {
        let Some(key) = PublicKey::from_bytes(&bytes) else {
            report.add(format_args!("the key {}", hex::encode(bytes)), "it is none that could sign anything");
            continue;
        };
        let since = since as u64;
        let place = format!("the key {}", key.written(&newest.origin.name));
        // One that came after the newest checkpoint has had nothing to sign yet.
        let is_new = newest.signed.checkpoint.size <= since;
        if !is_new && !has_signed(conn, key, since, &began)? {
            let what = format_args!("nothing that is kept was signed by it from change {since} on");
            report.add(&place, what);
        }
        if newest.origin.number == 1 {
            began_then(conn, (key, since, at), &place, report)?;
        }
    }
    Ok(())
}

/// Compares when the first log is said to have begun with its first checkpoint, which began it.
/// A later one began when a loss was declared, of which nothing else knows the moment.
pub(super) fn beginning(conn: &mut Conn, report: &mut Report) -> Result<()> {
    let began: Option<(String, i64)> =
        log_origin::table.find(1).select((log_origin::name, log_origin::at)).first(conn).optional()?;
    let of_first = log_checkpoint::table.filter(log_checkpoint::origin.eq(1)).order(log_checkpoint::size);
    let first: Option<i64> = of_first.select(log_checkpoint::at).first(conn).optional()?;
    if let (Some((name, at)), Some(first)) = (began, first)
        && at != first
    {
        report.add(
            format_args!("the log {name}"),
            "it is said to have begun at another time than its first checkpoint",
        );
    }
    Ok(())
}

/// Whether a key signed a checkpoint of at least this size: mostly one of those with which
/// keys began.
fn has_signed(conn: &mut Conn, key: PublicKey, since: u64, began: &[Found]) -> Result<bool> {
    let did = |one: &Found| one.signed.checkpoint.size >= since && one.signed.signed_by(&[key]).is_ok();
    if began.iter().any(did) {
        return Ok(true);
    }
    let mut before = None;
    loop {
        let found = checkpoint::page(conn, before, CHUNK)?;
        let Some(last) = found.last() else { return Ok(false) };
        before = Some((last.origin.number, last.signed.checkpoint.size));
        if found.iter().any(did) {
            return Ok(true);
        }
    }
}

/// Compares since when a key is said to sign with the checkpoint before, and with the time of
/// the change with which it began. Where a loss was declared, neither has to agree.
fn began_then(
    conn: &mut Conn,
    (key, since, at): (PublicKey, u64, i64),
    place: &str,
    report: &mut Report,
) -> Result<()> {
    let before = checkpoint::page(conn, Some((1, since)), 1)?;
    if before.iter().any(|one| one.signed.signed_by(&[key]).is_ok()) {
        report.add(place, format_args!("it is said to sign from change {since} on, and signed before"));
    }
    match change::time_of(conn, since)? {
        Some(made) if made.timestamp_micros() == at => {}
        Some(_) => {
            report.add(place, format_args!("its time is not that of change {since}, with which it began"))
        }
        None => {
            report.add(place, format_args!("it is said to sign from change {since} on, which is not there"))
        }
    }
    Ok(())
}

/// How the database and the file outside it differ in what they hold of what was signed.
#[derive(Debug, Default)]
pub struct Apart {
    /// What only the file holds although the database holds later ones of that log: none is
    /// ever removed, so somebody took it away.
    pub taken: Vec<String>,
    /// How many only the database holds.
    pub unwritten: u64,
}

/// Compares which checkpoints are in the database, and in a file outside it.
///
/// # Errors
/// When the database fails. What is wrong with the file is said where it is compared.
pub fn apart(conn: &mut Conn, outside: &Path) -> Result<Apart> {
    let Ok(notes) = kept::all(outside) else { return Ok(Apart::default()) };
    let (keys, logs) = (checkpoint::public_keys(conn)?, stretches(conn)?);
    let of_database: Vec<(i64, i64)> =
        log_checkpoint::table.select((log_checkpoint::origin, log_checkpoint::size)).load(conn)?;
    let of_database: HashSet<(i64, i64)> = of_database.into_iter().collect();
    let (mut found, mut unwritten) = (Apart::default(), of_database.clone());
    for note in notes.filter_map(std::result::Result::ok) {
        let said = &note.checkpoint;
        let Some((number, within)) = logs.get(&said.origin) else { continue };
        let size = i64::try_from(said.size).map_err(Error::internal)?;
        unwritten.remove(&(*number, size));
        let is_there = of_database.contains(&(*number, size)) || !within.contains(&size);
        if !is_there && found.taken.len() < NAMED && note.signed_by(&keys).is_ok() {
            found.taken.push(format!(
                "the checkpoint of {} over {size} changes: it is in {} and was taken out of the database",
                said.origin,
                outside.display()
            ));
        }
    }
    found.unwritten = unwritten.len() as u64;
    Ok(found)
}

/// Each log by its name, with its number and between which sizes the database has to hold
/// what was signed of it. One that follows a declared loss may have begun in a database that
/// was put away since: a backup from before goes on with it.
fn stretches(conn: &mut Conn) -> Result<HashMap<String, (i64, Range<i64>)>> {
    let logs: Vec<(i64, String)> =
        log_origin::table.select((log_origin::number, log_origin::name)).load(conn)?;
    let mut found = HashMap::new();
    for (number, name) in logs {
        let of_it = log_checkpoint::table.filter(log_checkpoint::origin.eq(number));
        let ends = of_it.select((min(log_checkpoint::size), max(log_checkpoint::size)));
        let (first, last): (Option<i64>, Option<i64>) = ends.first(conn)?;
        let first = if number == 1 { 0 } else { first.unwrap_or_default() };
        found.insert(name, (number, first..last.unwrap_or_default()));
    }
    Ok(found)
}
