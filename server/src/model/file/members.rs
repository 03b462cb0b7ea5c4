//! The partnership itself, its members and how agencies followed each other.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::defaults::*;
use crate::model::enums::*;
use crate::model::values::{Aim, Area, Source};

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
