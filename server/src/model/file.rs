//! The partnership file: one partnership as JSON, records linked by key.
//!
//! The JSON Schema in `docs/partnership-file.schema.json` is generated from these types.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::*;
use super::values::{Aim, Area, Source};

/// One partnership with all it links: the form in which plans are imported and exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartnershipFile {
    /// The version of this format.
    pub format: Format,
    /// The partnership itself.
    pub partnership: PartnershipEntry,
    /// Every agency that the file names. Agencies are shared between partnerships by slug.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencyEntry>,
    /// Which agency followed which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successions: Vec<SuccessionEntry>,
    /// The members, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<MembershipEntry>,
    /// The meetings, the board among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingEntry>,
    /// The events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventEntry>,
    /// The projects and schemes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<ProjectEntry>,
    /// The strategies, each with its priorities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategies: Vec<StrategyEntry>,
    /// The progress updates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<ProgressEntry>,
    /// The actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionEntry>,
    /// The documents, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentEntry>,
}

/// The version of the format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// The only version so far.
    #[default]
    #[serde(rename = "partnership-register/1")]
    V1,
}

/// A partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartnershipEntry {
    /// Its address, and what files of other partnerships name it by.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Earlier slugs, which keep resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_slugs: Vec<String>,
    /// Other names it goes by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What kind of body it is.
    #[serde(default = "partnership_kind")]
    pub kind: PartnershipKind,
    /// The areas it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// What it is, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The sentence on its legal duty, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_statement: Option<String>,
    /// The published words for members that are not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_members: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<Aim>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// How to reach it; never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The slug of the partnership above it, which must be in the register already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The day it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<NaiveDate>,
    /// The day it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
    /// After how many days without news a scheme is stale; absent: 120.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_after_days: Option<i32>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgencyEntry {
    /// Its address, by which this and other files name it.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Earlier slugs, which keep resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_slugs: Vec<String>,
    /// Other names it goes by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What kind of organisation it is.
    #[serde(default = "agency_kind")]
    pub kind: AgencyKind,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The day it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<NaiveDate>,
    /// The day it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// One agency following another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuccessionEntry {
    /// Its key: unique among all successions.
    pub key: String,
    /// The slug of the agency before.
    pub from: String,
    /// The slug of the agency after; absent when it was abolished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How.
    pub kind: SuccessionKind,
    /// The day it took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// An agency in the partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembershipEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// The agency's slug.
    pub agency: String,
    /// The name in the published list.
    pub name_as_published: String,
    /// On what legal basis.
    #[serde(default = "basis")]
    pub basis: MembershipBasis,
    /// The basis in the published words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_as_published: Option<String>,
    /// In what capacity.
    #[serde(default = "capacity")]
    pub capacity: Capacity,
    /// The heading under which the list names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_under: Option<String>,
    /// Its place, when that is not its place in this list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// The day it joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<NaiveDate>,
    /// The day it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<NaiveDate>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

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

