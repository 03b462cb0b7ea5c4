//! Occurrences: the dated sittings of meetings and the dates of events.

use std::sync::Arc;

use async_graphql::{ID, Interface, Object};

use super::action::ActionObject;
use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::document::DocumentObject;
use super::event::EventObject;
use super::meeting::MeetingObject;
use super::object::{RecordFields, agencies, object, objects, record_object, required};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::scalars::{Date, DateTime, TimeOfDay};
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;

record_object! {
    /// One dated sitting of a meeting.
    MeetingOccurrenceObject for MeetingOccurrence
}

/// One dated sitting of a meeting.
#[Object(name = "MeetingOccurrence")]
impl MeetingOccurrenceObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::seen(self.at())
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Whether you may record what became of it; not while it is cancelled, or it or its
    /// meeting is archived.
    async fn viewer_can_record(&self) -> bool {
        self.at().record().status != OccurrenceStatus::Cancelled
            && Powers::over(self.at()).takes_new("meeting_occurrence.record")
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// What it is called: its own name, or that of the series.
    pub async fn name(&self) -> &str {
        let at = self.at();
        match &at.record().name {
            Some(name) => name,
            None => at.links().meeting.map_or("", |series| &at.view.node::<Meeting>(series).record.name),
        }
    }
    /// The first day; null: not known.
    pub async fn starts_on(&self) -> Option<Date> {
        self.at().record().when.starts_on.map(Date)
    }
    /// The last day.
    pub async fn ends_on(&self) -> Option<Date> {
        self.at().record().when.last_day().map(Date)
    }
    /// The time at which it starts on the first day.
    async fn start_time(&self) -> Option<TimeOfDay> {
        self.at().record().when.start_time.map(TimeOfDay)
    }
    /// The time at which it ends on the last day.
    async fn end_time(&self) -> Option<TimeOfDay> {
        self.at().record().when.end_time.map(TimeOfDay)
    }
    /// The moment it starts, when day and time are known.
    pub async fn starts_at(&self) -> Option<DateTime> {
        self.at().record().when.starts_at().map(DateTime)
    }
    /// The moment it ends, when day and time are known.
    pub async fn ends_at(&self) -> Option<DateTime> {
        self.at().record().when.ends_at().map(DateTime)
    }
    /// What is known of the date in words.
    pub async fn date_note(&self) -> Option<&str> {
        self.at().record().when.date_note.as_deref()
    }
    /// Where it takes place.
    pub async fn venue(&self) -> Option<&str> {
        self.at().record().venue.as_deref()
    }
    /// Whether it took place.
    pub async fn status(&self) -> OccurrenceStatus {
        self.at().record().status
    }
    /// Who may see it.
    pub async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
    /// The meeting of which it is a sitting.
    async fn meeting(&self) -> Result<MeetingObject> {
        required(object(&self.at().view, self.at().links().meeting))
    }
    /// The day on which the meeting sits next by its rule, counted from this sitting; null
    /// without a rule or a day, and when a later sitting is scheduled already.
    async fn next_by_rule(&self) -> Result<Option<Date>> {
        Ok(self.at().view.next_by_rule(self.at().place)?.map(Date))
    }
    /// What was discussed and decided. Plain text; a blank line starts a paragraph.
    async fn summary(&self) -> Option<&str> {
        self.at().record().summary.as_deref()
    }
    /// Who attended, by agency.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn attendance(&self) -> Vec<AttendanceObject> {
        let lens = self.at().view.lens();
        let entries = self.at().record().attendance.iter();
        entries.map(|a| AttendanceObject { lens: Arc::clone(lens), attendance: a.clone() }).collect()
    }
    /// The actions agreed at it.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn actions(&self) -> Result<Vec<ActionObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Action>(&at.links().actions)?))
    }
    /// Its agenda, minutes and other documents.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn documents(&self) -> Result<Vec<DocumentObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Document>(&at.links().documents)?))
    }
}

record_object! {
    /// One dated occurrence of an event.
    EventOccurrenceObject for EventOccurrence
}

