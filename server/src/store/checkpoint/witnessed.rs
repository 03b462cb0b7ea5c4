//! Co-signatures that witnesses sent.

use diesel::prelude::*;

use super::found;
use crate::error::{Error, Result};
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::cosignature::{Cosignature, Witness};
use crate::store::operational::Operational;
use crate::store::schema::log_cosignature;

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
/// signature that names a known witness is not of it.
pub fn cosign(
    writer: &mut Operational<'_>,
    sent: &SignedCheckpoint,
    witnesses: &[Witness],
) -> Result<Cosigned> {
    let said = &sent.checkpoint;
    let found = found::find(writer.0, said.size, false)?;
    let ours = found.filter(|found| found.signed.text() == sent.text()).ok_or(Error::NotFound(
        "This register has not signed that checkpoint: its origin, size and root must be those of one of ours."
            .into(),
    ))?;
    let cosignatures = verified(sent, witnesses)?;
    let mut done = Cosigned { new: 0, known: 0 };
    for cosignature in cosignatures {
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