/// A project or scheme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind it is.
    #[serde(default = "project_kind")]
    pub kind: ProjectKind,
    /// Where it stands.
    #[serde(default = "project_status")]
    pub status: ProjectStatus,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The slug of the agency that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_agency: Option<String>,
    /// The post that leads it, never a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_post: Option<String>,
    /// The slugs of the agencies that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partner_agencies: Vec<String>,
    /// The day it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The day it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// When its agency last said that nothing had changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_confirmed_at: Option<DateTime<Utc>>,
    /// Who may see it.
    #[serde(default = "public")]
    pub visibility: Visibility,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// One edition of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StrategyEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What kind of plan it is.
    #[serde(default = "strategy_kind")]
    pub kind: StrategyKind,
    /// Where the edition stands.
    #[serde(default = "strategy_state")]
    pub state: StrategyState,
    /// The period in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_label: Option<String>,
    /// Which edition it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition_label: Option<String>,
    /// The first day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The last day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// What it says, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The key of the edition it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// What bodies decided about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<ApprovalEntry>,
    /// Its priorities, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<PriorityEntry>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A decision on a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApprovalEntry {
    /// The body that decided.
    pub body: String,
    /// The slug of the agency it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// What it decided.
    pub outcome: ApprovalOutcome,
    /// The day of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// A numbered heading of a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriorityEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its number, when that is not its place in this list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// Its title, if one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How sure the title is; absent: `PROVISIONAL` with a title, `MISSING` without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_status: Option<TitleStatus>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The published sentence on how it is addressed, whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approach: Option<String>,
    /// The key of the priority of an earlier edition that it carries on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<String>,
    /// The slugs of the agencies that lead on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead_agencies: Vec<String>,
    /// What it concentrates on, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub focus_areas: Vec<FocusAreaEntry>,
    /// The keys of its meetings, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<String>,
    /// The keys of its events, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// The keys of its projects and schemes, in published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<String>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// What a priority concentrates on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FocusAreaEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its place, when that is not its place in this list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// Its title.
    pub title: String,
    /// The key of the focus area it carries on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<String>,
    /// The keys of the projects that serve it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<String>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A dated note on exactly one of a project, a priority or a focus area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgressEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// The key of the project it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The key of the priority it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// The key of the focus area it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<String>,
    /// The day it speaks of.
    pub on: NaiveDate,
    /// The period in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_label: Option<String>,
    /// How it is going.
    #[serde(default = "rating")]
    pub rating: Rating,
    /// The word of another scale, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_as_published: Option<String>,
    /// What there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// The slug of the agency whose report it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// Who may see it.
    #[serde(default = "partners")]
    pub visibility: Visibility,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Something agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// What is to be done.
    pub text: String,
    /// Its reference as minuted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The slugs of the agencies that are to do it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// The post that is to do it, never a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_post: Option<String>,
    /// The day it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// The day it was first due; absent: `dueOn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    #[serde(default = "action_status")]
    pub status: ActionStatus,
    /// The day it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closure_note: Option<String>,
    /// The key of the sitting at which it was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_at: Option<String>,
    /// The key of its project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The key of its priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Who may see it.
    #[serde(default = "partners")]
    pub visibility: Visibility,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// A titled document with a link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentEntry {
    /// Its key: unique among the partnership's records of this type, never changed.
    pub key: String,
    /// Its place, when that is not its place in this list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i32>,
    /// Its title.
    pub title: String,
    /// What kind of document it is.
    #[serde(default = "document_kind")]
    pub kind: DocumentKind,
    /// Where to find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Which version it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_label: Option<String>,
    /// Its reference number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The date it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated_on: Option<NaiveDate>,
    /// The slug of the agency it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_agency: Option<String>,
    /// Its protective marking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// Who may see it.
    #[serde(default = "partners")]
    pub visibility: Visibility,
    /// The keys of the strategies it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategies: Vec<String>,
    /// The keys of the priorities it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<String>,
    /// The keys of the projects it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<String>,
    /// The keys of the sittings it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sittings: Vec<String>,
    /// Whether it was put away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

macro_rules! defaults {
    ($($name:ident -> $enum:ident::$value:ident;)*) => {$(
        fn $name() -> $enum {
            $enum::$value
        }
    )*};
}

// What a file leaves out. Visibility defaults to the narrower wherever the content
// is usually internal: widening is an explicit step.
defaults! {
    partnership_kind -> PartnershipKind::CommunitySafetyPartnership;
    agency_kind -> AgencyKind::Other;
    basis -> MembershipBasis::NotStated;
    capacity -> Capacity::NotStated;
    meeting_kind -> MeetingKind::Other;
    event_kind -> EventKind::Other;
    project_kind -> ProjectKind::Other;
    project_status -> ProjectStatus::NotStated;
    strategy_kind -> StrategyKind::PartnershipPlan;
    strategy_state -> StrategyState::Draft;
    occurrence_status -> OccurrenceStatus::Planned;
    rating -> Rating::NotRated;
    action_status -> ActionStatus::Open;
    document_kind -> DocumentKind::Other;
    public -> Visibility::Public;
    partners -> Visibility::Partners;
}
