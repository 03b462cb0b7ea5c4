//! `bundle.json`: what a bundle is of, and what it should hold.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CHANGES, CHECKPOINTS, KEYS, MANIFEST, PLAN_END, PLAN_START, README, SUMS, TABLE, UNSEEN};

/// What a bundle is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// [`FORMAT`](super::FORMAT).
    pub format: String,
    /// The program that made it.
    pub made_by: String,
    /// When, as RFC 3339.
    pub made_at: String,
    /// Whoever asked for it.
    pub asked_by: String,
    /// How many changes the log had: those that are shown and those that are not.
    pub size: u64,
    /// The root of the log over them, in hexadecimal.
    pub root: String,
    /// The period.
    pub period: Period,
    /// What the changes were narrowed to, each as it was asked.
    pub filter: Filter,
    /// Whether all changes of the period were shown, whatever they are of.
    pub complete: bool,
    /// How many changes are shown, with those from before the period on which the plans
    /// stand.
    pub changes: u64,
    /// The plans.
    pub plans: Vec<PlanFile>,
}

impl Manifest {
    /// Reads one; none when it is another, or says more than the program writes, or a name
    /// twice: programs would read different things.
    pub fn read(text: &[u8]) -> Option<Manifest> {
        let manifest: Manifest = serde_json::from_slice(text).ok()?;
        let all: Value = serde_json::from_slice(text).ok()?;
        serde_json::to_value(&manifest).is_ok_and(|own| own == all).then_some(manifest)
    }

    /// Whether a bundle of which this is said has a file of this name.
    pub fn names(&self, file: &str) -> bool {
        let page = file.strip_suffix(".html").map(|name| format!("{name}.json"));
        match [PLAN_START, PLAN_END].iter().any(|folder| file.starts_with(folder)) {
            true => self.plans.iter().any(|plan| plan.file == page.as_deref().unwrap_or(file)),
            false => {
                [README, MANIFEST, CHANGES, TABLE, UNSEEN, KEYS, SUMS].contains(&file)
                    || file.starts_with(CHECKPOINTS)
            }
        }
    }
}

/// From when to when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// The first moment, when one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last moment, when one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The last change before the period; 0 when there is none.
    pub after: u64,
    /// The last change of the period.
    pub last: u64,
}

/// What the changes were narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// The id of a partnership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnership: Option<String>,
    /// The id of a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Types of records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Whoever made the changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
}

impl Filter {
    /// Whether nothing was asked but for a partnership.
    pub fn is_of_whole_plans(&self) -> bool {
        self.entity.is_none() && self.types.is_empty() && self.actor.is_none()
    }
}

/// A plan in the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanFile {
    /// Its name in the bundle.
    pub file: String,
    /// The id of the partnership; none: what no partnership owns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnership: Option<String>,
    /// The last change that it includes.
    pub sequence: u64,
}
