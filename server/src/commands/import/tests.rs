//! No file makes the import panic, whatever it holds.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::existing::Existing;
use super::plan::Plan;
use super::{Options, parse};
use crate::error::{Error, Problem};
use crate::founding::SAFER_CHELMSFORD;

/// What is wrong with a file for an empty register.
fn problems(bytes: &[u8]) -> Vec<Problem> {
    let file = match parse(bytes) {
        Ok(file) => file,
        Err(Error::Invalid(problems)) => return problems,
        Err(other) => panic!("{other:?}"),
    };
    let now = "2026-03-02T09:00:00Z".parse().unwrap();
    Plan::of(&file, &Existing::default(), Options::default(), now).err().unwrap_or_default()
}

/// Every place in a value, as JSON pointers.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    found.push(at.clone());
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, v)| places(v, format!("{at}/{i}"), found))
        }
        Value::Object(map) => map.iter().for_each(|(k, v)| places(v, format!("{at}/{k}"), found)),
        _ => {}
    }
}

/// Values that are wrong in most places, and right in some.
fn odd_value() -> impl Strategy<Value = Value> {
    const WORDS: &[&str] =
        &["", "PUBLIC", "RESTRICTED", "CASE_PANEL", "essex-police", "2021-22", "25:00", "9999-12-31"];
    prop_oneof![
        any::<String>().prop_map(Value::String),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        proptest::sample::select(WORDS).prop_map(Value::from),
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{}, null, "x"])),
        Just(Value::from("\u{0}\u{FDFA}\u{202E}".repeat(400))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_that_are_no_file_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!problems(&bytes).is_empty());
    }

    #[test]
    fn a_founding_file_with_anything_anywhere_is_imported_or_explained(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), odd_value()), 1..4),
    ) {
        let mut file: Value = serde_json::from_str(SAFER_CHELMSFORD).unwrap();
        for (place, value) in changes {
            let mut all = Vec::new();
            places(&file, String::new(), &mut all);
            if let Some(target) = file.pointer_mut(place.get(&all[..]).as_str()) {
                *target = value;
            }
        }
        let text = file.to_string();
        for problem in problems(text.as_bytes()) {
            prop_assert!(problem.message.len() < 2_000, "{problem}");
        }
    }

    #[test]
    fn a_file_cut_short_is_refused(cut in 0..SAFER_CHELMSFORD.len() - 2) {
        prop_assert_eq!(problems(&SAFER_CHELMSFORD.as_bytes()[..cut]).len(), 1);
    }
}

#[test]
fn the_founding_file_has_no_problems() {
    assert_eq!(problems(SAFER_CHELMSFORD.as_bytes()), []);
}
