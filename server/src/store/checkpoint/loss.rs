//! Losses that are declared: an older database takes the place of what had been signed.

use chrono::{DateTime, Utc};

use super::{Conn, Origin, begun, insert, note_keys, origin, page, readable};
use crate::error::{Error, Result};
use crate::history::checkpoint::{Checkpoint, Loss, SignedCheckpoint, in_order};
use crate::history::key::{KeyRing, PublicKey};
use crate::history::proof;
use crate::store::change;
use crate::store::tx::writing;

use super::reader::Stored;

/// A loss that was declared.
#[derive(Debug, Clone)]
pub struct Declared {
    /// What was lost.
    pub loss: Loss,
    /// The first checkpoint of the log that goes on from there.
    pub signed: SignedCheckpoint,
}

/// What a database lacks of what was signed.
#[derive(Debug, Clone)]
pub struct Lost {
    /// The last checkpoint that was signed.
    pub last: Checkpoint,
    /// How many of the changes that it covers are there.
    pub kept: u64,
    /// How many changes the database holds.
    pub changes: u64,
}

/// Whether the newest of these checkpoints goes beyond all of those.
pub fn goes_beyond(these: &[Checkpoint], those: &[Checkpoint]) -> bool {
    these.iter().map(in_order).max() > those.iter().map(in_order).max()
}

/// All that a database says was signed.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn signed_in(conn: &mut Conn) -> Result<Vec<Checkpoint>> {
    let mut all = Vec::new();
    any_signed(conn, |signed| {
        all.push(signed.checkpoint.clone());
        false
    })?;
    Ok(all)
}

/// Whether this is true of anything that a database says was signed, the newest first.
pub(super) fn any_signed(conn: &mut Conn, mut is_it: impl FnMut(&SignedCheckpoint) -> bool) -> Result<bool> {
    const CHUNK: u32 = 500;
    let mut before = None;
    loop {
        let found = page(conn, before, CHUNK)?;
        let Some(last) = found.last() else { return Ok(false) };
        before = Some((last.origin.number, last.signed.checkpoint.size));
        if found.iter().any(|found| is_it(&found.signed)) {
            return Ok(true);
        }
    }
}

/// What a database lacks of the last of these checkpoints, in whatever order they are given;
/// none when it begins with all that it covers. How much it begins with, what it says itself
/// was signed tells too: of several servers each has a file of its own, with what it signed
/// itself. Of that counts only what one of the `keys` signed, or whoever put another history in
/// place could have its changes declared kept.
///
/// # Errors
/// When the database fails.
pub fn lost(conn: &mut Conn, mut signed: Vec<Checkpoint>, keys: &[PublicKey]) -> Result<Option<Lost>> {
    // Of equals the last given is the last of all, as the file outside has them.
    signed.sort_by_key(in_order);
    let (changes, _) = change::head(conn)?;
    let begins_with = |conn: &mut Conn, checkpoint: &Checkpoint| -> Result<bool> {
        if checkpoint.size > changes {
            return Ok(false);
        }
        Ok(proof::root(checkpoint.size, &Stored::of(conn)).map_err(Error::internal)? == checkpoint.root)
    };
    let Some(last) = signed.last().cloned() else { return Ok(None) };
    if begins_with(conn, &last)? {
        return Ok(None);
    }
    let own = readable(conn)?.into_iter().filter(|signed| signed.signed_by(keys).is_ok());
    let own = own.map(|signed| signed.checkpoint);
    let mut earlier: Vec<Checkpoint> = signed.into_iter().chain(own).collect();
    earlier.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size));
    // Of what an earlier loss took, a newer backup holds more than the log that followed.
    for checkpoint in earlier.iter().filter(|earlier| earlier.size < last.size && earlier.leads_to(&last)) {
        if begins_with(conn, checkpoint)? {
            return Ok(Some(Lost { kept: checkpoint.size, last, changes }));
        }
    }
    Ok(Some(Lost { kept: 0, last, changes }))
}

/// The name of the first log of a register, which tells it from every other one.
pub fn register_of(checkpoint: &Checkpoint) -> &str {
    checkpoint.losses.first().map_or(&checkpoint.origin, |first| &first.origin)
}

/// The last of these in the order in which they were signed.
pub fn last_of(checkpoints: &[Checkpoint]) -> Option<&Checkpoint> {
    checkpoints.iter().max_by_key(|checkpoint| in_order(checkpoint))
}

/// Goes on with the log of the last checkpoint that is kept outside, in a database from
/// before the loss that it declares. Gives its name; none where the database knows it.
///
/// # Errors
/// When the database fails.
pub fn go_on(
    conn: &mut Conn,
    keys: &KeyRing,
    outside: &[Checkpoint],
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let Some(next) = last_of(outside).filter(|last| !last.losses.is_empty()).map(Origin::of) else {
        return Ok(None);
    };
    writing(conn, move |conn| {
        let (size, at) = change::head(conn)?;
        if size == 0 || origin(conn)?.is_some_and(|there| there.number >= next.number) {
            return Ok(None);
        }
        let next = begun(conn, next, now)?;
        signed_as_it_stands(conn, keys, &next, (size, at), now)?;
        Ok(Some(next.name))
    })
}

/// Signs what a database holds as the first checkpoint of a log.
fn signed_as_it_stands(
    conn: &mut Conn,
    keys: &KeyRing,
    log: &Origin,
    (size, at): (u64, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<SignedCheckpoint> {
    note_keys(conn, keys, size, now)?;
    let root = proof::root(size, &Stored::of(conn)).map_err(Error::internal)?;
    let signed = log.checkpoint(size, root).sign(keys).map_err(Error::internal)?;
    insert(conn, log.number, at, &signed)?;
    Ok(signed)
}

/// Begins a new log in a database that has lost what was signed, and signs it as it stands.
///
/// # Errors
/// When the database fails, or holds no change.
pub fn declare(
    conn: &mut Conn,
    keys: &KeyRing,
    Lost { last, kept, .. }: &Lost,
    now: DateTime<Utc>,
) -> Result<Declared> {
    let loss = Loss { origin: last.origin.clone(), size: last.size, root: last.root, kept: *kept };
    let losses = [&last.losses[..], std::slice::from_ref(&loss)].concat();
    let number = losses.len() as u64 + 1;
    let next = Origin { number, name: format!("{}/{number}", register_of(last)), losses };
    let signed = writing(conn, move |conn| {
        if origin(conn)?.is_some_and(|there| there.number >= number) {
            return Err(Error::internal("the database is of a later log than the last checkpoint"));
        }
        let (size, at) = change::head(conn)?;
        if size == 0 {
            return Err(Error::internal("the database holds no change, so there is nothing to sign"));
        }
        let next = begun(conn, next, now)?;
        signed_as_it_stands(conn, keys, &next, (size, at), now)
    })?;
    Ok(Declared { loss, signed })
}
