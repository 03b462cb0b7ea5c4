//! What the commands on records have in common: find, permit, check, save.
//!
//! An input says which record it means and what it sets; [`Create`], [`Update`] and
//! [`Archive`] do the rest in the same order every time: what the viewer may not see is
//! not there, then permission, then the version, then the rules.

use async_graphql::ID;

use super::done::Done;
pub use super::editor::*;
use super::gate::Command;
use super::plan::put_back;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::records;
use crate::store::tx::{Deed, WriteTx};

/// What a new record, or new values of a record, are made from.
pub trait Input: Send + Sync + 'static {
    /// The noun.
    type Noun: Entity;
    /// The command's key in the policy and the history, such as `project.update`.
    const KEY: &'static str;

    /// Sets what the input says. What is wrong goes to `edit.problems`.
    ///
    /// # Errors
    /// When the database fails.
    fn apply(&self, noun: &mut Self::Noun, edit: &mut Editor<'_, '_>) -> Result<()>;

    /// Writes what goes with the record: its links in an edition.
    ///
    /// # Errors
    /// When the database fails.
    fn follow(&self, _noun: &Self::Noun, _edit: &mut Editor<'_, '_>) -> Result<()> {
        Ok(())
    }

    /// Whether whoever edits may make this record. What ties a record to agencies decides
    /// it, unless the noun says otherwise.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not; when the database fails.
    fn permit(&self, noun: &Self::Noun, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.permit(Self::KEY, &noun.clone().into())?;
        edit.keep_leads(Self::KEY, None, noun)
    }

    /// Why, in the writer's words.
    fn reason(&self) -> Option<&str>;
}

/// An input that makes a new record.
pub trait Creation: Input {
    /// The new record with its id and what it must have; its key is found by the editor
    /// when it is empty.
    ///
    /// # Errors
    /// [`Error::NotFound`] when what it belongs to is not there; when the database fails.
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Self::Noun>;
}

/// An input that changes a record.
pub trait Revision: Input {
    /// The record's id.
    fn id(&self) -> &ID;
    /// The version that the writer saw.
    fn version(&self) -> i32;
    /// What demands a reason, if something does.
    fn demands_reason(&self, _before: &Self::Noun, _after: &Self::Noun) -> Option<&'static str> {
        None
    }
}

/// That an input's reason is its field.
macro_rules! reason {
    () => {
        fn reason(&self) -> Option<&str> {
            self.reason.as_deref()
        }
    };
}
pub(super) use reason;

/// That a revision's id and version are its fields.
macro_rules! id_and_version {
    () => {
        fn id(&self) -> &async_graphql::ID {
            &self.id
        }

        fn version(&self) -> i32 {
            self.version
        }
    };
}
pub(super) use id_and_version;

/// Declares the inputs of a noun that has a name and beside it `fields`, some of which are
/// links in an edition: those are written afterwards.
macro_rules! named_inputs {
    ($noun:ident: $create:ident as $creates:literal, $update:ident as $updates:literal) => {
        impl $crate::commands::edit::Input for $create {
            type Noun = $noun;
            const KEY: &'static str = $creates;

            fn apply(&self, noun: &mut $noun, edit: &mut Editor<'_, '_>) -> Result<()> {
                self.fields.apply(noun, edit)
            }

            fn follow(&self, noun: &$noun, edit: &mut Editor<'_, '_>) -> Result<()> {
                self.fields.link(noun, self.reason(), edit)
            }

            $crate::commands::edit::reason!();
        }

        impl $crate::commands::edit::Input for $update {
            type Noun = $noun;
            const KEY: &'static str = $updates;

            fn apply(&self, noun: &mut $noun, edit: &mut Editor<'_, '_>) -> Result<()> {
                edit.set("name", &mut noun.name, &self.name);
                self.fields.apply(noun, edit)
            }

            fn follow(&self, noun: &$noun, edit: &mut Editor<'_, '_>) -> Result<()> {
                self.fields.link(noun, self.reason(), edit)
            }

            $crate::commands::edit::reason!();
        }

        impl $crate::commands::edit::Revision for $update {
            $crate::commands::edit::id_and_version!();
        }
    };
}
pub(super) use named_inputs;

/// Makes one record.
pub struct Create<I>(pub I);
/// Makes several records, all or none.
pub struct CreateMany<I>(pub Vec<I>);
/// Changes one record.
pub struct Update<I>(pub I);

impl<I: Creation> Command for Create<I> {
    type Output = Done;
    const KEY: &'static str = I::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        Ok(Done::to(edit.create(&self.0)?))
    }
}

impl<I: Creation> Command for CreateMany<I> {
    type Output = Done;
    const KEY: &'static str = I::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        if self.0.is_empty() {
            return Err(Error::limit("rows", MOST as u64, format!("rows is empty: give 1 to {MOST}.")));
        }
        let mut edit = Editor::new(tx)?;
        Ok(Done::to_all(edit.create_all("rows", &self.0)?))
    }
}

