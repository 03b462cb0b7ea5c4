//! What a change changed: its values against those of the change before, in words.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::commitment::{Salted, SaltedValues};
use crate::model::AnyId;

/// Where a change of a record says of which priorities and focus areas it was put, or is put
/// no longer, by the same command: those are what holds the links, each with a change of its
/// own. By field, the ids that were `added` and `removed`.
pub const LINKED: &str = "$linked";

/// Values that every change alters and that say nothing.
const SILENT: [&str; 3] = ["version", "createdAt", "told"];

/// One value that differs between two states of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The name of the value.
    pub field: String,
    /// What it was.
    pub before: Side,
    /// What it became.
    pub after: Side,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq)]
pub enum Side {
    /// There was no value.
    None,
    /// There was one, which a later change erased.
    Erased {
        /// The sequence of that change.
        by: u64,
        /// The first change that held the same value.
        first: Option<u64>,
    },
    /// The value.
    Value(Value),
}

impl Side {
    fn of(salted: Option<&Salted>) -> Side {
        match salted {
            None => Side::None,
            Some(Salted::Erased { erased: by, first }) => Side::Erased { by: *by, first: *first },
            Some(Salted::Kept { value, .. }) => Side::Value(value.clone()),
        }
    }

    /// The value, when there is one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Side::Value(value) => Some(value),
            Side::None | Side::Erased { .. } => None,
        }
    }

    /// The sequence of the change that erased the value.
    pub fn erased_by(&self) -> Option<u64> {
        match self {
            Side::Erased { by, .. } => Some(*by),
            Side::None | Side::Value(_) => None,
        }
    }

    /// Leaves out of it what `known` does not know.
    fn seen(self, known: &dyn Labels) -> Side {
        match self {
            Side::Value(value) => seen(&value, known).map_or(Side::None, Side::Value),
            side => side,
        }
    }
}

/// What linked records are called; none: the viewer may not know of it.
pub trait Labels {
    /// What this record is called.
    fn label(&self, id: AnyId) -> Option<&str>;
}

/// The values that differ, by name; those of the change itself are no values of the record.
pub fn differences(before: Option<&SaltedValues>, after: &SaltedValues) -> Vec<Difference> {
    let empty = SaltedValues::new();
    let before = before.unwrap_or(&empty);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let named = names.into_iter().filter(|name| !name.starts_with('$') && !SILENT.contains(&name.as_str()));
    named
        .map(|name| Difference {
            field: name.clone(),
            before: Side::of(before.get(name)),
            after: Side::of(after.get(name)),
        })
        .filter(|difference| difference.before != difference.after)
        .collect()
}

/// What a change says of links that stand in other records.
pub fn links(after: &SaltedValues) -> Vec<Difference> {
    let Some(Salted::Kept { value: Value::Object(fields), .. }) = after.get(LINKED) else {
        return Vec::new();
    };
    let side = |lists: &Value, name: &str| lists.get(name).cloned().map_or(Side::None, Side::Value);
    let told = fields.iter().map(|(field, lists)| Difference {
        field: field.clone(),
        before: side(lists, "removed"),
        after: side(lists, "added"),
    });
    told.collect()
}

/// The records that these differences link.
pub fn linked(differences: &[Difference]) -> BTreeSet<AnyId> {
    let mut found = BTreeSet::new();
    for side in differences.iter().flat_map(|d| [&d.before, &d.after]) {
        if let Some(value) = side.value() {
            collect(value, &mut found);
        }
    }
    found
}

/// The records that some values link.
pub fn linked_by(values: &SaltedValues) -> BTreeSet<AnyId> {
    let mut found = BTreeSet::new();
    for salted in values.values() {
        if let Salted::Kept { value, .. } = salted {
            collect(value, &mut found);
        }
    }
    found
}

