//! Checkpoints of the log in SQL: signing where it stands, and finding what was signed.

mod compared;
mod found;
mod loss;
mod reader;
mod witnessed;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

pub use compared::{compare, uncovered, unsigned_logs};
pub use found::{Found, after, find, handovers, latest, page, public_keys, readable};
use loss::any_signed;
pub use loss::{Declared, Lost, declare, go_on, goes_beyond, last_of, lost, register_of, signed_in};
pub use reader::Stored;
pub use witnessed::{Cosigned, cosign, false_cosignatures, may_cosign};

use super::change::{self, Recent};
use super::db::Conn;
use super::operational::Operational;
use super::prepared::Prepared;
use super::rows::unreadable;
use super::schema::{log_checkpoint, log_key, log_origin};
use crate::error::{Error, Result};
use crate::history::checkpoint::{Checkpoint, Loss, SignedCheckpoint};
use crate::history::key::KeyRing;

/// The log by its name, as a row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Which one it is: 1, and one more for each loss that was declared.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// What the ones before it lost.
    pub losses: Vec<Loss>,
}

impl Origin {
    /// What a checkpoint of this log says.
    pub fn checkpoint(&self, size: u64, root: [u8; 32]) -> Checkpoint {
        Checkpoint { origin: self.name.clone(), size, root, losses: self.losses.clone() }
    }
}

impl Origin {
    /// The log that a checkpoint is of.
    fn of(checkpoint: &Checkpoint) -> Origin {
        let losses = checkpoint.losses.clone();
        Origin { number: losses.len() as u64 + 1, name: checkpoint.origin.clone(), losses }
    }
}

type OriginRow = (i64, String, String);

fn read_origin((number, name, losses): OriginRow) -> Result<Origin> {
    let losses = Loss::read_lines(&losses).ok_or_else(|| unreadable(losses, "declared losses"))?;
    Ok(Origin { number: number as u64, name, losses })
}

/// The log as it is called now; none before anything was signed.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn origin(conn: &mut Conn) -> Result<Option<Origin>> {
    let columns = (log_origin::number, log_origin::name, log_origin::losses);
    let row: Option<OriginRow> =
        log_origin::table.order(log_origin::number.desc()).select(columns).first(conn).optional()?;
    row.map(read_origin).transpose()
}

/// Begins a log.
fn begun(conn: &mut Conn, origin: Origin, at: DateTime<Utc>) -> Result<Origin> {
    let losses: String = origin.losses.iter().map(|loss| loss.line() + "\n").collect();
    diesel::insert_into(log_origin::table)
        .values((
            log_origin::number.eq(origin.number as i64),
            log_origin::name.eq(&origin.name),
            log_origin::at.eq(at.timestamp_micros()),
            log_origin::losses.eq(losses),
        ))
        .execute(conn)?;
    Ok(origin)
}

/// Signs where the log stands, each time something was written. One for each writer.
#[derive(Debug)]
pub struct Sealer {
    keys: KeyRing,
    /// What a log that has no name yet is called.
    name: String,
    /// The last checkpoint that is kept outside the database.
    outside: Option<Checkpoint>,
    /// The log, when what was signed before was found to be in it.
    origin: Option<Origin>,
    /// How far was signed last, by this sealer.
    sealed: u64,
    /// What was signed last, here or before: the log goes on from it.
    held: Option<Checkpoint>,
    /// When the log was last held against it as the database has it, and not as the writer
    /// remembers it.
    looked: DateTime<Utc>,
    /// What was signed in the transaction that is open.
    signed: Vec<SignedCheckpoint>,
    /// Why nothing may be signed.
    broken: Option<Broken>,
}

/// What was signed is not what the database holds: it went back, or was altered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing is signed any more: a checkpoint of {origin} over {size} changes was signed, and the history in the \
     database, of {changes} changes, does not begin with them. Either an older backup was put in place, or \
     somebody altered the history. `partnership-register check --deep` says more; docs/operations.md says what \
     to do"
)]
pub struct Broken {
    /// Of which log the checkpoint is.
    pub origin: String,
    /// How many changes it covers.
    pub size: u64,
    /// How many there are.
    pub changes: u64,
}

/// Says that changes are signed which were there before and not signed when they were made.
fn warn_of_unsigned(covered: u64, size: u64) {
    tracing::warn!(
        first = covered + 1,
        last = size,
        "these changes were not signed when they were made, and are now: what was written without the key at \
         hand, as some commands do. If nobody wrote so, somebody wrote past the register"
    );
}

impl Sealer {
    /// Signs with these keys, in a log that is called so if it has no name yet, and only
    /// what goes on from the last checkpoint that is kept outside.
    pub fn new(keys: KeyRing, name: String, outside: Option<Checkpoint>) -> Sealer {
        let looked = DateTime::UNIX_EPOCH;
        let (origin, held, signed, broken) = (None, None, Vec::new(), None);
        Sealer { keys, name, outside, origin, sealed: 0, held, looked, signed, broken }
    }

