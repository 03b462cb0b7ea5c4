//! Whether a database is what it should be: whole in itself, its history unbroken, and its
//! tables what the history says.

mod database;
mod derived;
mod log;
mod orphans;
mod places;
mod removals;
mod roles;
mod shape;
mod signing;
mod tables;

pub use database::{PAGES, triggers};
pub use log::leaf;
pub use shape::described;
pub use signing::{Apart, apart as apart_from};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use chrono::{DateTime, Utc};

use super::Conn;
use super::checkpoint;
use super::tx::{apart, snapshot};
use crate::error::Result;
use crate::history::checkpoint::SignedCheckpoint;
use crate::history::evidence::verify::{self as evidence, Kept};
use crate::history::key::PublicKey;

/// How many problems are named; more are only counted.
const NAMED: usize = 200;
/// How many rows are read at a time.
const CHUNK: i64 = 500;

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// How many changes the history has.
    pub changes: u64,
    /// When the last one was made.
    pub last: Option<DateTime<Utc>>,
    /// The root of the log over all of them, in hexadecimal.
    pub root: String,
    /// Its roots at the sizes that were asked for, as far as it goes.
    pub roots: BTreeMap<u64, [u8; 32]>,
    /// How many records were compared with the history.
    pub records: u64,
    /// What is wrong, each with where it is; at most a few hundred.
    pub problems: Vec<String>,
    /// How many problems there are beyond those named.
    pub unnamed: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// How many problems there are.
    pub fn count(&self) -> u64 {
        self.problems.len() as u64 + self.unnamed
    }

    fn add(&mut self, place: impl Display, what: impl Display) {
        if self.problems.len() < NAMED {
            self.problems.push(format!("{place}: {what}"));
        } else {
            self.unnamed += 1;
        }
    }
}

/// Looks at everything, in one snapshot: the database's own integrity and foreign keys,
/// every change and the log, every record against the history, and what is derived.
///
/// # Errors
/// When the database does not answer at all. What it says, however wrong, is no error.
pub fn everything(conn: &mut Conn) -> Result<Report> {
    everything_with(conn, &BTreeSet::new())
}

/// As [`everything`], and notes the roots of the log at these sizes, to be compared with
/// checkpoints.
///
/// # Errors
/// As [`everything`].
pub fn everything_with(conn: &mut Conn, sizes: &BTreeSet<u64>) -> Result<Report> {
    let mut report = Report::default();
    database::unlimited(conn)?;
    snapshot(conn, |conn| {
        part(conn, "the database", &mut report, database::check)?;
        part(conn, "the history", &mut report, |conn, report| log::check(conn, sizes, report))?;
        part(conn, "the records", &mut report, tables::check)?;
        part(conn, "the order of links", &mut report, places::check)?;
        part(conn, "the keys that sign", &mut report, signing::keys)?;
        part(conn, "the beginning of the log", &mut report, signing::beginning)?;
        part(conn, "the co-signatures", &mut report, cosignatures)
    })?;
    Ok(report)
}

fn cosignatures(conn: &mut Conn, report: &mut Report) -> Result<()> {
    for (size, witness) in checkpoint::false_cosignatures(conn)? {
        let place = format!("the checkpoint of {size} changes");
        let what = "the co-signature that is kept for it is none of this witness over this checkpoint";
        report.add(place, format_args!("{}: {what}", shown(witness)));
    }
    Ok(())
}

/// Looks at a part. Where the database refuses, or holds what cannot be read, that is what
/// is wrong, and hides nothing of the other parts.
fn part(
    conn: &mut Conn,
    place: &str,
    report: &mut Report,
    look: impl FnOnce(&mut Conn, &mut Report) -> Result<()>,
) -> Result<()> {
    if let Err(why) = apart(conn, |conn| look(conn, report)) {
        report.add(place, format_args!("cannot be read to its end: {}", why.cause()));
    }
    Ok(())
}

/// Reads the rows with these keys, which are in their order and readable. Where one of the
/// rows cannot be read, it is found by halves and told of, and hides none of the others.
fn each<K: PartialEq, R>(
    conn: &mut Conn,
    keys: &[K],
    load: impl Fn(&mut Conn, &[K]) -> Result<Vec<R>>,
    mut unread: impl FnMut(&K, String),
) -> Vec<R> {
    let (mut rows, mut waiting) = (Vec::new(), vec![keys]);
    while let Some(keys) = waiting.pop() {
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else { continue };
        match apart(conn, |conn| load(conn, keys)) {
            Ok(found) => rows.extend(found),
            Err(why) if first == last => unread(first, why.cause()),
            Err(_) => {
                let (some, others) = keys.split_at(keys.len() / 2);
                waiting.extend([others, some]);
            }
        }
    }
    rows
}

/// The first and the last of some keys in their order.
fn ends<K: Clone + Default>(keys: &[K]) -> (K, K) {
    (keys.first().cloned().unwrap_or_default(), keys.last().cloned().unwrap_or_default())
}

/// Looks at everything, and compares the log with the checkpoints that the register signed
/// itself, by these keys, and with those that somebody kept.
///
/// # Errors
/// As [`everything`].
pub fn proved(
    conn: &mut Conn,
    (signed, keys): (Vec<(String, SignedCheckpoint)>, &[PublicKey]),
    kept: &Kept,
) -> Result<(Report, evidence::Report)> {
    let notes = signed.iter().chain(&kept.checkpoints).map(|(_, note)| note);
    let found = everything_with(conn, &evidence::sizes(notes))?;
    let mut report = evidence::checkpoints((signed, keys), kept, (&found.roots, found.changes));
    report.problems.extend(found.problems.iter().cloned());
    report.unnamed += found.unnamed;
    Ok((found, report))
}

/// What a database finds wrong with its own pages and indexes; on SQLite only.
///
/// # Errors
/// When what is there is no database.
pub fn pages(conn: &mut Conn) -> Result<Vec<String>> {
    database::pages(conn)
}

/// A value as it is shown: short, on one line.
fn shown(value: impl Display) -> String {
    let text = value.to_string();
    if text.chars().count() <= 80 {
        return text;
    }
    text.chars().take(77).chain("...".chars()).collect()
}
