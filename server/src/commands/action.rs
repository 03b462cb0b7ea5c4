//! Commands on actions.

use async_graphql::{Enum, ID, InputObject, MaybeUndefined};

use super::done::Done;
use super::edit::{Creation, Editor, Input, Revision, id_and_version, new_head, put, reason};
use super::gate::Command;
use super::plan::ARCHIVED;
use super::values::{SourceInput, day, put_sources};
use crate::clock::london_date;
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::tx::WriteTx;

/// What an action says, beside its text.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ActionFields {
    /// Its reference as minuted.
    pub reference: MaybeUndefined<String>,
    /// The agencies that are to do it, by id or slug; the whole list. Partner admins can
    /// set only those that they act for.
    pub owners: MaybeUndefined<Vec<ID>>,
    /// The post that is to do it, never a person's name.
    pub owner_post: MaybeUndefined<String>,
    /// The day it is due. The day it was first due is kept beside it.
    pub due_on: MaybeUndefined<Date>,
    /// The sitting at which it was agreed, by id.
    pub raised_at: MaybeUndefined<ID>,
    /// The project that it belongs to, by id.
    pub project: MaybeUndefined<ID>,
    /// The priority that it belongs to, by id.
    pub priority: MaybeUndefined<ID>,
    /// Who may see it; partners if nothing is ever said, and never more than see what it
    /// belongs to. Of what is raised at a case panel it is `RESTRICTED`. What is restricted
    /// and taken from where it belongs stays so, unless this says otherwise.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new action.
#[derive(InputObject, Debug, Clone)]
pub struct CreateActionInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// What is to be done. Do not name or describe individuals.
    pub text: String,
    /// Its key, by which partnership files link it; made of its id if nothing is said. It
    /// stays when words are removed from the text, so name nobody in it. Only those who
    /// see all of the partnership choose one.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: ActionFields,
}

/// New values for an action: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateActionInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// What is to be done. Do not name or describe individuals.
    #[graphql(default)]
    pub text: MaybeUndefined<String>,
    /// Where it stands. Open opens a closed action again and takes its closing day away.
    #[graphql(default)]
    pub status: MaybeUndefined<ActionStatus>,
    /// What came of it.
    #[graphql(default)]
    pub closure_note: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: ActionFields,
}

/// What came of an action.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionOutcome {
    /// Done.
    Completed,
    /// The same as another action.
    Duplicate,
    /// Replaced by another action.
    Superseded,
    /// No longer to be done.
    Cancelled,
}

impl ActionOutcome {
    /// Where an action stands that came to this.
    pub(super) fn status(self) -> ActionStatus {
        match self {
            ActionOutcome::Completed => ActionStatus::Completed,
            ActionOutcome::Duplicate => ActionStatus::Duplicate,
            ActionOutcome::Superseded => ActionStatus::Superseded,
            ActionOutcome::Cancelled => ActionStatus::Cancelled,
        }
    }
}

/// The end of an action.
#[derive(InputObject, Debug, Clone)]
pub struct CloseActionInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// What came of it.
    pub outcome: ActionOutcome,
    /// The action that it repeats, by id: required of a duplicate, and of nothing else.
    /// What is to be done goes on there, so it is one that is open or done.
    pub duplicate_of: Option<ID>,
    /// The same in words. Do not name or describe individuals.
    pub note: Option<String>,
    /// The day it was closed, not to come; today if nothing is said.
    pub on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

impl ActionFields {
    fn apply(&self, action: &mut Action, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = action.parents();
        let first_due = action.original_due_on.or(action.due_on);
        put(&mut action.reference, &self.reference);
        edit.put_agencies("owners", &mut action.owners, &self.owners)?;
        put(&mut action.owner_post, &self.owner_post);
        put(&mut action.due_on, &day(&self.due_on));
        action.original_due_on = first_due.or(action.due_on);
        let here = action.partnership;
        edit.put_link("raisedAt", &mut action.raised_at, &self.raised_at, here)?;
        edit.put_link("project", &mut action.project, &self.project, here)?;
        edit.put_link("priority", &mut action.priority, &self.priority, here)?;
        put_sources(&mut action.head.sources, &self.sources);
        edit.put_visibility(action, &before, |action| &mut action.visibility, &self.visibility)
    }
}

