//! Projects, and what is reported, agreed and published about them.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::defaults::*;
use crate::model::enums::*;
use crate::model::values::Source;

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
    /// The key of the action that it repeats; only of a duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
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
