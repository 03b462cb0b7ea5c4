//! Whether the log is what was signed of it, inside the database and outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::found::each;
use super::{Conn, Found, Stored, latest, public_keys};
use crate::error::{Error, Result};
use crate::history::checkpoint::{Checkpoint, Loss, SignedCheckpoint, in_order};
use crate::history::key::PublicKey;
use crate::history::{kept, proof};
use crate::store::change;
use crate::store::schema::{log_checkpoint, log_origin};
use crate::store::tx::snapshot;

/// How many checkpoints are read at a time.
const CHUNK: u32 = 500;
/// How many problems are named of each place.
const NAMED: usize = 50;

/// Compares the log with every checkpoint in the database and in the file outside. The
/// signatures must be of `trusted` keys, or of keys that signed together with one of them;
/// without any, of keys that the database names. Gives how many agree, and what is wrong.
///
/// # Errors
/// When the database fails.
pub fn compare(conn: &mut Conn, trusted: &[PublicKey], outside: Option<&Path>) -> Result<(u64, Vec<String>)> {
    // What is kept outside was committed before: opened and measured first, it tells of no
    // change that the snapshot does not hold, though a server goes on signing.
    let outside = outside.filter(|path| path.exists()).map(|path| (path, Outside::open(path)));
    snapshot(conn, |conn| compare_in(conn, trusted, outside))
}

fn compare_in(
    conn: &mut Conn,
    trusted: &[PublicKey],
    outside: Option<(&Path, std::io::Result<Outside>)>,
) -> Result<(u64, Vec<String>)> {
    let (changes, _) = change::head(conn)?;
    let known: Vec<PublicKey> = public_keys(conn)?.into_iter().chain(trusted.iter().copied()).collect();
    let trusted_first = trusted.iter().copied().collect();
    let origin = super::origin(conn)?.map(|origin| origin.name).unwrap_or_default();
    let mut compared = Compared {
        origin,
        changes,
        losses: Vec::new(),
        lost: BTreeMap::new(),
        trusted: trusted_first,
        known,
        agree: BTreeSet::new(),
        strange: BTreeMap::new(),
        wrong: Vec::new(),
    };
    if trusted.is_empty() {
        compared.trusted = compared.known.iter().copied().collect();
    }
    compared.inside(conn)?;
    if let Some((path, file)) = outside {
        compared.outside(conn, path, file)?;
    }
    compared.name_strange();
    Ok((compared.agree.len() as u64, compared.wrong))
}

/// The file outside, as long as it was when it was opened.
struct Outside {
    file: File,
    length: u64,
}

impl Outside {
    fn open(path: &Path) -> std::io::Result<Outside> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Outside { file, length })
    }
}

/// The logs that the database names and of which nothing was signed, each in words.
///
/// # Errors
/// When the database fails.
pub fn unsigned_logs(conn: &mut Conn) -> Result<Vec<String>> {
    let signed = log_checkpoint::table.select(log_checkpoint::origin);
    let unsigned: Vec<i64> = log_origin::table
        .filter(log_origin::number.ne_all(signed))
        .order(log_origin::number)
        .select(log_origin::number)
        .load(conn)?;
    let told = |number| format!("the database names a log, number {number}, of which nothing was signed");
    Ok(unsigned.into_iter().map(told).collect())
}

/// The changes at the end that no checkpoint covers, in words, once anything was signed.
///
/// # Errors
/// When the database fails.
pub fn uncovered(conn: &mut Conn) -> Result<Option<String>> {
    let (changes, _) = change::head(conn)?;
    let covered = latest(conn)?.map(|newest| newest.signed.checkpoint.size);
    Ok(covered
        .filter(|size| *size < changes)
        .map(|size| format!("no checkpoint in the database covers the changes {} to {changes}", size + 1)))
}

/// Of one log and one size there is one history.
const TWO_HISTORIES: &str = "another history of this size was signed in the same log: somebody wrote to a copy of the \
                             database with the same key, or shows different histories to different people";

struct Compared {
    /// The name of the log, to write keys with.
    origin: String,
    changes: u64,
    /// What a signed checkpoint declares to be lost.
    losses: Vec<Loss>,
    /// The roots of those whose changes were declared to be lost, by log and size.
    lost: BTreeMap<(String, u64), [u8; 32]>,
    trusted: BTreeSet<PublicKey>,
    known: Vec<PublicKey>,
    /// Those that agree, by the number of their log and their size: most stand in both places.
    agree: BTreeSet<(usize, u64)>,
    /// Those that keys signed which nothing here vouches for, in the same way.
    strange: BTreeMap<Vec<PublicKey>, BTreeSet<(usize, u64)>>,
    wrong: Vec<String>,
}

