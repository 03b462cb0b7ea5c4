//! One change of a bundle: a line of `changes.jsonl`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::history::change::{ChangeMeta, Leaf};
use crate::history::commitment::{Salted, SaltedValues, canonical};

/// A change as it is put into a bundle.
#[derive(Debug)]
pub struct Shown {
    /// What its leaf is made from.
    pub meta: ChangeMeta,
    /// Its commitments, by field.
    pub commitments: BTreeMap<String, String>,
    /// The hash of its leaf, as the log has it.
    pub hash: Vec<u8>,
    /// What the record said after it.
    pub values: SaltedValues,
    /// The values that whoever asked may not see: their commitments stay in the leaf.
    pub withheld: BTreeSet<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    hash: String,
    leaf: Leaf<'a>,
    values: BTreeMap<&'a str, Given<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Given<'a> {
    Kept { salt: &'a str, value: &'a Value },
    Erased { erased: u64 },
    Withheld { withheld: bool },
}

impl Shown {
    /// The line, in canonical JSON (RFC 8785), so that the leaf and each value stand in it
    /// byte for byte as they are hashed.
    ///
    /// # Errors
    /// When a value has no canonical form.
    pub fn line(&self) -> Result<Vec<u8>> {
        let values = self.values.iter().map(|(field, salted)| {
            let given = match salted {
                _ if self.withheld.contains(field) => Given::Withheld { withheld: true },
                Salted::Kept { salt, value } => Given::Kept { salt, value },
                Salted::Erased { erased, .. } => Given::Erased { erased: *erased },
            };
            (field.as_str(), given)
        });
        let line = Line {
            hash: hex::encode(&self.hash),
            leaf: self.meta.leaf(&self.commitments),
            values: values.collect(),
        };
        let mut line = canonical(&line)?;
        line.push(b'\n');
        Ok(line)
    }

    /// The values of the record itself that are shown.
    pub fn record(&self) -> BTreeMap<&str, &Value> {
        let own = self.values.iter().filter(|(field, _)| is_own(field) && !self.withheld.contains(*field));
        own.filter_map(|(field, salted)| match salted {
            Salted::Kept { value, .. } => Some((field.as_str(), value)),
            Salted::Erased { .. } => None,
        })
        .collect()
    }
}

/// Whether a value is one of the record: those that begin with a dollar are of the change.
fn is_own(field: &str) -> bool {
    !field.starts_with('$')
}

/// A line as it is read. What it borrows is hashed as it stands.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<'a> {
    /// The hash of the leaf, in hexadecimal.
    #[serde(borrow)]
    pub hash: &'a str,
    /// What the leaf is made from, in canonical JSON.
    #[serde(borrow)]
    pub leaf: &'a RawValue,
    /// The values by field.
    #[serde(borrow)]
    pub values: BTreeMap<Cow<'a, str>, Found<'a>>,
}

/// A value as it is read: with its salt, or erased by a change, or withheld.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found<'a> {
    /// The salt.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<&'a str>,
    /// The value, in canonical JSON.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a RawValue>,
    /// The sequence of the change that erased it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<u64>,
    /// Whether the one who asked for the bundle may not see it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

impl Found<'_> {
    /// Whether it is withheld, and nothing stands there beside that.
    pub fn is_withheld(&self) -> bool {
        self.withheld && self.salt.is_none() && self.value.is_none()
    }
}

/// What a verifier reads of a leaf.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundLeaf<'a> {
    /// The place in the history.
    pub sequence: u64,
    /// When; all are written alike, so text is compared.
    #[serde(borrow)]
    pub at: Cow<'a, str>,
    /// What was done.
    #[serde(borrow)]
    pub action: Cow<'a, str>,
    /// The record.
    #[serde(borrow)]
    pub entity_id: Cow<'a, str>,
    /// Its partnership.
    #[serde(borrow, default)]
    pub partnership_id: Option<Cow<'a, str>>,
    /// The change of the same record before it.
    #[serde(default)]
    pub previous_sequence: Option<u64>,
    /// The commitments by field.
    #[serde(borrow)]
    pub commitments: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
}

impl Entry<'_> {
    /// Whether it stands in a line just so, with nothing between and no name twice: of two
    /// values of one name programs read different ones. The leaf and the values are
    /// compared with hashes of what is canonical.
    pub fn is_all_of(&self, line: &[u8]) -> bool {
        serde_json::to_vec(self).is_ok_and(|written| written == line)
    }

    /// What the record was called, when that is shown.
    pub fn label(&self) -> Option<String> {
        serde_json::from_str(self.values.get("$label")?.value?.get()).ok()
    }

    /// The hash of the leaf as it stands (RFC 6962).
    pub fn leaf_hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update([0]);
        hash.update(self.leaf.get());
        hash.finalize().into()
    }

    /// The hash of what the record said after it, as far as it is shown: what a plan is
    /// compared by.
    pub fn record_hash(&self) -> [u8; 32] {
        let mut hash = RecordHash::default();
        for (field, found) in &self.values {
            if let (true, Some(value)) = (is_own(field), found.value) {
                hash.add(field, value.get());
            }
        }
        hash.finish()
    }
}

/// The hash of a record by its values.
#[derive(Default)]
pub struct RecordHash(Sha256);

impl RecordHash {
    /// Adds a value, in the order of fields.
    pub fn add(&mut self, field: &str, value: &str) {
        for part in [field, value] {
            self.0.update((part.len() as u64).to_be_bytes());
            self.0.update(part);
        }
    }

    /// The hash of all.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

impl Found<'_> {
    /// The commitment to it as it stands; none when there is no value.
    pub fn commitment(&self, field: &str) -> Option<String> {
        let (salt, value) = (self.salt?, self.value?);
        let mut hash = Sha256::new();
        hash.update("[");
        hash.update(serde_json::to_string(salt).ok()?);
        hash.update(",");
        hash.update(serde_json::to_string(field).ok()?);
        hash.update(",");
        hash.update(value.get());
        hash.update("]");
        Some(hex::encode(hash.finalize()))
    }
}
