//! Strategies with their priorities and focus areas.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::defaults::*;
use crate::model::enums::*;
use crate::model::values::Source;

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
