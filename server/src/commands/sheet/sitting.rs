//! A row of sittings.

use chrono::NaiveDate;

use super::column::SheetColumn as C;
use super::known::Known;
use super::row::{Row, maybe};
use crate::commands::edit::{Creation, Editor, Input};
use crate::commands::occurrence::WhenFields;
use crate::commands::sitting::{NewSitting, SittingFields};
use crate::error::Result;
use crate::model::*;

/// A new sitting, which may have taken place already.
pub struct SittingRow {
    input: NewSitting,
    meeting: MeetingId,
    day: Option<NaiveDate>,
    status: Option<OccurrenceStatus>,
    summary: Option<String>,
    /// What the register has already on that day.
    pub exists: Option<String>,
}

/// What a row says; none when its meeting is not known.
pub fn read(row: &mut Row<'_>, known: &Known, reason: Option<&String>) -> Option<SittingRow> {
    let name = row.required(C::Meeting);
    let found = (!name.is_empty()).then(|| known.meeting(name));
    let when = WhenFields {
        starts_on: row.date(C::StartsOn),
        start_time: row.time(C::StartTime),
        ends_on: row.date(C::EndsOn),
        end_time: row.time(C::EndTime),
        date_note: row.text(C::DateNote),
    };
    let when = when.alone();
    let fields = SittingFields {
        name: row.text(C::Name),
        venue: row.text(C::Venue),
        visibility: maybe(row.word(C::Visibility)),
        ..SittingFields::default()
    };
    let status = row.word(C::Status);
    let meeting = row.good(C::Meeting, found)?;
    let taken = when.starts_on.is_some_and(|day| known.has_sitting(meeting.id, day));
    Some(SittingRow {
        meeting: meeting.id,
        day: when.starts_on,
        status,
        summary: row.said(C::Summary).map(str::to_owned),
        exists: taken.then(|| "The meeting has a sitting on this day already".to_owned()),
        input: NewSitting::of(meeting, when, fields, reason.cloned()),
    })
}

impl SittingRow {
    /// What tells it from the other rows; none while its day is not known.
    pub fn day_of_meeting(&self) -> Option<String> {
        self.day.map(|day| format!("{} {day}", self.meeting))
    }
}

impl Input for SittingRow {
    type Noun = MeetingOccurrence;
    const KEY: &'static str = NewSitting::KEY;

    fn apply(&self, sitting: &mut MeetingOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.input.apply(sitting, edit)?;
        sitting.status = self.status.unwrap_or(sitting.status);
        sitting.summary.clone_from(&self.summary);
        Ok(())
    }

    fn reason(&self) -> Option<&str> {
        self.input.reason()
    }
}

impl Creation for SittingRow {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<MeetingOccurrence> {
        self.input.start(edit)
    }
}