impl<I: Revision> Command for Update<I> {
    type Output = Done;
    const KEY: &'static str = I::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before: I::Noun = edit.find(input.id())?;
        edit.permit(I::KEY, &before.clone().into())?;
        edit.at_version(&before, input.version())?;
        let mut after = before.clone();
        input.apply(&mut after, &mut edit)?;
        if let Some(why) = input.demands_reason(&before, &after) {
            edit.demand_reason(input.reason(), why);
        }
        edit.save_with_links(I::KEY, &before, &after, input.reason(), |noun, edit| input.follow(noun, edit))?;
        Ok(Done::to(before.id().into()))
    }
}

/// Puts a record away, or takes it out again.
pub struct Archive<E> {
    /// The record's id.
    pub id: ID,
    /// The version that the writer saw.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Away, or out again.
    pub archived: bool,
    /// The noun.
    pub noun: std::marker::PhantomData<fn() -> E>,
}

/// A noun whose records can be put away.
pub trait Archivable: Entity {
    /// The key of doing so.
    const KEY: &'static str;
    /// What the history calls taking it out again; who may do one may do the other.
    const BACK: &'static str;

    /// What taking it out of the archive demands, and where it is put then.
    ///
    /// # Errors
    /// When the database fails.
    fn take_out(&mut self, _reason: Option<&str>, _edit: &mut Editor<'_, '_>) -> Result<()> {
        Ok(())
    }
}

/// Declares nouns whose records can be put away, each with the noun of its keys, and with
/// what it takes to bring one back where that takes something.
macro_rules! archivable {
    ($($noun:ident as $key:literal $(= $take_out:expr)?,)*) => {$(
        impl Archivable for $noun {
            const KEY: &'static str = concat!($key, ".archive");
            const BACK: &'static str = concat!($key, ".unarchive");
            $(fn take_out(&mut self, reason: Option<&str>, edit: &mut Editor<'_, '_>) -> Result<()> {
                let take_out: fn(&mut $noun, Option<&str>, &mut Editor<'_, '_>) -> Result<()> = $take_out;
                take_out(self, reason, edit)
            })?
        }
    )*};
}

archivable! {
    Partnership as "partnership",
    Agency as "agency",
    Succession as "succession",
    Membership as "membership" = |member, _, edit| {
        put_back(member, &records::memberships(edit.tx.reader(), member.partnership)?);
        Ok(())
    },
    // It may be in force again from now on.
    Strategy as "strategy" = |strategy, reason, edit| edit.keep_published(strategy.id, reason),
    Priority as "priority" = |priority, reason, edit| {
        edit.keep_published(priority.strategy, reason)?;
        let edition = edit.edition_of(priority.strategy)?;
        put_back(priority, &edit.priorities_of(&edition)?);
        Ok(())
    },
    FocusArea as "focus_area" = |area, reason, edit| {
        let priority = edit.priority_of(area.priority)?;
        edit.keep_published(priority.strategy, reason)?;
        put_back(area, &edit.focus_areas_of(&priority)?);
        Ok(())
    },
    Meeting as "meeting",
    MeetingOccurrence as "meeting_occurrence",
    Event as "event",
    EventOccurrence as "event_occurrence",
    Project as "project",
    ProgressUpdate as "progress_update" = |update, reason, edit| edit.explain_leap(None, update, reason),
    Action as "action",
    Document as "document" = |document, _, edit| {
        put_back(document, &records::documents(edit.tx.reader(), document.partnership)?);
        Ok(())
    },
}

impl<E: Archivable> Command for Archive<E> {
    type Output = Done;
    const KEY: &'static str = E::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let before: E = edit.find(&self.id)?;
        edit.permit(E::KEY, &before.clone().into())?;
        edit.at_version(&before, self.version)?;
        if self.archived {
            edit.demand_reason(self.reason.as_deref(), "to archive a record");
        }
        edit.problems.optional_text("reason", self.reason.as_deref(), 2_000);
        let mut after = before.clone();
        after.head_mut().archived = self.archived;
        if before.head().archived && !self.archived {
            after.take_out(self.reason.as_deref(), &mut edit)?;
        }
        edit.check_among(Some(&before), &after)?;
        edit.end_of_input()?;
        if before.head().archived != self.archived {
            let action = if self.archived { ChangeAction::Archive } else { ChangeAction::Unarchive };
            let deed = Deed { action, reason: self.reason.as_deref() };
            if !self.archived {
                edit.tx.call(E::BACK);
            }
            edit.tx.save(Some(&before.clone().into()), after, deed)?;
        }
        Ok(Done::to(before.id().into()))
    }
}