/// A new open action.
pub fn new_action(partnership: PartnershipId, text: &str, key: Option<&String>) -> Action {
    let (id, head) = new_head(key);
    Action {
        id: ActionId::from_uuid(id),
        head,
        partnership,
        text: text.to_owned(),
        status: ActionStatus::Open,
        visibility: Visibility::Partners,
        ..Action::default()
    }
}

impl Input for CreateActionInput {
    type Noun = Action;
    const KEY: &'static str = "action.create";

    fn apply(&self, action: &mut Action, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(action, edit)
    }

    reason!();
}

impl Creation for CreateActionInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Action> {
        let partnership = edit.partnership(&self.partnership)?;
        let owners = edit.own_agency(partnership)?.into_iter().collect();
        Ok(Action { owners, ..new_action(partnership, &self.text, self.key.as_ref()) })
    }
}

impl Input for UpdateActionInput {
    type Noun = Action;
    const KEY: &'static str = "action.update";

    fn apply(&self, action: &mut Action, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("text", &mut action.text, &self.text);
        let was = action.status;
        edit.set("status", &mut action.status, &self.status);
        if action.status == ActionStatus::Duplicate && was != ActionStatus::Duplicate {
            edit.problems.add("status", "cannot become DUPLICATE here: close it, and name what it repeats");
        }
        if action.status != ActionStatus::Duplicate {
            action.duplicate_of = None;
        }
        match action.status {
            // What came of it is for the next closing to say.
            ActionStatus::Open if was != ActionStatus::Open => {
                (action.closed_on, action.closure_note) = (None, None);
            }
            ActionStatus::Open => action.closed_on = None,
            _ if action.closed_on.is_none() => action.closed_on = Some(london_date(edit.tx.now())),
            _ => {}
        }
        put(&mut action.closure_note, &self.closure_note);
        self.fields.apply(action, edit)
    }

    reason!();
}

impl Revision for UpdateActionInput {
    id_and_version!();
}

/// Closes an action.
pub struct CloseAction(pub CloseActionInput);

impl Command for CloseAction {
    type Output = Done;
    const KEY: &'static str = "action.close";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before: Action = edit.find(&input.id)?;
        edit.permit(Self::KEY, &before.clone().into())?;
        edit.at_version(&before, input.version)?;
        let today = london_date(edit.tx.now());
        let on = input.on.map_or(today, |day| day.0);
        if on > today {
            edit.problems.add("on", "is a day to come: say when it was closed");
        }
        if before.head.archived {
            edit.problems.add("id", ARCHIVED);
        }
        if before.status != ActionStatus::Open {
            edit.problems.add("id", "The action is closed already: open it again first");
        }
        let status = input.outcome.status();
        let duplicate_of = input.repeated(&before, &mut edit)?;
        let note = input.note.clone().or_else(|| before.closure_note.clone());
        let after =
            Action { status, closed_on: Some(on), closure_note: note, duplicate_of, ..before.clone() };
        edit.save(Self::KEY, &before, after, input.reason.as_deref(), |_, _| Ok(()))?;
        Ok(Done::to(before.id))
    }
}

impl CloseActionInput {
    /// The action that this one repeats; which it can be is checked among the others.
    fn repeated(&self, before: &Action, edit: &mut Editor<'_, '_>) -> Result<Option<ActionId>> {
        let Some(id) = &self.duplicate_of else {
            if self.outcome == ActionOutcome::Duplicate {
                edit.problems.add("duplicateOf", "is missing: name the action that this one repeats");
            }
            return Ok(None);
        };
        if self.outcome != ActionOutcome::Duplicate {
            edit.problems.add("duplicateOf", "is given although the outcome is not DUPLICATE");
            return Ok(None);
        }
        edit.link("duplicateOf", id, before.partnership)
    }
}