/// One dated occurrence of an event.
#[Object(name = "EventOccurrence")]
impl EventOccurrenceObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::of(&self.at().record().head)
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// What it is called: its own name, or that of the series.
    pub async fn name(&self) -> &str {
        let at = self.at();
        match &at.record().name {
            Some(name) => name,
            None => at.links().event.map_or("", |series| &at.view.node::<Event>(series).record.name),
        }
    }
    /// The first day; null: not known.
    pub async fn starts_on(&self) -> Option<Date> {
        self.at().record().when.starts_on.map(Date)
    }
    /// The last day.
    pub async fn ends_on(&self) -> Option<Date> {
        self.at().record().when.last_day().map(Date)
    }
    /// The time at which it starts on the first day.
    async fn start_time(&self) -> Option<TimeOfDay> {
        self.at().record().when.start_time.map(TimeOfDay)
    }
    /// The time at which it ends on the last day.
    async fn end_time(&self) -> Option<TimeOfDay> {
        self.at().record().when.end_time.map(TimeOfDay)
    }
    /// The moment it starts, when day and time are known.
    pub async fn starts_at(&self) -> Option<DateTime> {
        self.at().record().when.starts_at().map(DateTime)
    }
    /// The moment it ends, when day and time are known.
    pub async fn ends_at(&self) -> Option<DateTime> {
        self.at().record().when.ends_at().map(DateTime)
    }
    /// What is known of the date in words.
    pub async fn date_note(&self) -> Option<&str> {
        self.at().record().when.date_note.as_deref()
    }
    /// Where it takes place.
    pub async fn venue(&self) -> Option<&str> {
        self.at().record().venue.as_deref()
    }
    /// Whether it took place.
    pub async fn status(&self) -> OccurrenceStatus {
        self.at().record().status
    }
    /// Who may see it.
    pub async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
    /// The event of which it is an occurrence.
    async fn event(&self) -> Result<EventObject> {
        required(object(&self.at().view, self.at().links().event))
    }
    /// The agencies that host it: its own, or those of the event.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn host_agencies(&self) -> Vec<AgencyObject> {
        let at = self.at();
        let own = &at.record().host_agencies;
        let hosts = match at.links().event {
            Some(event) if own.is_empty() => &at.view.node::<Event>(event).record.host_agencies,
            _ => own,
        };
        agencies(at.view.lens(), hosts.iter().copied())
    }
    /// For whom it is.
    async fn audience(&self) -> Option<&str> {
        self.at().record().audience.as_deref()
    }
    /// Where to book.
    async fn booking_url(&self) -> Option<&str> {
        self.at().record().booking_url.as_deref()
    }
}

/// How one agency attended a sitting.
pub struct AttendanceObject {
    lens: Arc<Lens>,
    attendance: Attendance,
}

/// How one agency attended a sitting.
#[Object(name = "Attendance")]
impl AttendanceObject {
    /// The agency.
    async fn agency(&self) -> Result<AgencyObject> {
        required(AgencyObject::find(&self.lens, self.attendance.agency))
    }
    /// In what capacity it attends.
    async fn capacity(&self) -> Capacity {
        self.attendance.capacity
    }
    /// Whether it came.
    async fn state(&self) -> AttendanceState {
        self.attendance.state
    }
    /// The post of whoever came, never a person's name.
    async fn post(&self) -> Option<&str> {
        self.attendance.post.as_deref()
    }
}

/// Something with a date: a sitting of a meeting or an occurrence of an event.
#[derive(Interface)]
#[expect(clippy::duplicated_attributes, reason = "the fields of an interface have types in common")]
#[graphql(
    name = "Occurrence",
    field(name = "id", ty = "ID", desc = "Its id, which never changes."),
    field(name = "name", ty = "&str", desc = "What it is called: its own name, or that of the series."),
    field(name = "starts_on", ty = "Option<Date>", desc = "The first day; null: not known."),
    field(name = "ends_on", ty = "Option<Date>", desc = "The last day."),
    field(
        name = "starts_at",
        ty = "Option<DateTime>",
        desc = "The moment it starts, when day and time are known."
    ),
    field(
        name = "ends_at",
        ty = "Option<DateTime>",
        desc = "The moment it ends, when day and time are known."
    ),
    field(name = "date_note", ty = "Option<&str>", desc = "What is known of the date in words."),
    field(name = "venue", ty = "Option<&str>", desc = "Where it takes place."),
    field(name = "status", ty = "OccurrenceStatus", desc = "Whether it took place."),
    field(name = "visibility", ty = "Visibility", desc = "Who may see it.")
)]
pub enum OccurrenceInterface {
    /// A sitting of a meeting.
    Meeting(MeetingOccurrenceObject),
    /// An occurrence of an event.
    Event(EventOccurrenceObject),
}
