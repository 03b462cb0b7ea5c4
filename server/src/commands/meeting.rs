//! Commands on meetings, boards and forums.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, forbidden, named_inputs, new_head, put};
use super::links::Given;
use super::values::{SourceInput, put_sources};
use crate::error::Result;
use crate::model::*;
use crate::store::records;

/// How many meetings may stand above one another.
const DEEPEST: usize = 50;

/// What a meeting says, beside its name.
#[derive(InputObject, Debug, Clone, Default)]
pub struct MeetingFields {
    /// What kind of meeting it is. Everything of a case panel is restricted, and one that
    /// has sittings, archived ones too, stays a case panel.
    pub kind: MaybeUndefined<MeetingKind>,
    /// Whether it is the partnership's board; at most one is. Only coordinators say so.
    pub is_board: MaybeUndefined<bool>,
    /// How often it meets, in words.
    pub cadence: MaybeUndefined<String>,
    /// How often it meets, as an RFC 5545 rule of days, such as
    /// `FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU`.
    pub recurrence: MaybeUndefined<String>,
    /// What it does. Plain text; a blank line starts a paragraph. Do not name or describe
    /// individuals.
    pub description: MaybeUndefined<String>,
    /// Its web page, http or https.
    pub website: MaybeUndefined<String>,
    /// The meeting of the partnership that it reports to.
    pub parent: MaybeUndefined<ID>,
    /// The body it belongs to, by id or slug; null: not stated.
    pub owner_agency: MaybeUndefined<ID>,
    /// The agencies that chair it, by id or slug; the whole list. Partner admins can set
    /// only those that they act for.
    pub chair_agencies: MaybeUndefined<Vec<ID>>,
    /// Who may see it; public if nothing is ever said.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
    /// The edition that `priorities` speaks of; the strategy in force if nothing is said.
    /// Links into other editions stay as they are.
    pub strategy_id: Option<ID>,
    /// The priorities of that edition that it stands under; the whole list.
    pub priorities: MaybeUndefined<Vec<ID>>,
}

/// A new meeting.
#[derive(InputObject, Debug, Clone)]
pub struct CreateMeetingInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// Its name.
    pub name: String,
    /// Its key, by which partnership files link it; made of the name if nothing
    /// is said. Only those who see all of the partnership choose one.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: MeetingFields,
}

/// New values for a meeting: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateMeetingInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Its name.
    #[graphql(default)]
    pub name: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: MeetingFields,
}

impl MeetingFields {
    fn apply(&self, meeting: &mut Meeting, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("kind", &mut meeting.kind, &self.kind);
        put(&mut meeting.cadence, &self.cadence);
        put(&mut meeting.recurrence, &self.recurrence);
        // That it is empty is a rule of the record.
        if let MaybeUndefined::Value(rule) = &self.recurrence
            && !rule.trim().is_empty()
            && let Err(wrong) = recurrence::check(rule)
        {
            edit.problems.add("recurrence", wrong);
        }
        put(&mut meeting.description, &self.description);
        put(&mut meeting.website, &self.website);
        edit.put_agency("ownerAgency", &mut meeting.owner_agency, &self.owner_agency)?;
        edit.put_agencies("chairAgencies", &mut meeting.chair_agencies, &self.chair_agencies)?;
        edit.set("visibility", &mut meeting.visibility, &self.visibility);
        if meeting.kind == MeetingKind::CasePanel && self.visibility.is_undefined() {
            meeting.visibility = Visibility::Restricted;
        }
        put_sources(&mut meeting.head.sources, &self.sources);
        self.apply_parent(meeting, edit)?;
        self.apply_board(meeting, edit)
    }

    fn apply_parent(&self, meeting: &mut Meeting, edit: &mut Editor<'_, '_>) -> Result<()> {
        if self.parent.is_undefined() {
            return Ok(());
        }
        edit.put_link("parent", &mut meeting.parent, &self.parent, meeting.partnership)?;
        let mut above = meeting.parent.filter(|parent| *parent != meeting.id);
        for _ in 0..DEEPEST {
            let Some(id) = above else { return Ok(()) };
            if id == meeting.id {
                break;
            }
            above = match records::find(edit.tx.reader(), id.into())? {
                Some(Record::Meeting(found)) => found.parent,
                _ => None,
            };
        }
        if above.is_some() {
            edit.problems.add("parent", "leads back to this meeting: no chain of meetings may form a circle");
        }
        Ok(())
    }

    fn apply_board(&self, meeting: &mut Meeting, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = meeting.is_board;
        edit.set("isBoard", &mut meeting.is_board, &self.is_board);
        if meeting.is_board == before {
            return Ok(());
        }
        if !edit.viewer.is_in(Role::Coordinator, meeting.partnership) {
            return Err(forbidden("meeting.is_board"));
        }
        let all = records::meetings(edit.tx.reader(), meeting.partnership)?;
        if meeting.is_board
            && let Some(board) = all.iter().find(|other| other.is_board && other.id != meeting.id)
        {
            let place =
                if board.head.archived { ", in the archive: take it from that one first" } else { "" };
            let message = format!("would make a second board: {} is the board{place}", board.name);
            edit.problems.add("isBoard", message);
        }
        let priorities = records::priorities(edit.tx.reader(), meeting.partnership)?;
        let is_under =
            |priority: &Priority| !priority.head.archived && priority.meetings.contains(&meeting.id);
        if meeting.is_board && self.priorities.is_undefined() && priorities.iter().any(is_under) {
            let message =
                "stands above all priorities, and this meeting is under some: take it from those first";
            edit.problems.add("isBoard", message);
        }
        Ok(())
    }

    fn link(&self, meeting: &Meeting, reason: Option<&str>, edit: &mut Editor<'_, '_>) -> Result<()> {
        if meeting.is_board && self.priorities.value().is_some_and(|list| !list.is_empty()) {
            edit.problems.add("priorities", "has entries: the board stands above all priorities");
        }
        let given = Given {
            edition: self.strategy_id.as_ref(),
            priorities: &self.priorities,
            focus_areas: &MaybeUndefined::Undefined,
            reason,
        };
        edit.replace_links(meeting.id.into(), meeting.partnership, given)
    }
}

named_inputs!(Meeting: CreateMeetingInput as "meeting.create", UpdateMeetingInput as "meeting.update");

impl Creation for CreateMeetingInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Meeting> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(Meeting {
            id: MeetingId::from_uuid(id),
            head,
            partnership,
            name: self.name.clone(),
            kind: MeetingKind::Other,
            chair_agencies: edit.own_agency(partnership)?.into_iter().collect(),
            visibility: Visibility::Public,
            ..Meeting::default()
        })
    }
}
