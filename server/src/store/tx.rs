//! Transactions: a snapshot to read from, and the only way to write.

pub mod asker;
mod batch;
mod bounds;
mod head;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use serde_json::Value;

pub use self::batch::Batch;
pub use self::bounds::{apart, snapshot};
pub(super) use self::bounds::{begin, commit, rollback, writing};
use self::head::Head;
use super::change::{self, Applied, Recent};
use super::db::Conn;
use super::operational::Operational;
use super::search::{self, Indexed};
use super::{entity, records, verify};
use crate::auth::scope::Scope;
use crate::auth::viewer::Viewer;
use crate::error::{Error, Result};
use crate::history::change::{Actor, ChangeMeta};
use crate::history::commitment;
use crate::history::diff::LINKED;
use crate::history::removed::{REMOVED, Removed};
use crate::model::*;

/// From whom and by which command and request changes come.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Who makes them; none until the viewer is permitted to.
    pub actor: Option<Actor>,
    /// Who asked, if it was somebody who signed in.
    pub viewer: Option<Arc<Viewer>>,
    /// The command, such as `project.update`.
    pub command: &'static str,
    /// The request.
    pub request: String,
}

/// A write transaction, open for one command.
pub struct WriteTx<'c> {
    conn: &'c mut Conn,
    recent: &'c mut Recent,
    head: &'c mut Head,
    now: DateTime<Utc>,
    origin: Origin,
    transaction: String,
    /// Sequence and time of the next change: taken before anything is read, so that the
    /// lock on the head orders all writers.
    next: Option<(u64, DateTime<Utc>)>,
    saved: Vec<Applied>,
    /// What search is still to be told.
    texts: Vec<Indexed>,
    /// Whether something was written that has no history.
    operated: bool,
    /// Whether something is kept of the command itself.
    noted: bool,
    /// Partnerships of which a record is visible to others than before.
    unsettled: BTreeSet<PartnershipId>,
    /// Whether values were taken out of the history.
    erased: bool,
    /// Whether whoever asked was looked up again.
    is_proved: bool,
    /// What the next change says of links that were written before it, in other records.
    linked: Option<Value>,
    /// A record that was found, with the sequence of its last change.
    found: Option<(AnyId, Option<u64>)>,
}

/// Where a part of a command began.
#[derive(Debug)]
#[must_use = "a part that began is ended"]
pub struct Mark {
    next: Option<(u64, DateTime<Utc>)>,
    saved: usize,
    texts: usize,
    operated: bool,
    noted: bool,
    erased: bool,
    unsettled: BTreeSet<PartnershipId>,
    /// How many hashes of the log waited to be written.
    waiting: usize,
    head: Head,
}

/// Proof that a record was written together with its change.
#[derive(Debug, Clone)]
pub struct Written {
    /// The sequence of the change.
    pub sequence: u64,
    /// The record as written.
    pub record: Record,
}

/// What a write does, and why.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// What it does to the record.
    pub action: ChangeAction,
    /// Why, in the writer's words.
    pub reason: Option<&'a str>,
}

impl<'c> WriteTx<'c> {
    fn begin(
        conn: &'c mut Conn,
        (recent, head): (&'c mut Recent, &'c mut Head),
        now: DateTime<Utc>,
        origin: Origin,
    ) -> Result<Self> {
        let transaction = format!("transaction_{}", uuid::Uuid::now_v7().simple());
        let mut tx = WriteTx {
            conn,
            recent,
            head,
            now,
            origin,
            transaction,
            next: None,
            saved: Vec::new(),
            texts: Vec::new(),
            operated: false,
            noted: false,
            unsettled: BTreeSet::new(),
            erased: false,
            is_proved: false,
            linked: None,
            found: None,
        };
        tx.next = Some(tx.take_sequence()?);
        Ok(tx)
    }

    /// Carries a command out, with what follows from all that it saved.
    fn carry_out<R>(&mut self, work: impl FnOnce(&mut Self) -> Result<R>) -> Result<R> {
        let output = work(self)?;
        self.settle()?;
        if self.saved.is_empty() && self.operated {
            return Err(Error::internal("a command wrote what has no history, and no change"));
        }
        self.texts = search::write_or_keep(self.conn, std::mem::take(&mut self.texts))?;
        Ok(output)
    }

    /// Takes the next sequence; the time rises strictly with it on every server.
    fn take_sequence(&mut self) -> Result<(u64, DateTime<Utc>)> {
        self.head.take(self.conn, self.now)
    }

    /// Who asked for the command, with the roles that are left to them in this transaction.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is the system itself, or the session has ended
    /// since the request began; when the database fails.
    pub fn viewer(&mut self) -> Result<Arc<Viewer>> {
        let mut viewer = self.origin.viewer.clone().ok_or(Error::Unauthenticated)?;
        if !self.is_proved {
            viewer = asker::as_now(self.conn, viewer, self.now)?;
            self.origin.viewer = Some(Arc::clone(&viewer));
            self.is_proved = true;
        }
        Ok(viewer)
    }

