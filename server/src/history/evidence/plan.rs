//! A plan as it was at a moment: what the last change of each record says.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entry::RecordHash;

/// A plan as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The id of the partnership; none: what no partnership owns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partnership: Option<String>,
    /// What it is called.
    pub name: String,
    /// The last change of the register that it includes; 0 before there was any.
    pub sequence: u64,
    /// When that was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The records, each as it was.
    pub records: Vec<PlanRecord>,
}

/// A record of a plan as it is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRecord {
    /// Its id.
    pub id: String,
    /// What it was called.
    pub label: String,
    /// The change that says so.
    pub change: u64,
    /// When that was made.
    pub at: String,
    /// What it said, without what was erased or is withheld.
    pub values: Map<String, Value>,
}

/// A plan as it is read: what stands beside what is written here would be taken for proved.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundPlan<'a> {
    /// The id of the partnership.
    #[serde(default, deserialize_with = "there")]
    pub partnership: Option<String>,
    /// What it is called, for whoever reads it.
    pub name: String,
    /// The last change that it includes.
    pub sequence: u64,
    /// When that was made, for whoever reads it.
    #[serde(default, deserialize_with = "there")]
    pub at: Option<String>,
    /// The records.
    #[serde(borrow)]
    pub records: Vec<FoundRecord<'a>>,
}

/// A record of a plan as it is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundRecord<'a> {
    /// Its id.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// What it was called.
    #[serde(borrow)]
    pub label: Cow<'a, str>,
    /// The change that says so.
    pub change: u64,
    /// When that was made.
    #[serde(borrow)]
    pub at: Cow<'a, str>,
    /// What it said, in canonical JSON.
    #[serde(borrow)]
    pub values: BTreeMap<Cow<'a, str>, &'a RawValue>,
}

/// Reads what may be left out and is never null.
fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

impl FoundRecord<'_> {
    /// The hash by which it is compared with what its change says.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = RecordHash::default();
        for (field, value) in &self.values {
            hash.add(field, value.get());
        }
        hash.finish()
    }
}
