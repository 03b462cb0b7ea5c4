//! Values that are gone, against the changes that say that they removed them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::log::stored;
use super::{CHUNK, Report, each};
use crate::error::Result;
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::removed::Removed;
use crate::model::{ChangeAction, Words};
use crate::store::Conn;
use crate::store::schema::{change, change_value};
use crate::store::tx::apart;

/// What changes say that they removed, as far as it was looked up.
#[derive(Default)]
pub(super) struct Removals {
    said: HashMap<u64, Option<Removed>>,
    /// The changes that were the first with a value, of those from which one took it.
    first: HashSet<(u64, String, u64)>,
}

impl Removals {
    /// Whether a later change says that it removed this value of this change. One that
    /// cannot be read says nothing.
    pub(super) fn hold(&mut self, conn: &mut Conn, by: u64, field: &str, sequence: u64) -> bool {
        if by <= sequence {
            return false;
        }
        let said = match self.said.get(&by) {
            Some(said) => said,
            None => {
                let said = apart(conn, |conn| said(conn, by)).unwrap_or_default();
                self.said.entry(by).or_insert(said)
            }
        };
        said.as_ref().is_some_and(|removed| removed.holds(field, sequence))
    }

    /// Whether the change that is said to have held a value first can be that: it is this
    /// one, or one that says so of itself. Records of older versions say nothing.
    pub(super) fn is_first(&mut self, (by, field): (u64, &str), first: Option<u64>, sequence: u64) -> bool {
        let Some(first) = first else { return true };
        let of = (by, field.to_owned(), first);
        first == sequence && self.first.insert(of.clone()) || self.first.contains(&of)
    }
}

/// What a change says that it removed. That it committed to this is found out where it is
/// looked at itself.
fn said(conn: &mut Conn, by: u64) -> Result<Option<Removed>> {
    let row: Option<(String, String)> = change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .filter(change::sequence.eq(by as i64))
        .select((change::action, change_value::after))
        .first(conn)
        .optional()?;
    Ok(row.and_then(|(action, after)| {
        let values: SaltedValues = serde_json::from_str(&after).ok()?;
        Removed::said(&values).filter(|_| removes(&action))
    }))
}

fn removes(action: &str) -> bool {
    matches!(ChangeAction::from_word(action), Some(ChangeAction::Erase | ChangeAction::Redact))
}

/// Names what a change says that it removed and that is there again.
pub(super) fn check_gone(conn: &mut Conn, by: i64, values: &SaltedValues, report: &mut Report) -> Result<()> {
    let Some(removed) = Removed::said(values) else { return Ok(()) };
    for (field, from, to) in removed.stretches() {
        let to = i64::try_from(to).unwrap_or(i64::MAX).min(by - 1);
        let mut after = i64::try_from(from).unwrap_or(i64::MAX) - 1;
        loop {
            let sequences: Vec<i64> = change_value::table
                .filter(change_value::sequence.gt(after))
                .filter(change_value::sequence.le(to))
                .order(change_value::sequence)
                .limit(CHUNK)
                .select(change_value::sequence)
                .load(conn)?;
            let Some(last) = sequences.last() else { break };
            after = *last;
            // Which of them cannot be read is said where they are looked at themselves.
            for (sequence, after, _) in each(conn, &sequences, stored, |_, _| {}) {
                let values: SaltedValues = serde_json::from_str(&after).unwrap_or_default();
                if matches!(values.get(field), Some(Salted::Kept { .. })) {
                    let what = format_args!("{field} is there, and change {by} says that it was removed");
                    report.add(format_args!("change {sequence}"), what);
                }
            }
        }
    }
    Ok(())
}
