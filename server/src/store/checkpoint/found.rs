//! What was signed, as it is found again.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{Conn, Origin, OriginRow, read_origin, witnessed};
use crate::error::{Error, Result};
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::key::PublicKey;
use crate::store::rows::{moment, unreadable};
use crate::store::schema::{log_checkpoint, log_key, log_origin};

/// A checkpoint with all its signatures.
#[derive(Debug, Clone)]
pub struct Found {
    /// The log that it is of.
    pub origin: Origin,
    /// When the last change that it covers was made.
    pub at: DateTime<Utc>,
    /// What was signed, co-signatures included.
    pub signed: SignedCheckpoint,
    /// Who co-signed, and when by their clock, in the order in which they came.
    pub witnesses: Vec<(String, DateTime<Utc>)>,
}

type Row = (i64, i64, Vec<u8>, String, OriginRow);

macro_rules! rows {
    () => {
        log_checkpoint::table
            .inner_join(log_origin::table.on(log_origin::number.eq(log_checkpoint::origin)))
            .select((
                log_checkpoint::size,
                log_checkpoint::at,
                log_checkpoint::root,
                log_checkpoint::signatures,
                (log_origin::number, log_origin::name, log_origin::losses),
            ))
    };
}

/// The checkpoint that goes furthest in the log as it is called now.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn latest(conn: &mut Conn) -> Result<Option<Found>> {
    let row: Option<Row> =
        rows!().order((log_checkpoint::origin.desc(), log_checkpoint::size.desc())).first(conn).optional()?;
    row.map(|row| read(conn, row)).transpose()
}

/// The checkpoint of the log as it is called now that covers just so many changes; with
/// `at_least`, the first that covers as many.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn find(conn: &mut Conn, size: u64, at_least: bool) -> Result<Option<Found>> {
    let Some(origin) = super::origin(conn)? else { return Ok(None) };
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let row = first(conn, origin.number as i64, size)?;
    row.filter(|row| at_least || row.0 == size).map(|row| read(conn, row)).transpose()
}

/// The checkpoints with which each key began to sign, in each of the logs.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn handovers(conn: &mut Conn) -> Result<Vec<Found>> {
    let since: Vec<i64> = log_key::table.select(log_key::since_size).load(conn)?;
    let logs: Vec<i64> = log_origin::table.select(log_origin::number).load(conn)?;
    let mut found = Vec::new();
    for log in logs {
        // A new key signed the one of this size, or signs from the next one on.
        for size in since.iter().flat_map(|size| [*size, size.saturating_add(1)]) {
            found.extend(first(conn, log, size)?.map(|row| read(conn, row)).transpose()?);
        }
    }
    Ok(found)
}

/// The first checkpoint of a log that covers as many changes.
fn first(conn: &mut Conn, log: i64, size: i64) -> Result<Option<Row>> {
    Ok(rows!()
        .filter(log_checkpoint::origin.eq(log))
        .filter(log_checkpoint::size.ge(size))
        .order(log_checkpoint::size)
        .first(conn)
        .optional()?)
}

/// The checkpoints before a place, the newest first: of which log and which size is that
/// place; none for the newest of all.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn page(conn: &mut Conn, before: Option<(u64, u64)>, count: u32) -> Result<Vec<Found>> {
    each(conn, before, count)?.into_iter().map(|(_, found)| found).collect()
}

/// A checkpoint by its place, or why it cannot be read.
pub(super) type Each = ((u64, u64), Result<Found>);

/// As [`page`], each by itself: one that cannot be read hides none of the others.
pub(super) fn each(conn: &mut Conn, before: Option<(u64, u64)>, count: u32) -> Result<Vec<Each>> {
    let (number, size) = before.map_or((i64::MAX, i64::MAX), |(number, size)| (number as i64, size as i64));
    let rows: Vec<Row> = rows!()
        .filter(
            log_checkpoint::origin
                .lt(number)
                .or(log_checkpoint::origin.eq(number).and(log_checkpoint::size.lt(size))),
        )
        .order((log_checkpoint::origin.desc(), log_checkpoint::size.desc()))
        .limit(count.into())
        .load(conn)?;
    let place = |row: &Row| (row.4.0 as u64, row.0 as u64);
    Ok(rows.into_iter().map(|row| (place(&row), read(conn, row))).collect())
}

/// All that can be read: what `verify` goes by when one cannot.
///
/// # Errors
/// When the database fails.
pub fn readable(conn: &mut Conn) -> Result<Vec<SignedCheckpoint>> {
    const CHUNK: u32 = 500;
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let found = each(conn, before, CHUNK)?;
        let Some((last, _)) = found.last() else { return Ok(all) };
        before = Some(*last);
        all.extend(found.into_iter().filter_map(|(_, found)| Some(found.ok()?.signed)));
    }
}

/// The checkpoints after a place, the oldest first: of which log and which size is that place;
/// none for the oldest of all.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn after(conn: &mut Conn, place: Option<(u64, u64)>, count: u32) -> Result<Vec<Found>> {
    let (number, size) = place.map_or((0, 0), |(number, size)| (number as i64, size as i64));
    let rows: Vec<Row> = rows!()
        .filter(
            log_checkpoint::origin
                .gt(number)
                .or(log_checkpoint::origin.eq(number).and(log_checkpoint::size.gt(size))),
        )
        .order((log_checkpoint::origin, log_checkpoint::size))
        .limit(count.into())
        .load(conn)?;
    rows.into_iter().map(|row| read(conn, row)).collect()
}

/// The public keys that have signed, the oldest first. What the database says of them
/// proves nothing: whoever checks keeps the keys they trust.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn public_keys(conn: &mut Conn) -> Result<Vec<PublicKey>> {
    let rows: Vec<Vec<u8>> =
        log_key::table.order((log_key::since_size, log_key::at)).select(log_key::public_key).load(conn)?;
    let key = |bytes: &Vec<u8>| PublicKey::from_bytes(bytes);
    rows.iter()
        .map(|bytes| key(bytes).ok_or_else(|| unreadable(hex::encode(bytes), "a public key")))
        .collect()
}

/// What was signed of a log at a size.
pub(super) fn text(conn: &mut Conn, origin: i64, size: i64) -> Result<Option<String>> {
    let row: Option<Row> = rows!()
        .filter(log_checkpoint::origin.eq(origin).and(log_checkpoint::size.eq(size)))
        .first(conn)
        .optional()?;
    Ok(row.map(|row| read(conn, row)).transpose()?.map(|found| found.signed.text().to_owned()))
}

fn read(conn: &mut Conn, (size, at, root, signatures, origin): Row) -> Result<Found> {
    let origin = read_origin(origin)?;
    let root = root.try_into().map_err(|root| unreadable(hex::encode(root), "a root"))?;
    let said = origin.checkpoint(size as u64, root);
    let named =
        |why| Error::internal(format!("the checkpoint of {} over {size} changes: {why}", said.origin));
    let mut signed = SignedCheckpoint::of(&said, &signatures).map_err(named)?;
    let mut witnesses = Vec::new();
    for row in witnessed::rows(conn, origin.number, size)? {
        // What is none is named by `verify`, and shown to nobody as one.
        let Some(cosignature) = row.holds(signed.text()) else { continue };
        witnesses.push((cosignature.witness.name, cosignature.at));
        signed.add(cosignature.signature);
    }
    Ok(Found { at: moment(at)?, signed, witnesses, origin })
}