    /// What was signed since it was last asked, in its order: in the transaction that was
    /// just committed.
    pub(crate) fn take_signed(&mut self) -> Vec<SignedCheckpoint> {
        std::mem::take(&mut self.signed)
    }

    /// Why nothing is signed, if so.
    pub fn broken(&self) -> Option<&Broken> {
        self.broken.as_ref()
    }

    /// Signs the log as it stands, if nothing covers its end yet. Belongs at the beginning
    /// of a transaction of the gate, before changes that its end signs. Gives the checkpoint
    /// that covers it already, if one does.
    ///
    /// # Errors
    /// When the database fails.
    pub fn seal_head(&mut self, writer: &mut Operational<'_>) -> Result<Option<Checkpoint>> {
        let head = change::head(writer.0)?;
        let mut recent = Recent::default();
        // Also when there is nothing to sign: whether what was signed is there is looked at.
        let Some(origin) = (if head.0 > 0 { self.prepare(writer.0, &mut recent, head)? } else { None })
        else {
            return Ok(None);
        };
        let last = latest(writer.0)?.filter(|found| found.origin == origin);
        match last.map(|found| found.signed.checkpoint) {
            Some(last) if last.size >= head.0 => return Ok(Some(last)),
            Some(last) => warn_of_unsigned(last.size, head.0),
            None => {}
        }
        self.seal(writer.0, &mut recent, head)?;
        Ok(None)
    }

    /// Signs the log as it stands with the changes of a transaction; not when something is
    /// wrong, or [`Sealer::seal_head`] had its turn after the last of them.
    pub(super) fn seal(
        &mut self,
        conn: &mut Conn,
        recent: &mut Recent,
        (size, at): (u64, DateTime<Utc>),
    ) -> Result<()> {
        let Some(origin) = self.prepare(conn, recent, (size, at))? else { return Ok(()) };
        if self.sealed >= size || self.went_another_way(conn, recent, (size, at))? {
            return Ok(());
        }
        let said = origin.checkpoint(size, change::root(conn, size, recent)?);
        let signed = said.sign(&self.keys).map_err(Error::internal)?;
        if self.sealed == 0 {
            note_keys(conn, &self.keys, size, at)?;
        }
        insert(conn, origin.number, at, &signed)?;
        (self.sealed, self.held) = (size, Some(signed.checkpoint.clone()));
        self.signed.push(signed);
        Ok(())
    }

    /// Whether the log no longer begins with what was signed last. It is looked at before
    /// each signature: whoever rewrites the database of a running server is not to get the
    /// rest signed. Of what the writer remembers, others can alter nothing, but once a second
    /// it is the database that is asked, so that the server says what became of it.
    fn went_another_way(
        &mut self,
        conn: &mut Conn,
        recent: &mut Recent,
        (size, at): (u64, DateTime<Utc>),
    ) -> Result<bool> {
        let Some(held) = self.held.clone() else { return Ok(false) };
        let is_due = (at - self.looked).abs() >= TimeDelta::seconds(1);
        let mut root = change::root(conn, held.size, recent)?;
        if is_due && root == held.root {
            self.looked = at;
            root = change::root(conn, held.size, &mut Recent::default())?;
        }
        if root == held.root {
            return Ok(false);
        }
        self.stop(held, size);
        Ok(true)
    }

    fn stop(&mut self, before: Checkpoint, changes: u64) {
        let broken = Broken { origin: before.origin, size: before.size, changes };
        tracing::error!("{broken}");
        self.broken = Some(broken);
    }

    /// The log to sign; none when something is wrong.
    fn prepare(
        &mut self,
        conn: &mut Conn,
        recent: &mut Recent,
        (size, at): (u64, DateTime<Utc>),
    ) -> Result<Option<Origin>> {
        if self.broken.is_some() {
            return Ok(None);
        }
        if let Some(origin) = &self.origin {
            return Ok(Some(origin.clone()));
        }
        let (there, inside) = (origin(conn)?, latest(conn)?.map(|found| found.signed));
        match self.held_against(conn, recent, size, there.as_ref(), inside)? {
            Ok(newest) => self.held = newest,
            Err(contradicted) => {
                self.stop(contradicted, size);
                return Ok(None);
            }
        }
        let first = || Origin { number: 1, name: self.name.clone(), losses: Vec::new() };
        // A backup from before a loss was declared does not know that it was.
        let outside = self.outside.as_ref().map(Origin::of);
        let origin = match (there, outside) {
            (Some(there), Some(outside)) if there.number < outside.number => begun(conn, outside, at)?,
            (Some(there), _) => there,
            (None, outside) => begun(conn, outside.unwrap_or_else(first), at)?,
        };
        self.origin = Some(origin.clone());
        Ok(Some(origin))
    }