fn collect(value: &Value, found: &mut BTreeSet<AnyId>) {
    match value {
        Value::String(text) => found.extend(id(text)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(map) => map.values().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// Text is looked at only when it can be an id.
fn id(text: &str) -> Option<AnyId> {
    (text.len() < 64).then(|| text.parse().ok()).flatten()
}

/// A difference as a viewer may see it, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct InWords {
    /// The difference, without links to what the viewer may not see.
    pub difference: Difference,
    /// What the value was, in words.
    pub before: Option<String>,
    /// What it became, in words.
    pub after: Option<String>,
    /// Of a list: what came to it.
    pub added: Vec<String>,
    /// Of a list: what left it.
    pub removed: Vec<String>,
}

/// A difference in words; none when nothing of it may be seen.
pub fn in_words(difference: Difference, known: &dyn Labels) -> Option<InWords> {
    let Difference { field, before, after } = difference;
    let (before, after) = (before.seen(known), after.seen(known));
    if before == after {
        return None;
    }
    let (was, is) = (items(&before), items(&after));
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    if [&before, &after].iter().any(|side| side.value().is_some_and(Value::is_array)) {
        added = is.iter().filter(|item| !was.contains(item)).map(|item| words(item, known)).collect();
        removed = was.iter().filter(|item| !is.contains(item)).map(|item| words(item, known)).collect();
    }
    let say = |side: &Side| match side {
        Side::None => None,
        Side::Erased { .. } => Some("(removed)".to_owned()),
        Side::Value(value) => Some(words(value, known)),
    };
    let (said_before, said_after) = (say(&before), say(&after));
    let difference = Difference { field, before, after };
    Some(InWords { difference, before: said_before, after: said_after, added, removed })
}

fn items(side: &Side) -> &[Value] {
    side.value().and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A value without the links to what the viewer may not know of; none when that was all.
pub fn seen(value: &Value, known: &dyn Labels) -> Option<Value> {
    match value {
        Value::String(text) => match id(text) {
            Some(id) => known.label(id).map(|_| value.clone()),
            None => Some(value.clone()),
        },
        Value::Array(list) => {
            let left: Vec<Value> = list.iter().filter_map(|item| seen(item, known)).collect();
            (!left.is_empty()).then_some(Value::Array(left))
        }
        Value::Object(map) => {
            let left: Map<String, Value> =
                map.iter().filter_map(|(name, item)| Some((name.clone(), seen(item, known)?))).collect();
            Some(Value::Object(left))
        }
        other => Some(other.clone()),
    }
}

fn words(value: &Value, known: &dyn Labels) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => match id(text) {
            Some(id) => known.label(id).unwrap_or(text).to_owned(),
            None => text.clone(),
        },
        Value::Array(items) => items.iter().map(|item| words(item, known)).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let pairs = map.iter().map(|(name, item)| format!("{name}: {}", words(item, known)));
            pairs.collect::<Vec<_>>().join("; ")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde_json::json;

    use super::*;
    use crate::history::commitment::salt;

    impl Labels for HashMap<AnyId, &str> {
        fn label(&self, id: AnyId) -> Option<&str> {
            self.get(&id).copied()
        }
    }

    const POLICE: &str = "agency_00000000000000000000000000000001";
    const COUNCIL: &str = "agency_00000000000000000000000000000002";
    const SECRET: &str = "project_00000000000000000000000000000003";

    fn known() -> HashMap<AnyId, &'static str> {
        [(POLICE, "Essex Police"), (COUNCIL, "the council")]
            .into_iter()
            .map(|(id, label)| (id.parse().unwrap(), label))
            .collect()
    }

    fn between(before: Value, after: Value) -> Vec<InWords> {
        let values = |value: Value| salt(value.as_object().cloned().unwrap()).unwrap();
        let found = differences(Some(&values(before)), &values(after));
        found.into_iter().filter_map(|difference| in_words(difference, &known())).collect()
    }

    #[test]
    fn only_values_that_differ_are_named_and_links_by_their_labels() {
        let found = between(
            json!({ "version": 1, "name": "Pubwatch", "lead": POLICE, "$reason": "then" }),
            json!({ "version": 2, "name": "Pubwatch", "lead": COUNCIL, "$reason": "now" }),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].difference.field, "lead");
        assert_eq!(found[0].before.as_deref(), Some("Essex Police"));
        assert_eq!(found[0].after.as_deref(), Some("the council"));
    }

    #[test]
    fn a_list_says_what_came_and_what_left() {
        let found = between(json!({ "partners": [POLICE] }), json!({ "partners": [COUNCIL] }));
        assert_eq!(
            (&*found[0].added, &*found[0].removed),
            (&["the council".to_owned()][..], &["Essex Police".to_owned()][..])
        );
    }

    #[test]
    fn a_link_to_what_may_not_be_seen_is_not_there() {
        assert_eq!(between(json!({ "projects": [] }), json!({ "projects": [SECRET] })), []);
        assert_eq!(between(json!({}), json!({ "project": SECRET })), []);
        let found = between(json!({ "links": [POLICE] }), json!({ "links": [COUNCIL, SECRET] }));
        assert!(!format!("{found:?}").contains(SECRET));
    }

    #[test]
    fn an_erased_value_says_so_and_nothing_else() {
        let before = salt(json!({ "name": "x" }).as_object().cloned().unwrap()).unwrap();
        let after = SaltedValues::from([("name".to_owned(), Salted::Erased { erased: 7, first: None })]);
        let found: Vec<_> = differences(Some(&before), &after)
            .into_iter()
            .filter_map(|difference| in_words(difference, &known()))
            .collect();
        assert_eq!(found[0].after.as_deref(), Some("(removed)"));
    }
}
