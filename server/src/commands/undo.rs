//! Undoing all that one command made, as new changes.

use async_graphql::ID;

use super::done::Done;
use super::edit::{Archivable, Archive, Editor};
use super::gate::Command;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::change::list::{self, StoredChange};
use crate::store::records;
use crate::store::tx::WriteTx;

/// Archives all that was made together with a change.
pub struct UndoChanges {
    /// The sequence of one of the changes; none for what is no id of one.
    pub change: Option<u64>,
    /// Why.
    pub reason: String,
}

/// Whether the command of a change did nothing but make records of the plan, which can be
/// put away together: bringing a file in, or one of those that make some of a type.
pub fn can_undo(change: &StoredChange) -> bool {
    matches!(
        change.command.as_str(),
        "sheet.import"
            | "project.create"
            | "meeting.create"
            | "meeting_occurrence.create"
            | "event.create"
            | "event_occurrence.create"
            | "action.create"
            | "document.create"
            | "membership.create"
            | "priority.create"
            | "focus_area.create"
    )
}

impl Command for UndoChanges {
    type Output = Done;
    const KEY: &'static str = "record.undo";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let made = self.made(&mut edit)?;
        edit.demand_reason(Some(&self.reason), "to undo what was made");
        edit.problems.text("reason", &self.reason, 2_000);
        let mut records = Vec::with_capacity(made.len());
        for change in &made {
            let Some(record) = records::find(edit.tx.reader(), change.entity)? else { continue };
            if record.head().archived {
                continue;
            }
            if Some(record.head().version) != change.version() {
                let message = format!("“{}” has been changed since: undo the rest by hand", change.label());
                edit.problems.add("change", message);
            }
            records.push(record);
        }
        if records.is_empty() {
            edit.problems.add("change", "has been undone already: all that was made is archived");
        }
        edit.end_of_input()?;
        let ids = records.iter().map(Record::id).collect();
        for record in records {
            self.archive(record, &mut edit)?;
        }
        Ok(Done::to_all(ids))
    }
}

impl UndoChanges {
    /// The first changes of the records that the command made.
    fn made(&self, edit: &mut Editor<'_, '_>) -> Result<Vec<StoredChange>> {
        let scope = edit.viewer.scope.clone();
        let change = match self.change {
            Some(sequence) => list::find(edit.tx.reader(), &scope, sequence)?,
            None => None,
        };
        let change = change.ok_or(Error::NotFound("There is no change with this id.".into()))?;
        if !can_undo(&change) {
            let message = "What this command did is not undone together: archive what it made, or write the old state of each \
                 record back. Undone are imports, and what made schemes, sittings, events, actions and the like.";
            return Err(Error::BadRequest(message.into()));
        }
        let mut made = list::together(edit.tx.reader(), &change)?;
        made.retain(|change| change.action == ChangeAction::Create);
        // What came last goes first: a focus area before its priority.
        made.sort_by_key(|change| std::cmp::Reverse(change.sequence));
        for change in &made {
            if !edit.sees(change.entity)? {
                return Err(Error::Forbidden("You do not see all that this change made.".into()));
            }
        }
        Ok(made)
    }

    /// In the order of every archiving: permission, version, the rules.
    fn archive(&self, record: Record, edit: &mut Editor<'_, '_>) -> Result<()> {
        macro_rules! archive {
            ($($noun:ident),*) => {
                match record {
                    $(Record::$noun(noun) => archived(&noun, &self.reason).execute(edit.tx).map(drop),)*
                    other => Err(Error::internal(format!("{} is not archived", other.id()))),
                }
            };
        }
        archive!(
            Membership,
            Priority,
            FocusArea,
            Meeting,
            MeetingOccurrence,
            Event,
            EventOccurrence,
            Project,
            Action,
            Document
        )
    }
}

fn archived<E: Archivable>(noun: &E, reason: &str) -> Archive<E> {
    Archive {
        id: ID(noun.id().into().to_string()),
        version: noun.head().version,
        reason: Some(reason.to_owned()),
        archived: true,
        noun: std::marker::PhantomData,
    }
}
