//! What a return says of one action.

use async_graphql::{ID, InputObject};

use super::Whose;
use crate::clock::london_date;
use crate::commands::action::ActionOutcome;
use crate::commands::edit::Editor;
use crate::commands::plan::ARCHIVED;
use crate::error::Result;
use crate::model::*;

/// What an agency says of one of its actions.
#[derive(InputObject, Debug, Clone)]
pub struct ReturnActionInput {
    /// The action, by id; an open one that the agency owns.
    pub action: ID,
    /// The version that you saw; if it has changed since, nothing of the action is written.
    pub version: i32,
    /// What came of it; closes it. It stays open if nothing is said.
    pub outcome: Option<ActionOutcome>,
    /// What was done so far, or what came of it. Do not name or describe individuals.
    pub note: Option<String>,
}

impl ReturnActionInput {
    /// Takes what is said of the action.
    pub(super) fn take(&self, edit: &mut Editor<'_, '_>, whose: Whose) -> Result<ActionId> {
        let before: Action = edit.find(&self.action)?;
        edit.permit("action.close", &before.clone().into())?;
        edit.at_version(&before, self.version)?;
        if before.partnership != whose.partnership || !before.owners.contains(&whose.agency) {
            edit.problems.add("action", "is not the agency's");
        }
        if before.head.archived {
            edit.problems.add("action", ARCHIVED);
        }
        if before.status != ActionStatus::Open {
            edit.problems.add("action", "is closed already");
        }
        if self.outcome.is_none() && self.note.is_none() {
            edit.problems.add("", "says nothing: give an outcome or a note");
        }
        if self.outcome == Some(ActionOutcome::Duplicate) {
            edit.problems
                .add("outcome", "cannot be DUPLICATE here: close it by itself, and name what it repeats");
        }
        edit.end_of_input()?;
        let mut after = before.clone();
        if let Some(outcome) = self.outcome {
            after.status = outcome.status();
            after.closed_on = Some(london_date(edit.tx.now()));
        }
        if self.note.is_some() {
            after.closure_note.clone_from(&self.note);
        }
        edit.save("action.close", &before, after, None, |_, _| Ok(()))?;
        Ok(before.id)
    }
}
