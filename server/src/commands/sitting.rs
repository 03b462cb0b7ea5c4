//! Commands on the dated sittings of meetings.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;

use super::done::Done;
use super::edit::{Creation, Editor, Input, Revision, id_and_version, new_head, put, reason};
use super::gate::Command;
use super::occurrence::{RepeatInput, WhenFields};
use super::values::{SourceInput, put_sources};
use crate::error::Result;
use crate::model::occurrence::When;
use crate::model::*;
use crate::store::records;
use crate::store::tx::WriteTx;

/// How one agency attended a sitting.
#[derive(InputObject, Debug, Clone)]
pub struct AttendanceInput {
    /// The agency, by id or slug.
    pub agency: ID,
    /// In what capacity it attends; not stated if nothing is said.
    pub capacity: Option<Capacity>,
    /// Whether it came.
    pub state: AttendanceState,
    /// The post of whoever came, never a person's name.
    pub post: Option<String>,
}

/// What a sitting says, beside when it is.
#[derive(InputObject, Debug, Clone, Default)]
pub struct SittingFields {
    /// Its own name; that of the meeting if nothing is said.
    pub name: MaybeUndefined<String>,
    /// Where it takes place.
    pub venue: MaybeUndefined<String>,
    /// Who may see it; partners if nothing is ever said, and never more than see the
    /// meeting. Of a case panel's it is `RESTRICTED`.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// One new sitting of a meeting, or several on the days of a rule.
#[derive(InputObject, Debug, Clone)]
pub struct ScheduleMeetingInput {
    /// The meeting, by id.
    pub meeting: ID,
    /// How often it sits again, from `startsOn` on. Days on which the meeting has a
    /// sitting already are left out.
    pub repeat: Option<RepeatInput>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    #[graphql(flatten)]
    pub when: WhenFields,
    /// The rest.
    #[graphql(flatten)]
    pub fields: SittingFields,
}

/// New values for a sitting: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateMeetingOccurrenceInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Whether it took place.
    #[graphql(default)]
    pub status: MaybeUndefined<OccurrenceStatus>,
    /// What was discussed and decided. Plain text; a blank line starts a paragraph. Do
    /// not name or describe individuals.
    #[graphql(default)]
    pub summary: MaybeUndefined<String>,
    /// Who attended, by agency; the whole list.
    #[graphql(default)]
    pub attendance: MaybeUndefined<Vec<AttendanceInput>>,
    /// When.
    #[graphql(flatten)]
    pub when: WhenFields,
    /// The rest.
    #[graphql(flatten)]
    pub fields: SittingFields,
}

impl SittingFields {
    fn apply(&self, sitting: &mut MeetingOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        put(&mut sitting.name, &self.name);
        put(&mut sitting.venue, &self.venue);
        put_sources(&mut sitting.head.sources, &self.sources);
        let above = sitting.parents();
        edit.put_visibility(sitting, &above, |sitting| &mut sitting.visibility, &self.visibility)
    }
}

impl Editor<'_, '_> {
    /// Replaces a sitting's attendance when it is given; null empties it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_attendance(
        &mut self,
        field: &mut Vec<Attendance>,
        given: &MaybeUndefined<Vec<AttendanceInput>>,
    ) -> Result<()> {
        let given = match given {
            MaybeUndefined::Undefined => return Ok(()),
            MaybeUndefined::Null => [].as_slice(),
            MaybeUndefined::Value(list) => list.as_slice(),
        };
        self.problems.at_most("attendance", given.len(), 300);
        let mut attendance = Vec::with_capacity(given.len());
        for (i, entry) in given.iter().enumerate().take(300) {
            let Some(agency) = self.agency(&format!("attendance[{i}].agency"), &entry.agency)? else {
                continue;
            };
            attendance.push(Attendance {
                agency,
                capacity: entry.capacity.unwrap_or(Capacity::NotStated),
                state: entry.state,
                post: entry.post.clone(),
            });
        }
        *field = attendance;
        Ok(())
    }
}

/// A sitting to be made on one date.
pub(super) struct NewSitting {
    meeting: MeetingId,
    partnership: PartnershipId,
    when: When,
    fields: SittingFields,
    reason: Option<String>,
}