    /// Whether these keys are in the place of one that is lost together with the file outside:
    /// none of them has signed anything here. Then nothing is left that could say whether a
    /// loss was declared, and the new key signs from where the history stands, as it does in
    /// a log that lost nothing.
    fn follows_a_lost_key(&self, conn: &mut Conn) -> Result<bool> {
        if self.outside.is_some() {
            return Ok(false);
        }
        let keys = self.keys.public();
        Ok(!any_signed(conn, |signed| signed.signed_by(&keys).is_ok())?)
    }

    /// The newest checkpoint in the database, when somebody else signed it although these keys
    /// sign here and nothing outside knows it: whoever rewrites the log can sign that with a
    /// key of their own, and it would be gone on from.
    fn strange(&self, conn: &mut Conn, inside: Option<&SignedCheckpoint>) -> Result<Option<Checkpoint>> {
        let Some(inside) = inside.filter(|inside| inside.signed_by(&self.keys.public()).is_err()) else {
            return Ok(None);
        };
        let known = public_keys(conn)?;
        let sign_here = self.keys.public().iter().any(|key| known.contains(key));
        if !sign_here || self.outside.as_ref() == Some(&inside.checkpoint) {
            return Ok(None);
        }
        tracing::error!(
            size = inside.checkpoint.size,
            "the newest checkpoint in the database is signed by none of the keys in the key file, which signed here \
             before: either another server has another key, or somebody signed with one of their own"
        );
        Ok(Some(inside.checkpoint.clone()))
    }

    /// Holds what was signed against what the database holds: gives the newest that it
    /// begins with; as an error what it contradicts.
    fn held_against(
        &self,
        conn: &mut Conn,
        recent: &mut Recent,
        size: u64,
        there: Option<&Origin>,
        inside: Option<SignedCheckpoint>,
    ) -> Result<std::result::Result<Option<Checkpoint>, Checkpoint>> {
        // Whoever can write to the database can write that a loss was declared there; only
        // the key, or the file outside, says that it was.
        let vouched = |origin: &Origin| {
            let signed = inside.as_ref().filter(|inside| inside.checkpoint.origin == origin.name);
            signed.is_some_and(|signed| signed.signed_by(&self.keys.public()).is_ok())
                || self.outside.as_ref().is_some_and(|outside| outside.origin == origin.name)
        };
        let losses = there.filter(|origin| vouched(origin)).map_or(&[][..], |origin| &origin.losses);
        let declared = |before: &Checkpoint| {
            losses.iter().any(|loss| loss.origin == before.origin && loss.size >= before.size)
        };
        if let Some(there) = there {
            // A log begins together with its first checkpoint: one without any was not made here.
            let mut is_made_up = inside.is_none();
            if there.number > 1 && !vouched(there) {
                is_made_up |= !self.follows_a_lost_key(conn)?;
            }
            if is_made_up {
                return Ok(Err(there.checkpoint(size, [0; 32])));
            }
        }
        if let Some(strange) = self.strange(conn, inside.as_ref())? {
            return Ok(Err(strange));
        }
        let inside = inside.as_ref().map(|inside| &inside.checkpoint);
        let mut newest: Option<&Checkpoint> = None;
        for before in inside.into_iter().chain(&self.outside).filter(|before| !declared(before)) {
            if before.size > size || change::root(conn, before.size, recent)? != before.root {
                return Ok(Err(before.clone()));
            }
            newest = newest.filter(|newest| newest.size >= before.size).or(Some(before));
        }
        Ok(Ok(newest.cloned()))
    }
}

fn insert(conn: &mut Conn, origin: u64, at: DateTime<Utc>, signed: &SignedCheckpoint) -> Result<()> {
    let row = (
        log_checkpoint::origin.eq(origin as i64),
        log_checkpoint::size.eq(signed.checkpoint.size as i64),
        log_checkpoint::at.eq(at.timestamp_micros()),
        log_checkpoint::root.eq(signed.checkpoint.root.to_vec()),
        log_checkpoint::signatures.eq(signed.signature_lines()),
    );
    Prepared(diesel::insert_into(log_checkpoint::table).values(row)).execute(conn)?;
    Ok(())
}

/// Remembers the public keys that sign from here on. A key that is put into the key file and
/// taken out again before anything is written has signed nothing, and is not remembered.
fn note_keys(conn: &mut Conn, keys: &KeyRing, size: u64, at: DateTime<Utc>) -> Result<()> {
    for key in keys.public() {
        let known: i64 =
            log_key::table.filter(log_key::public_key.eq(key.bytes().to_vec())).count().get_result(conn)?;
        if known == 0 {
            let row = (
                log_key::public_key.eq(key.bytes().to_vec()),
                log_key::since_size.eq(size as i64),
                log_key::at.eq(at.timestamp_micros()),
            );
            diesel::insert_into(log_key::table).values(row).execute(conn)?;
        }
    }
    Ok(())
}
