//! A row of an action log.

use async_graphql::ID;
use chrono::NaiveDate;

use super::column::SheetColumn as C;
use super::known::Known;
use super::row::{Row, maybe};
use crate::clock::london_date;
use crate::commands::action::{ActionFields, CreateActionInput};
use crate::commands::edit::{Creation, Editor, Input};
use crate::error::Result;
use crate::model::*;

/// A new action, which may be closed already.
pub struct ActionRow {
    input: CreateActionInput,
    status: Option<ActionStatus>,
    closed_on: Option<NaiveDate>,
    closure_note: Option<String>,
    /// What the register has already that says the same.
    pub exists: Option<String>,
}

/// What a row says.
pub fn read(row: &mut Row<'_>, known: &Known, reason: Option<&String>) -> ActionRow {
    let text = row.required(C::Text).to_owned();
    let exists = known.has_action(&text).then(|| "There is an action of these words already".to_owned());
    let sitting = row.day(C::RaisedAt).map(|day| known.sitting(day));
    let project = row.said(C::Project).map(|name| known.project(name));
    let priority = row.said(C::Priority).map(|name| known.priority(name));
    let fields = ActionFields {
        reference: row.text(C::Reference),
        owners: row.agencies(C::Owners, known),
        owner_post: row.text(C::OwnerPost),
        due_on: row.date(C::DueOn),
        raised_at: maybe(row.good(C::RaisedAt, sitting).map(|id| ID(id.to_string()))),
        project: maybe(row.good(C::Project, project).map(|id| ID(id.to_string()))),
        priority: maybe(row.good(C::Priority, priority).map(|id| ID(id.to_string()))),
        visibility: maybe(row.word(C::Visibility)),
        ..ActionFields::default()
    };
    let closed_on = row.day(C::ClosedOn);
    let status = row.word(C::Status).or(closed_on.map(|_| ActionStatus::Completed));
    if status == Some(ActionStatus::Open) && closed_on.is_some() {
        row.wrong(C::ClosedOn, "is given although the action is open: leave one of both out");
    }
    if status == Some(ActionStatus::Duplicate) {
        row.wrong(C::Status, "is Duplicate, of an action that a sheet cannot name: leave the row out");
    }
    let closure_note = row.said(C::ClosureNote).map(str::to_owned);
    let partnership = known.partnership.to_string().into();
    let input = CreateActionInput { partnership, text, key: None, reason: reason.cloned(), fields };
    ActionRow { input, status, closed_on, closure_note, exists }
}

impl ActionRow {
    /// What is to be done.
    pub fn text(&self) -> &str {
        &self.input.text
    }
}

impl Input for ActionRow {
    type Noun = Action;
    const KEY: &'static str = CreateActionInput::KEY;

    fn apply(&self, action: &mut Action, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.input.apply(action, edit)?;
        action.closure_note.clone_from(&self.closure_note);
        if let Some(status) = self.status.filter(|status| *status != ActionStatus::Open) {
            action.status = status;
            action.closed_on = self.closed_on.or(Some(london_date(edit.tx.now())));
        }
        Ok(())
    }

    fn reason(&self) -> Option<&str> {
        self.input.reason()
    }
}

impl Creation for ActionRow {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Action> {
        self.input.start(edit)
    }
}