impl Compared {
    /// From the newest to the oldest: a key is trusted that signed together with a later one.
    fn inside(&mut self, conn: &mut Conn) -> Result<()> {
        let mut before = None;
        loop {
            let found = each(conn, before, CHUNK)?;
            let Some((last, _)) = found.last() else { return Ok(()) };
            before = Some(*last);
            for (_, found) in found {
                match found {
                    Ok(Found { signed, at, .. }) => {
                        self.one(conn, &signed, "in the database")?;
                        self.dated(conn, &signed.checkpoint, at)?;
                    }
                    Err(why) => self.wrong.push(format!("in the database, {}", why.cause())),
                }
            }
        }
    }

    /// Looks whether a checkpoint is dated as the last change that it covers: what is proved
    /// is said to be so since that day.
    fn dated(&mut self, conn: &mut Conn, said: &Checkpoint, at: DateTime<Utc>) -> Result<()> {
        if self.is_lost(said) || said.size > self.changes {
            return Ok(());
        }
        let made = change::time_of(conn, said.size)?;
        if made.is_some_and(|made| made != at) {
            self.name(said, "in the database", "its time is not that of the last change that it covers");
        }
        Ok(())
    }

    fn outside(&mut self, conn: &mut Conn, path: &Path, file: std::io::Result<Outside>) -> Result<()> {
        let place = format!("in {}", path.display());
        let notes = match file.and_then(|Outside { file, length }| kept::all_of(file, length)) {
            Ok(notes) => notes,
            Err(why) => {
                self.wrong.push(format!("{}: it cannot be read: {why}", path.display()));
                return Ok(());
            }
        };
        for note in notes {
            match note {
                Ok(signed) => self.one(conn, &signed, &place)?,
                Err(why) => self.wrong.push(format!("{}, {why}", path.display())),
            }
        }
        Ok(())
    }

    fn one(&mut self, conn: &mut Conn, signed: &SignedCheckpoint, place: &str) -> Result<()> {
        let said = &signed.checkpoint;
        let why = match signed.signed_by(&self.known) {
            Ok(signers) if signers.iter().any(|key| self.trusted.contains(key)) => {
                self.trust(said, signers);
                self.differs(conn, said)?
            }
            Ok(signers) => {
                self.strange.entry(signers).or_default().insert(in_order(said));
                return Ok(());
            }
            Err(why) => Some(why.to_string()),
        };
        match why {
            None => drop(self.agree.insert(in_order(said))),
            Some(why) => self.name(said, place, &why),
        }
        Ok(())
    }

    fn trust(&mut self, said: &Checkpoint, signers: Vec<PublicKey>) {
        self.trusted.extend(signers);
        if said.losses.len() > self.losses.len() {
            self.losses.clone_from(&said.losses);
        }
    }

    /// Says of each key that nothing here vouches for what it signed, and what to do if it is
    /// one of the register's.
    fn name_strange(&mut self) {
        for (keys, signed) in std::mem::take(&mut self.strange) {
            let keys: Vec<String> = keys.iter().map(|key| key.written(&self.origin)).collect();
            let sizes = signed.iter().map(|(_, size)| size);
            let (first, last) = (sizes.clone().min().unwrap_or(&0), sizes.max().unwrap_or(&0));
            self.wrong.push(format!(
                "{} checkpoints, over {first} to {last} changes, are signed by {} only, which is not in the key file here \
                 and signed nothing together with a key that is. If it is yours, such as one that was lost, give the \
                 public halves of it and of the key that follows it, each in a file: `verify --database --key OLD --key \
                 NEW`. If it is not, somebody else signed these",
                signed.len(),
                keys.join(" and ")
            ));
        }
    }

    fn name(&mut self, Checkpoint { origin, size, .. }: &Checkpoint, place: &str, why: &str) {
        if self.wrong.len() < NAMED {
            self.wrong.push(format!("the checkpoint of {origin} over {size} changes {place}: {why}"));
        }
    }

    /// Whether what it covers was declared to be lost; a later loss counts for its log too.
    fn is_lost(&self, said: &Checkpoint) -> bool {
        let since = self.losses.iter().skip_while(|loss| loss.origin != said.origin);
        since.map(|loss| loss.kept).min().is_some_and(|kept| said.size > kept)
    }

    /// Why the log is not what it says.
    fn differs(&mut self, conn: &mut Conn, said: &Checkpoint) -> Result<Option<String>> {
        if self.is_lost(said) {
            let first = *self.lost.entry((said.origin.clone(), said.size)).or_insert(said.root);
            return Ok((first != said.root).then(|| TWO_HISTORIES.to_owned()));
        }
        if said.size > self.changes {
            return Ok(Some(format!(
                "the history has {} changes only: {} that were signed are gone",
                self.changes,
                said.size - self.changes
            )));
        }
        let root = proof::root(said.size, &Stored::of(conn)).map_err(Error::internal)?;
        Ok((root != said.root)
            .then(|| "the changes that it covers are not those that were signed".to_owned()))
    }
}
