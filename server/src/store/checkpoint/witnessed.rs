//! Co-signatures that witnesses sent.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use signed_note::Signature;

use super::{Conn, Found, found};
use crate::error::{Error, Result};
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::cosignature::{Cosignature, Witness};
use crate::store::operational::Operational;
use crate::store::schema::log_cosignature;

/// By how much a witness's clock may differ from ours, in minutes. A signature that is dated
/// wrongly would stand in the way of the right one: the first of a witness stays.
const APART: TimeDelta = TimeDelta::minutes(10);

/// A co-signature as the table holds it.
#[derive(Queryable)]
pub(super) struct Row {
    witness: String,
    at: i64,
    signature: String,
}

impl Row {
    /// The co-signature, if it is one of that witness, at that time, over a text.
    pub(super) fn holds(&self, text: &str) -> Option<Cosignature> {
        let witness = Witness::read(&self.witness).ok()?;
        let signature = Signature::from_bytes(self.signature.trim_end_matches('\n').as_bytes()).ok()?;
        witness.verify(text, &signature).filter(|found| found.at.timestamp_micros() == self.at)
    }
}

/// The co-signatures that the table holds for a checkpoint, in the order in which they came.
pub(super) fn rows(conn: &mut Conn, origin: u64, size: i64) -> Result<Vec<Row>> {
    Ok(log_cosignature::table
        .filter(log_cosignature::origin.eq(origin as i64))
        .filter(log_cosignature::size.eq(size))
        .order((log_cosignature::at, log_cosignature::witness))
        .select((log_cosignature::witness, log_cosignature::at, log_cosignature::signature))
        .load(conn)?)
}

/// The co-signatures that are none of the witness that they name: how many changes the
/// checkpoint covers under which each stands, and the witness.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn false_cosignatures(conn: &mut Conn) -> Result<Vec<(u64, String)>> {
    let places: Vec<(i64, i64)> = log_cosignature::table
        .select((log_cosignature::origin, log_cosignature::size))
        .distinct()
        .order((log_cosignature::origin, log_cosignature::size))
        .load(conn)?;
    let mut found = Vec::new();
    for (origin, size) in places {
        let text = found::text(conn, origin, size)?;
        for row in rows(conn, origin as u64, size)? {
            if text.as_ref().is_none_or(|text| row.holds(text).is_none()) {
                found.push((size as u64, row.witness.split('+').next().unwrap_or_default().to_owned()));
            }
        }
    }
    Ok(found)
}

/// What became of co-signatures that were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosigned {
    /// How many are new.
    pub new: usize,
    /// How many were there already.
    pub known: usize,
}

/// Takes the co-signatures of known witnesses from a checkpoint that was sent back.
///
/// # Errors
/// [`Error::NotFound`] when the register never signed that checkpoint;
/// [`Error::Forbidden`] when no known witness has signed it; [`Error::BadRequest`] when a
/// signature that names a known witness is not of it, or is of a time to come or from before
/// the checkpoint.
pub fn cosign(
    writer: &mut Operational<'_>,
    sent: &SignedCheckpoint,
    witnesses: &[Witness],
    now: DateTime<Utc>,
) -> Result<Cosigned> {
    let said = &sent.checkpoint;
    let (ours, cosignatures) = judged(writer.0, sent, witnesses)?;
    let mut done = Cosigned { new: 0, known: 0 };
    for cosignature in cosignatures {
        may_be_dated(&cosignature, ours.at, now)?;
        let witness = cosignature.witness.written();
        let there: i64 = log_cosignature::table
            .filter(log_cosignature::origin.eq(ours.origin.number as i64))
            .filter(log_cosignature::size.eq(said.size as i64))
            .filter(log_cosignature::witness.eq(&witness))
            .count()
            .get_result(writer.0)?;
        if there > 0 {
            done.known += 1;
            continue;
        }
        let row = (
            log_cosignature::origin.eq(ours.origin.number as i64),
            log_cosignature::size.eq(said.size as i64),
            log_cosignature::witness.eq(witness),
            log_cosignature::at.eq(cosignature.at.timestamp_micros()),
            log_cosignature::signature
                .eq(String::from_utf8_lossy(&cosignature.signature.to_bytes()).into_owned()),
        );
        diesel::insert_into(log_cosignature::table).values(row).execute(writer.0)?;
        done.new += 1;
    }
    Ok(done)
}

/// Refuses what is dated at a time at which nobody can have signed it.
fn may_be_dated(cosignature: &Cosignature, made: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    let wrong = match cosignature.at {
        at if at > now + APART => "which is to come".to_owned(),
        // A clock that ran fast dates a checkpoint ahead of all others: it was made by now.
        at if at < made.min(now) - APART => format!("and the checkpoint was made later, at {made}"),
        _ => return Ok(()),
    };
    let (name, at) = (&cosignature.witness.name, cosignature.at);
    Err(Error::BadRequest(
        format!("The signature of {name} is dated {at}, {wrong}: look at its clock.").into(),
    ))
}

/// Whether a checkpoint that was sent back is worth a place among the writers: anybody may
/// send one.
///
/// # Errors
/// Those of [`cosign`].
pub fn may_cosign(conn: &mut Conn, sent: &SignedCheckpoint, witnesses: &[Witness]) -> Result<()> {
    judged(conn, sent, witnesses).map(drop)
}

fn judged(
    conn: &mut Conn,
    sent: &SignedCheckpoint,
    witnesses: &[Witness],
) -> Result<(Found, Vec<Cosignature>)> {
    let found = found::find(conn, sent.checkpoint.size, false)?;
    let ours = found.filter(|found| found.signed.text() == sent.text()).ok_or(Error::NotFound(
        "This register has not signed that checkpoint: its origin, size and root must be those of one of ours."
            .into(),
    ))?;
    Ok((ours, verified(sent, witnesses)?))
}

fn verified(sent: &SignedCheckpoint, witnesses: &[Witness]) -> Result<Vec<Cosignature>> {
    let mut found = Vec::new();
    for signature in sent.signatures() {
        let Some(witness) = witnesses.iter().find(|witness| witness.claims(signature)) else { continue };
        let cosignature = witness.verify(sent.text(), signature).ok_or_else(|| {
            Error::BadRequest(
                format!("The signature of {} is not over this checkpoint.", witness.name).into(),
            )
        })?;
        found.push(cosignature);
    }
    match found.is_empty() {
        true => Err(Error::Forbidden(
            "None of the signatures is of a witness that this register knows: whoever runs it names the keys of \
             its witnesses in proof.witnesses_file."
                .into(),
        )),
        false => Ok(found),
    }
}
