//! Recording a sitting: that it was held, who came, what was decided, in one save.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::action::new_action;
use super::done::Done;
use super::edit::{Creation, Editor, Input, new_head, not_found, put, reason};
use super::gate::Command;
use super::sitting::{AttendanceInput, NewSitting, days_of};
use crate::clock::london_date;
use crate::error::{Error, Problem, Result};
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::records;
use crate::store::tx::WriteTx;

/// The command's key, also of what is written with it.
const KEY: &str = "meeting_occurrence.record";

/// What became of a sitting.
#[derive(InputObject, Debug, Clone)]
pub struct RecordMeetingInput {
    /// The sitting's id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// What was discussed and decided. Plain text; a blank line starts a paragraph. Do
    /// not name or describe individuals.
    #[graphql(default)]
    pub summary: MaybeUndefined<String>,
    /// Who attended, by agency; the whole list.
    #[graphql(default)]
    pub attendance: MaybeUndefined<Vec<AttendanceInput>>,
    /// Documents to add to it, such as its minutes; at most 200.
    #[graphql(default)]
    pub documents: Vec<RecordedDocumentInput>,
    /// Actions agreed at it, to add; at most 200.
    #[graphql(default)]
    pub actions: Vec<RecordedActionInput>,
    /// The day of the next sitting, to schedule with the record: after this one, and with
    /// its times, place and visibility. `MeetingOccurrence.nextByRule` says which day the
    /// rule of the meeting gives.
    pub next_on: Option<Date>,
}

/// A document of a sitting.
#[derive(InputObject, Debug, Clone)]
pub struct RecordedDocumentInput {
    /// Its title.
    pub title: String,
    /// What kind of document it is; minutes if nothing is said.
    pub kind: Option<DocumentKind>,
    /// Where to find it, http or https.
    pub url: Option<String>,
    /// Which version it is, in words.
    pub version_label: Option<String>,
    /// Its reference number.
    pub reference: Option<String>,
    /// The date it bears.
    pub dated_on: Option<Date>,
    /// Who may see it; partners if nothing is said, and never more than see the sitting:
    /// `RESTRICTED` at a case panel.
    pub visibility: Option<Visibility>,
}

/// An action agreed at a sitting.
#[derive(InputObject, Debug, Clone)]
pub struct RecordedActionInput {
    /// Its reference as minuted.
    pub reference: Option<String>,
    /// What is to be done. Do not name or describe individuals.
    pub text: String,
    /// The agencies that are to do it, by id or slug; any of them.
    #[graphql(default)]
    pub owners: Vec<ID>,
    /// The post that is to do it, never a person's name.
    pub owner_post: Option<String>,
    /// The day it is due.
    pub due_on: Option<Date>,
    /// The project that it belongs to, by id.
    pub project: Option<ID>,
    /// The priority that it belongs to, by id.
    pub priority: Option<ID>,
    /// Who may see it; partners if nothing is said, and never more than see the sitting:
    /// `RESTRICTED` at a case panel.
    pub visibility: Option<Visibility>,
}

/// A part of the record: a document or an action, with its sitting. Whoever may record
/// the sitting may write it, whichever agency an action falls to.
struct Part<T> {
    sitting: MeetingOccurrenceId,
    partnership: PartnershipId,
    reason: Option<String>,
    input: T,
}

/// Records a sitting.
pub struct RecordMeeting(pub RecordMeetingInput);

impl RecordMeeting {
    fn parts<T: Clone>(&self, sitting: &MeetingOccurrence, inputs: &[T]) -> Vec<Part<T>> {
        let part = |input: &T| Part {
            sitting: sitting.id,
            partnership: sitting.partnership,
            reason: self.0.reason.clone(),
            input: input.clone(),
        };
        inputs.iter().map(part).collect()
    }

    /// The next sitting, if one is to be scheduled.
    fn next(&self, sitting: &MeetingOccurrence, edit: &mut Editor<'_, '_>) -> Result<Option<NewSitting>> {
        let Some(Date(day)) = self.0.next_on else { return Ok(None) };
        let Some(Record::Meeting(meeting)) = records::find(edit.tx.reader(), sitting.meeting.into())? else {
            return Err(not_found::<Meeting>());
        };
        edit.permit(NewSitting::KEY, &meeting.clone().into())?;
        edit.permit(KEY, &sitting.clone().into())?;
        if sitting.when.starts_on.is_some_and(|this| day <= this) {
            edit.problems.add("nextOn", "is not after this sitting: give a later day");
        } else if days_of(edit, &meeting)?.contains(&day) {
            edit.problems.add("nextOn", "is a day on which the meeting sits already");
        }
        Ok(Some(NewSitting::after(sitting, &meeting, day, self.0.reason.clone())))
    }
}