    /// Says as whom the changes from here on are made. What decides it is the policy.
    pub fn act_as(&mut self, actor: Actor) {
        self.origin.actor = Some(actor);
    }

    /// What the history calls the command from here on, when it undoes what it is called by.
    pub fn call(&mut self, command: &'static str) {
        self.origin.command = command;
    }

    /// Has the next change say to what its record was linked, which stands elsewhere: by
    /// field, the ids that were added and removed.
    pub fn tell_links(&mut self, links: Value) {
        self.linked = Some(links);
    }

    /// What has been saved so far: sequences, in order.
    pub fn saved(&self) -> impl Iterator<Item = u64> {
        self.saved.iter().map(|applied| applied.sequence)
    }

    /// Writes what has no history, in the same transaction. A command that does so also
    /// saves a record; what saves none goes through the gate as an operation.
    pub fn operational(&mut self) -> Operational<'_> {
        self.operated = true;
        Operational(self.conn)
    }

    /// Writes what is kept of the command itself, whether or not it changed anything.
    pub fn beside(&mut self) -> Operational<'_> {
        self.noted = true;
        Operational(self.conn)
    }

    /// Begins a part of the command that may be undone alone. Parts end in the reverse
    /// order in which they began.
    ///
    /// # Errors
    /// When the database fails.
    pub fn mark(&mut self) -> Result<Mark> {
        self.conn.batch_execute("SAVEPOINT part")?;
        Ok(Mark {
            next: self.next,
            saved: self.saved.len(),
            texts: self.texts.len(),
            operated: self.operated,
            noted: self.noted,
            erased: self.erased,
            unsettled: self.unsettled.clone(),
            waiting: self.recent.waiting(),
            head: *self.head,
        })
    }

    /// Ends a part: keeps what it wrote, or undoes it as if it had never begun.
    ///
    /// # Errors
    /// When the database fails.
    pub fn end(&mut self, part: Mark, keep: bool) -> Result<()> {
        if keep {
            self.conn.batch_execute("RELEASE SAVEPOINT part")?;
            return Ok(());
        }
        self.conn.batch_execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")?;
        self.recent.undo(part.waiting);
        *self.head = part.head;
        self.next = part.next;
        self.saved.truncate(part.saved);
        self.texts.truncate(part.texts);
        self.operated = part.operated;
        self.noted = part.noted;
        self.erased = part.erased;
        // What was looked up for the next write may have been of the part.
        (self.linked, self.found) = (None, None);
        self.unsettled = part.unsettled;
        Ok(())
    }

    /// The connection, to read inside the transaction.
    pub fn reader(&mut self) -> &mut Conn {
        self.conn
    }

    /// Whether there is a record with this id that a viewer of this scope may see.
    ///
    /// # Errors
    /// When the database fails or holds what the program did not write.
    pub fn sees(&mut self, id: AnyId, scope: &Scope) -> Result<bool> {
        let found = entity::standing_and_last(self.conn, id, scope)?;
        self.found = found.map(|(_, last)| (id, last));
        Ok(found.is_some())
    }

    /// The last change of a record, which the next one follows.
    fn last_change(&mut self, id: AnyId) -> Result<Option<u64>> {
        match self.found.take() {
            Some((found, last)) if found == id => Ok(last),
            _ => change::last_of_entity(self.conn, id),
        }
    }

    /// That a record is as its last change left it.
    fn is_what_was_written(&mut self, record: &Record, last: Option<u64>) -> Result<()> {
        let said = match last {
            Some(last) => change::record_after(self.conn, last, self.recent)?,
            None => None,
        };
        if said.as_ref() == Some(record) {
            return Ok(());
        }
        tracing::error!(record = %record.id(), "a record is not what its history says; nothing was written");
        // To write it would make what was altered a change of whoever asked.
        Err(Error::Altered(format!(
            "Nothing was written, since “{}” is not what its history says",
            record.label()
        )))
    }

    /// The time of the command.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Writes a record and, in the same transaction, the change that says so.
    ///
    /// `before` is the record as loaded in this transaction, none for a new one. Version
    /// and times of `after` are set here.
    ///
    /// # Errors
    /// [`Error::Internal`] when `before` is no longer what the database holds, or a
    /// constraint of the database is broken: commands validate before they save.
    pub fn save(
        &mut self,
        before: Option<&Record>,
        after: impl Into<Record>,
        deed: Deed<'_>,
    ) -> Result<Written> {
        self.write(before, after.into(), deed, None)
    }

    /// As [`WriteTx::save`], and takes values of earlier changes out of the history: the
    /// names of the values by the sequence of the change. The commitments to them stay, so
    /// every proof still holds; and the change commits to what it took.
    ///
    /// # Errors
    /// As [`WriteTx::save`], and when the change does not say that it erases or redacts.
    pub fn save_removing(
        &mut self,
        before: &Record,
        after: impl Into<Record>,
        deed: Deed<'_>,
        values: &BTreeMap<u64, BTreeSet<String>>,
    ) -> Result<Written> {
        let removed = Removed::of(values);
        let written = self.write(Some(before), after.into(), deed, Some(&removed))?;
        self.erased = true;
        let mut held = change::erase::FirstHeld::new();
        for (sequence, names) in values {
            // What was altered so that it would be taken out is not what was asked for.
            verify::leaf(self.conn, *sequence)?;
            change::erase::values(self.conn, *sequence, names, written.sequence, &mut held)?;
        }
        Ok(written)
    }

    fn write(
        &mut self,
        before: Option<&Record>,
        mut record: Record,
        deed: Deed<'_>,
        removed: Option<&Removed>,
    ) -> Result<Written> {
        if self.origin.actor.is_none() {
            return Err(Error::internal(format!("nobody was permitted to save {}", record.id())));
        }
        let previous = self.last_change(record.id())?;
        if let Some(before) = before {
            self.is_what_was_written(before, previous)?;
        }
        let (sequence, at) = match self.next.take() {
            Some(taken) => taken,
            None => self.take_sequence()?,
        };
        let head = record.head_mut();
        head.version = before.map_or(1, |b| b.head().version + 1);
        head.created_at = before.map_or(at, |b| b.head().created_at);
        head.updated_at = at;
        told::note(self.conn, before, &mut record, self.linked.as_ref())?;
        self.write_row(before, &record)?;
        let exposure = match record.entity().is_of_plans() {
            true => self.write_entity(before, &record)?,
            false => Exposure::of(&record, &[]),
        };
        self.append_change((sequence, at, previous), &record, &exposure, deed, removed)?;
        self.saved.push(Applied { sequence, at, record: record.clone(), visibility: exposure.visibility });
        Ok(Written { sequence, record })
    }

    /// The sequence of the next change; what is earlier was there before it.
    pub fn next_sequence(&self) -> u64 {
        let last = self.saved.last().map(|applied| applied.sequence + 1);
        self.next.map(|(sequence, _)| sequence).or(last).unwrap_or(u64::MAX)
    }

    fn write_row(&mut self, before: Option<&Record>, record: &Record) -> Result<()> {
        match before {
            None => records::insert(self.conn, record),
            Some(before) => match records::update(self.conn, record, before)? {
                true => Ok(()),
                false => Err(Error::internal(format!("{} changed under its own transaction", record.id()))),
            },
        }
    }

    fn write_entity(&mut self, before: Option<&Record>, record: &Record) -> Result<Exposure> {
        let parents = record.parents();
        let exposure = Exposure::of(record, &entity::exposures(self.conn, &parents)?);
        let earlier = match before {
            None => None,
            Some(before) if before.parents() == parents && parents.is_empty() => {
                Some(Exposure::of(before, &[]))
            }
            Some(_) => entity::exposure(self.conn, record.id())?,
        };
        self.texts.extend(entity::write(self.conn, before.zip(earlier.as_ref()), record, &exposure)?);
        if earlier.is_some_and(|earlier| earlier != exposure) {
            self.unsettled.extend(record.partnership());
        }
        Ok(exposure)
    }

    /// Derives the exposures of partnerships anew in which one changed: its children's may
    /// have changed too. Once for a command, however many of them did.
    fn settle(&mut self) -> Result<()> {
        for partnership in std::mem::take(&mut self.unsettled) {
            let all = records::of_partnership(self.conn, partnership)?;
            for (record, exposure) in exposure::of_all(&all) {
                if entity::exposure(self.conn, record.id())?.as_ref() != Some(&exposure) {
                    entity::write_exposure(self.conn, record, &exposure)?;
                }
            }
        }
        Ok(())
    }

    fn append_change(
        &mut self,
        (sequence, at, previous): (u64, DateTime<Utc>, Option<u64>),
        record: &Record,
        exposure: &Exposure,
        deed: Deed<'_>,
        removed: Option<&Removed>,
    ) -> Result<()> {
        let actor = self.origin.actor.clone();
        let meta = ChangeMeta {
            sequence,
            at,
            transaction: self.transaction.clone(),
            action: deed.action,
            command: self.origin.command.into(),
            entity: record.id(),
            partnership: record.partnership(),
            owner: record.owner(),
            visibility: exposure.visibility,
            actor: actor.ok_or_else(|| Error::internal("nobody was permitted to save"))?,
            request: self.origin.request.clone(),
            previous,
        };
        let mut values = record.values().map_err(Error::internal)?;
        // Names and reasons are personal data at times: values that can be erased, not
        // metadata. The sign keeps them apart from the record's own fields.
        values.insert("$label".to_owned(), Value::String(record.label()));
        if let Some(reason) = deed.reason {
            values.insert("$reason".to_owned(), Value::String(reason.to_owned()));
        }
        if let Some(linked) = self.linked.take() {
            values.insert(LINKED.to_owned(), linked);
        }
        if let Some(removed) = removed {
            values.insert(REMOVED.to_owned(), serde_json::to_value(removed).map_err(Error::internal)?);
        }
        change::append(self.conn, &meta, &commitment::salt(values)?, self.recent)
    }
}