impl NewSitting {
    /// One of a meeting.
    pub(super) fn of(meeting: &Meeting, when: When, fields: SittingFields, reason: Option<String>) -> Self {
        NewSitting { meeting: meeting.id, partnership: meeting.partnership, when, fields, reason }
    }

    /// One on a later day, as another was.
    pub(super) fn after(
        sitting: &MeetingOccurrence,
        meeting: &Meeting,
        day: NaiveDate,
        reason: Option<String>,
    ) -> Self {
        let long = sitting.when.starts_on.zip(sitting.when.ends_on).map(|(from, to)| to - from);
        let when = When {
            starts_on: Some(day),
            ends_on: long.and_then(|long| day.checked_add_signed(long)),
            date_note: None,
            ..sitting.when.clone()
        };
        let visibility = match meeting.kind {
            MeetingKind::CasePanel => Visibility::Restricted,
            _ => sitting.visibility,
        };
        let fields = SittingFields {
            venue: sitting.venue.clone().map_or(MaybeUndefined::Undefined, MaybeUndefined::Value),
            visibility: MaybeUndefined::Value(visibility),
            ..SittingFields::default()
        };
        NewSitting { meeting: sitting.meeting, partnership: sitting.partnership, when, fields, reason }
    }
}

impl Input for NewSitting {
    type Noun = MeetingOccurrence;
    const KEY: &'static str = "meeting_occurrence.create";

    fn apply(&self, sitting: &mut MeetingOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(sitting, edit)
    }

    reason!();
}

impl Creation for NewSitting {
    fn start(&self, _edit: &mut Editor<'_, '_>) -> Result<MeetingOccurrence> {
        let (id, head) = new_head(None);
        Ok(MeetingOccurrence {
            id: MeetingOccurrenceId::from_uuid(id),
            head,
            partnership: self.partnership,
            meeting: self.meeting,
            when: self.when.clone(),
            status: OccurrenceStatus::Planned,
            visibility: Visibility::Partners,
            ..MeetingOccurrence::default()
        })
    }
}

/// Schedules sittings of a meeting.
pub struct ScheduleMeeting(pub ScheduleMeetingInput);

impl Command for ScheduleMeeting {
    type Output = Done;
    const KEY: &'static str = NewSitting::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let meeting: Meeting = edit.find(&input.meeting)?;
        edit.permit(Self::KEY, &meeting.clone().into())?;
        let first = input.when.alone();
        let dates = match &input.repeat {
            None => vec![first],
            Some(repeat) => {
                let taken = days_of(&mut edit, &meeting)?;
                edit.repeated(&first, repeat, meeting.recurrence.as_deref(), &taken)?
            }
        };
        let mut ids = Vec::with_capacity(dates.len());
        for when in dates {
            let sitting = NewSitting::of(&meeting, when, input.fields.clone(), input.reason.clone());
            ids.push(edit.create(&sitting)?.into());
        }
        Ok(Done::to_all(ids))
    }
}

/// The days on which a meeting sits already.
pub(super) fn days_of(edit: &mut Editor<'_, '_>, meeting: &Meeting) -> Result<Vec<NaiveDate>> {
    let all = records::sittings(edit.tx.reader(), meeting.partnership)?;
    let mine = all.into_iter().filter(|sitting| sitting.meeting == meeting.id && !sitting.head.archived);
    Ok(mine.filter_map(|sitting| sitting.when.starts_on).collect())
}

impl Input for UpdateMeetingOccurrenceInput {
    type Noun = MeetingOccurrence;
    const KEY: &'static str = "meeting_occurrence.update";

    fn apply(&self, sitting: &mut MeetingOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = (sitting.status, sitting.when.clone());
        edit.set("status", &mut sitting.status, &self.status);
        self.when.apply(&mut sitting.when);
        if before != (sitting.status, sitting.when.clone()) {
            edit.has_been(sitting.status, &sitting.when);
        }
        put(&mut sitting.summary, &self.summary);
        edit.put_attendance(&mut sitting.attendance, &self.attendance)?;
        self.fields.apply(sitting, edit)
    }

    reason!();
}

impl Revision for UpdateMeetingOccurrenceInput {
    id_and_version!();
}