impl Command for RecordMeeting {
    type Output = Done;
    const KEY: &'static str = KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before: MeetingOccurrence = edit.find(&input.id)?;
        edit.permit(KEY, &before.clone().into())?;
        edit.at_version(&before, input.version)?;
        edit.takes_new("id", &before)?;
        if before.status == OccurrenceStatus::Cancelled {
            edit.problems.add(
                "id",
                "is cancelled: if it was held after all, set its status with updateMeetingOccurrence first",
            );
        }
        let mut after = before.clone();
        after.status = OccurrenceStatus::Held;
        if before.when.starts_on.is_some_and(|day| day > london_date(edit.tx.now())) {
            edit.problems.add("id", "is on a day to come: it has not been held, change its day first");
        }
        put(&mut after.summary, &input.summary);
        edit.put_attendance(&mut after.attendance, &input.attendance)?;
        let next = self.next(&before, &mut edit)?;
        let mut wrong = Vec::new();
        told(edit.end_of_input(), &mut wrong)?;
        let documents = edit.create_all("documents", &self.parts(&before, &input.documents));
        let documents = told(documents, &mut wrong)?.unwrap_or_default();
        let actions = edit.create_all("actions", &self.parts(&before, &input.actions));
        let actions = told(actions, &mut wrong)?.unwrap_or_default();
        if let Some(next) = &next {
            told(edit.create(next), &mut wrong)?;
        }
        // Last, and a change of the sitting whatever is added to it: of two who read one
        // version the second would else add the same once more.
        edit.note_added("documents", &documents);
        edit.note_added("actions", &actions);
        told(edit.save(KEY, &before, after, input.reason.as_deref(), |_, _| Ok(())), &mut wrong)?;
        if wrong.is_empty() { Ok(Done::to(before.id)) } else { Err(Error::Invalid(wrong)) }
    }
}

/// What came of a part of the record. What is wrong with it is told with what is wrong with
/// the others, and nothing is written then.
fn told<T>(result: Result<T>, wrong: &mut Vec<Problem>) -> Result<Option<T>> {
    match result {
        Ok(made) => Ok(Some(made)),
        Err(Error::Invalid(problems)) => {
            wrong.extend(problems);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn said<T>(given: Option<T>) -> MaybeUndefined<T> {
    given.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
}

impl Input for Part<RecordedDocumentInput> {
    type Noun = Document;
    const KEY: &'static str = KEY;

    fn apply(&self, document: &mut Document, edit: &mut Editor<'_, '_>) -> Result<()> {
        let (above, given) = (document.parents(), said(self.input.visibility));
        edit.put_visibility(document, &above, |document| &mut document.visibility, &given)
    }

    fn permit(&self, _document: &Document, _edit: &mut Editor<'_, '_>) -> Result<()> {
        Ok(())
    }

    reason!();
}

impl Creation for Part<RecordedDocumentInput> {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Document> {
        let (id, head) = new_head(None);
        let input = &self.input;
        Ok(Document {
            id: DocumentId::from_uuid(id),
            head,
            partnership: self.partnership,
            position: records::next_document_position(edit.tx.reader(), self.partnership)?,
            title: input.title.clone(),
            kind: input.kind.unwrap_or(DocumentKind::Minutes),
            url: input.url.clone(),
            version_label: input.version_label.clone(),
            reference: input.reference.clone(),
            dated_on: input.dated_on.map(|day| day.0),
            owner_agency: edit.own_agency(self.partnership)?,
            visibility: Visibility::Partners,
            sittings: vec![self.sitting],
            ..Document::default()
        })
    }
}

impl Input for Part<RecordedActionInput> {
    type Noun = Action;
    const KEY: &'static str = KEY;

    fn apply(&self, action: &mut Action, edit: &mut Editor<'_, '_>) -> Result<()> {
        let input = &self.input;
        let above = action.parents();
        action.owners = edit.standing_agencies("owners", &input.owners, &[])?;
        edit.put_link("project", &mut action.project, &said(input.project.clone()), self.partnership)?;
        edit.put_link("priority", &mut action.priority, &said(input.priority.clone()), self.partnership)?;
        edit.put_visibility(action, &above, |action| &mut action.visibility, &said(input.visibility))
    }

    fn permit(&self, _action: &Action, _edit: &mut Editor<'_, '_>) -> Result<()> {
        Ok(())
    }

    reason!();
}

impl Creation for Part<RecordedActionInput> {
    fn start(&self, _edit: &mut Editor<'_, '_>) -> Result<Action> {
        let input = &self.input;
        let due_on = input.due_on.map(|day| day.0);
        Ok(Action {
            reference: input.reference.clone(),
            owner_post: input.owner_post.clone(),
            due_on,
            original_due_on: due_on,
            raised_at: Some(self.sitting),
            ..new_action(self.partnership, &input.text, None)
        })
    }
}
