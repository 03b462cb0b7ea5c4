//! What a removal took. The change that says so commits to it: whoever can write to the
//! database could else take one value more, and let the same change answer for it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::commitment::{Salted, SaltedValues};

/// Where a change that removes values says which.
pub const REMOVED: &str = "$removed";

/// The fields that were removed, each with the changes from which, as stretches from the
/// first to the last: the reason of a large import stood at thousands in a row.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Removed(BTreeMap<String, Vec<(u64, u64)>>);

impl Removed {
    /// What is removed, from the names of values by the sequence of their change.
    pub fn of(values: &BTreeMap<u64, BTreeSet<String>>) -> Self {
        let mut fields: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
        for (sequence, names) in values {
            for name in names {
                let stretches = fields.entry(name.clone()).or_default();
                match stretches.last_mut() {
                    Some((_, last)) if *last + 1 == *sequence => *last = *sequence,
                    _ => stretches.push((*sequence, *sequence)),
                }
            }
        }
        Removed(fields)
    }

    /// What a change with these values says that it removed; none when it says nothing.
    pub fn said(values: &SaltedValues) -> Option<Self> {
        match values.get(REMOVED)? {
            Salted::Kept { value, .. } => Self::deserialize(value).ok(),
            Salted::Erased { .. } => None,
        }
    }

    /// Whether a field was removed from a change.
    pub fn holds(&self, field: &str, sequence: u64) -> bool {
        self.0.get(field).into_iter().flatten().any(|(from, to)| (*from..=*to).contains(&sequence))
    }

    /// The fields with the first and the last change of each stretch.
    pub fn stretches(&self) -> impl Iterator<Item = (&str, u64, u64)> {
        self.0.iter().flat_map(|(field, all)| all.iter().map(|(from, to)| (field.as_str(), *from, *to)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_a_row_are_one_stretch_and_hold_no_other() {
        let reason = || BTreeSet::from(["$reason".to_owned()]);
        let both = BTreeSet::from(["$reason".to_owned(), "name".to_owned()]);
        let removed = Removed::of(&BTreeMap::from([(3, reason()), (4, both), (5, reason()), (9, reason())]));
        let said = serde_json::to_value(&removed).unwrap();
        assert_eq!(said, serde_json::json!({ "$reason": [[3, 5], [9, 9]], "name": [[4, 4]] }));
        assert!(removed.holds("$reason", 4) && removed.holds("$reason", 9) && removed.holds("name", 4));
        assert!(!removed.holds("$reason", 6) && !removed.holds("name", 5) && !removed.holds("aim", 4));
    }
}
