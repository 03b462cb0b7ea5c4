//! The partnership file: one partnership as JSON, records linked by key.
//!
//! The JSON Schema in `docs/partnership-file.schema.json` is generated from these types.

mod defaults;
mod delivery;
mod members;
mod plan;
mod series;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use delivery::*;
pub use members::*;
pub use plan::*;
pub use series::*;

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
