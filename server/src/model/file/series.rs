//! Meetings and events, with their occurrences.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::defaults::*;
use crate::model::enums::*;
use crate::model::values::Source;

/// A standing meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeetingEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind of meeting it is.
    #[serde(default = "meeting_kind")]
    pub kind: MeetingKind,
    /// Whether it is the partnership's board; at most one is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_board: bool,
    /// How often it meets, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// How often it meets, as an RFC 5545 recurrence rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<String>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The key of the meeting it reports to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The slug of the body it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_agency: Option<String>,
    /// The slugs of the agencies that chair it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chair_agencies: Vec<String>,
    /// Who may see it.
    #[serde(default = "public")]
    pub visibility: Visibility,
    /// Its sittings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occurrences: Vec<MeetingOccurrenceEntry>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A sitting of a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeetingOccurrenceEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its own name; absent: that of the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The time it starts, `HH:MM` in London.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// The last day; absent: the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// The time it ends, `HH:MM` in London.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// What is known of the date in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Whether it took place.
    #[serde(default = "occurrence_status")]
    pub status: OccurrenceStatus,
    /// Who may see it.
    #[serde(default = "partners")]
    pub visibility: Visibility,
    /// What was discussed and decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Who attended, by agency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<AttendanceEntry>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// How one agency attended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttendanceEntry {
    /// The agency's slug.
    pub agency: String,
    /// Whether it came.
    pub state: AttendanceState,
    /// In what capacity.
    #[serde(default = "capacity")]
    pub capacity: Capacity,
    /// The post of whoever came, never a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// An event or a series of events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind of event it is.
    #[serde(default = "event_kind")]
    pub kind: EventKind,
    /// What happens there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The slugs of the agencies that host it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub host_agencies: Vec<String>,
    /// Who may see it.
    #[serde(default = "public")]
    pub visibility: Visibility,
    /// Its dated occurrences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occurrences: Vec<EventOccurrenceEntry>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// An occurrence of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventOccurrenceEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its own name; absent: that of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The time it starts, `HH:MM` in London.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// The last day; absent: the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// The time it ends, `HH:MM` in London.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// What is known of the date in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Whether it took place.
    #[serde(default = "occurrence_status")]
    pub status: OccurrenceStatus,
    /// Who may see it.
    #[serde(default = "public")]
    pub visibility: Visibility,
    /// The slugs of the agencies that host it; absent: those of the event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub host_agencies: Vec<String>,
    /// For whom it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Where to book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking_url: Option<String>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}
