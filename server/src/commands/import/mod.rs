//! Import of partnership files: one file, one command, all or nothing.
//!
//! `parse` reads the form of a file, `existing` what the register holds of it,
//! `resolve` and `convert` make records of its entries, `check` looks at them
//! together, `plan` says what to write and [`ImportPartnership`] writes it.

mod check;
mod convert;
pub(super) mod existing;
mod form;
mod keys;
mod parse;
mod plan;
mod report;
mod resolve;
#[cfg(test)]
mod tests;

pub use parse::{Draft, MAX_BYTES, parse, read};
pub use report::{Counts, Report};

use std::collections::HashMap;

use super::gate::{Command, Gate};
use crate::error::{Error, Problem, Result, Stale};
use crate::history::change::Actor;
use crate::model::file::PartnershipFile;
use crate::model::{AnyId, ChangeAction, Record};
use crate::store::change::changed_since_import;
use crate::store::tx::{Deed, WriteTx};
use existing::Existing;
use plan::{Plan, Write};

/// How an import deals with what differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Writes over what somebody else has changed since the last import.
    pub overwrite: bool,
    /// Archives the partnership's records that the file lacks.
    pub archive_missing: bool,
}

/// Brings a partnership's records to what a file says.
///
/// Records are matched by key, the partnership and agencies by slug. New ones are
/// created, different ones updated, equal ones left alone; ids and slugs never change.
#[derive(Debug, Clone)]
pub struct ImportPartnership {
    /// The file.
    pub file: PartnershipFile,
    /// How to deal with what differs.
    pub options: Options,
}

impl Command for ImportPartnership {
    type Output = Report;
    const KEY: &'static str = "partnership.import";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Report> {
        let existing = Existing::load(tx.reader(), &self.file)?;
        let plan = Plan::of(&self.file, &existing, self.options, tx.now()).map_err(Error::Invalid)?;
        if !self.options.overwrite {
            refuse_conflicts(tx, &plan)?;
        }
        // A board that stands down is written twice: the second time over the first.
        let mut written: HashMap<AnyId, Record> = HashMap::new();
        for Write { before, after, action } in plan.writes {
            let id = after.id();
            let before = written.get(&id).or(before.as_ref());
            let saved = tx.save(before, after, Deed { action, reason: None })?;
            written.insert(id, saved.record);
        }
        Ok(plan.report)
    }
}

/// Names everything that is wrong with a file whose form is; writes nothing.
#[derive(Debug, Clone)]
pub struct CheckPartnership(pub Draft);

impl Command for CheckPartnership {
    type Output = ();
    const KEY: &'static str = "partnership.check";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<()> {
        let Draft { file, problems } = &self.0;
        let existing = Existing::load(tx.reader(), file)?;
        let mut all = problems.clone();
        if let Err(more) = Plan::of(file, &existing, Options::default(), tx.now()) {
            all.extend(more.into_iter().filter(|found| !problems.iter().any(|known| follows(found, known))));
        }
        if all.is_empty() { Ok(()) } else { Err(Error::Invalid(all)) }
    }
}

/// Whether a problem may only come of one with the form, which took a value away: it is
/// with the same value, with what that holds, or with the whole of what it belongs to.
fn follows(found: &Problem, form: &Problem) -> bool {
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let whole = form.path.rsplit_once('.').map(|(whole, _)| whole);
    !form.path.is_empty() && (within(&found.path, &form.path) || whole == Some(found.path.as_str()))
}

/// Checks a file through the gate, where blocking is allowed.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the file, and those of the gate.
pub fn check(gate: &Gate, draft: Draft) -> Result<()> {
    let request = format!("import_{}", uuid::Uuid::now_v7().simple());
    gate.run_blocking(CheckPartnership(draft), Actor::import(), request)
}

/// Stops when what somebody else has changed would be written over.
fn refuse_conflicts(tx: &mut WriteTx<'_>, plan: &Plan) -> Result<()> {
    let over = |write: &&Write| write.before.is_some() && write.action != ChangeAction::Create;
    let ids: Vec<AnyId> = plan.writes.iter().filter(over).map(|write| write.after.id()).collect();
    let changed = changed_since_import(tx.reader(), &ids)?;
    let mut stale: Vec<Stale> = Vec::new();
    for write in plan.writes.iter().filter(|write| changed.contains(&write.after.id())) {
        let name = report::named(write.before.as_ref().unwrap_or(&write.after));
        let record = Stale { path: String::new(), name };
        if !stale.contains(&record) {
            stale.push(record);
        }
    }
    if stale.is_empty() { Ok(()) } else { Err(Error::Conflict(stale)) }
}

/// Imports a file through the gate as the import itself, where blocking is allowed.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the file, [`Error::Conflict`] with every
/// record that somebody else has changed, and those of the gate; then nothing is written.
pub fn import(gate: &Gate, file: PartnershipFile, options: Options) -> Result<Report> {
    let request = format!("import_{}", uuid::Uuid::now_v7().simple());
    gate.run_blocking(ImportPartnership { file, options }, Actor::import(), request)
}
