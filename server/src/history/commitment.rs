//! Salted commitments: a change's leaf binds its values without revealing them.
//!
//! A commitment is SHA-256 over the canonical JSON (RFC 8785) of
//! `[salt, field, value]`; the salt is 16 random bytes in hexadecimal. When a value and
//! its salt are erased, the commitment stays and tells nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// A value with its salt, or the sequence of the change that erased it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Salted {
    /// A value that is still there.
    Kept {
        /// 32 hexadecimal digits.
        salt: String,
        /// The value as the record holds it.
        value: Value,
    },
    /// A value that was erased.
    Erased {
        /// The sequence of the change that says so.
        erased: u64,
        /// The first change from which it took the same value: what was changed between two
        /// values that are both gone still shows as a change. Nothing proves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first: Option<u64>,
    },
}

/// A change's values by field.
pub type SaltedValues = BTreeMap<String, Salted>;

/// Gives each value a fresh salt.
///
/// # Errors
/// [`Error::Internal`] when the system has no randomness to give.
pub fn salt(values: Map<String, Value>) -> Result<SaltedValues> {
    let mut random = vec![0_u8; values.len() * 16];
    getrandom::fill(&mut random).map_err(|e| Error::internal(e.to_string()))?;
    let salts = random.chunks(16).map(hex::encode);
    Ok(values
        .into_iter()
        .zip(salts)
        .map(|((field, value), salt)| (field, Salted::Kept { salt, value }))
        .collect())
}

/// The commitments to salted values, in hexadecimal; erased ones have none to compute.
///
/// # Errors
/// [`Error::Internal`] when a value has no canonical form (a number beyond 2^53).
pub fn commitments(values: &SaltedValues) -> Result<BTreeMap<String, String>> {
    let kept = values.iter().filter_map(|(field, salted)| match salted {
        Salted::Kept { salt, value } => Some((field, salt, value)),
        Salted::Erased { .. } => None,
    });
    kept.map(|(field, salt, value)| Ok((field.clone(), commitment(salt, field, value)?))).collect()
}

fn commitment(salt: &str, field: &str, value: &Value) -> Result<String> {
    let canonical = canonical(&(salt, field, value))?;
    Ok(hex::encode(Sha256::digest(&canonical)))
}

/// The canonical JSON (RFC 8785) of a value.
///
/// # Errors
/// [`Error::Internal`] when it has none.
pub fn canonical(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json_canonicalizer::to_vec(value).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_values_under_different_salts_have_different_commitments() {
        let values = || json!({ "name": "Pubwatch" }).as_object().cloned().unwrap();
        let (one, two) = (salt(values()).unwrap(), salt(values()).unwrap());
        assert_ne!(commitments(&one).unwrap(), commitments(&two).unwrap());
    }

    #[test]
    fn a_commitment_is_the_hash_of_salt_field_and_value() {
        let expected = hex::encode(Sha256::digest(br#"["00","name","Pubwatch"]"#));
        assert_eq!(commitment("00", "name", &json!("Pubwatch")).unwrap(), expected);
    }
}
