//! What stands for a value that was removed, in a record that must still be one.
//!
//! Which values are texts is not listed anywhere: a text is what can be another text and
//! leave a record of its type.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::clock::london_date;
use crate::error::{Error, Problem, Result};
use crate::model::validate::Problems;
use crate::model::*;

/// What addresses and counts a record rather than saying something: never removed.
pub(crate) const STRUCTURE: [&str; 8] =
    ["id", "key", "version", "createdAt", "archived", "slug", "formerSlugs", "told"];

/// What stands for a web address where there must be one.
const NO_ADDRESS: &str = "https://removed.invalid/";

/// The text that stands for one that was removed at a moment.
pub fn text(at: DateTime<Utc>) -> String {
    format!("[Removed on {}]", london_date(at).format("%-d %B %Y"))
}

/// What stands for a value of a field that was removed from records of a type; none: the
/// field is left out, as a list is.
///
/// # Errors
/// None in practice: every record has values.
pub fn for_field(entity: EntityType, field: &str, text: &str) -> Result<Option<Value>> {
    let blank = Record::blank(entity);
    let values = blank.values().map_err(Error::internal)?;
    let with = |value: &str| {
        let mut values = values.clone();
        values.insert(field.to_owned(), Value::String(value.to_owned()));
        made(&blank, values)
    };
    let Some(record) = with(text) else { return Ok(None) };
    let about = |problem: &Problem| problem.path == field;
    if !problems(&record).iter().any(about) {
        return Ok(Some(Value::String(text.to_owned())));
    }
    let mut without = values.clone();
    without.remove(field);
    let needed = made(&blank, without).is_none();
    Ok(needed.then(|| Value::String(NO_ADDRESS.to_owned())))
}

/// What is to be removed from a value.
#[derive(Debug, Clone, Copy)]
pub enum Hide<'a> {
    /// All of its texts.
    All,
    /// These words, wherever they stand in it.
    Words(&'a str),
}

impl Hide<'_> {
    /// Whether something in a value is to be removed.
    pub fn concerns(self, value: &Value) -> bool {
        match (self, value) {
            (Hide::All, Value::String(_)) => true,
            (Hide::Words(words), Value::String(text)) => text.contains(words),
            (_, Value::Array(items)) => items.iter().any(|item| self.concerns(item)),
            (_, Value::Object(map)) => map.values().any(|item| self.concerns(item)),
            _ => false,
        }
    }
}

/// A record without what is to be removed from one of its fields; none when the field
/// holds no text, or none that the record can do without.
///
/// # Errors
/// None in practice: every record has values.
pub fn masked(record: &Record, field: &str, hide: Hide<'_>, stand_in: &str) -> Result<Option<Record>> {
    let mut values = record.values().map_err(Error::internal)?;
    let Some(value) = values.get(field).filter(|_| !STRUCTURE.contains(&field)) else { return Ok(None) };
    let mut places = Vec::new();
    texts(value, &mut vec![Step::Name(field.to_owned())], &mut places);
    let known = problems(record);
    let mut masked = None;
    // From the end, so that what is taken out of a list moves nothing that is still to come.
    for place in places.iter().rev() {
        let Some(Value::String(text)) = at(&mut values, place).cloned() else { continue };
        let candidates = match hide {
            Hide::All => vec![stand_in.to_owned(), NO_ADDRESS.to_owned()],
            Hide::Words(words) if text.contains(words) => {
                vec![text.replace(words, stand_in), stand_in.to_owned(), NO_ADDRESS.to_owned()]
            }
            Hide::Words(_) => continue,
        };
        let is_text = with(record, &values, place, Some(stand_in)).is_some();
        if !is_text {
            continue;
        }
        let (address, others) =
            candidates.split_last().map_or((None, &candidates[..]), |(a, o)| (Some(a), o));
        let tries = others.iter().map(Some).chain([None]).chain([address]);
        let fits = |try_with: Option<&String>| {
            let (values, record) = with(record, &values, place, try_with.map(String::as_str))?;
            problems(&record).iter().all(|problem| known.contains(problem)).then_some((values, record))
        };
        let Some((next, found)) = tries.filter_map(fits).next() else { return Ok(None) };
        (values, masked) = (next, Some(found));
    }
    Ok(masked)
}

/// A step into a value.
#[derive(Debug, Clone)]
enum Step {
    Name(String),
    Place(usize),
}

/// Where in a value its texts stand.
fn texts(value: &Value, path: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
    let mut inside = |step: Step, item: &Value| {
        path.push(step);
        texts(item, path, found);
        path.pop();
    };
    match value {
        Value::String(_) => found.push(path.clone()),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| inside(Step::Place(i), item)),
        Value::Object(map) => map.iter().for_each(|(name, item)| inside(Step::Name(name.clone()), item)),
        _ => {}
    }
}

/// The value at a place.
fn at<'v>(values: &'v mut Map<String, Value>, place: &[Step]) -> Option<&'v mut Value> {
    let (first, rest) = place.split_first()?;
    let Step::Name(name) = first else { return None };
    rest.iter().try_fold(values.get_mut(name)?, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Place(place) => value.get_mut(*place),
    })
}

/// The record with another text at a place, or with none there.
fn with(
    record: &Record,
    values: &Map<String, Value>,
    place: &[Step],
    text: Option<&str>,
) -> Option<(Map<String, Value>, Record)> {
    let mut values = values.clone();
    match text {
        Some(text) => *at(&mut values, place)? = Value::String(text.to_owned()),
        None => match place.split_last()? {
            (Step::Name(name), []) => drop(values.remove(name)),
            (Step::Name(name), above) => drop(at(&mut values, above)?.as_object_mut()?.remove(name)),
            (Step::Place(place), above) => drop(at(&mut values, above)?.as_array_mut()?.remove(*place)),
        },
    }
    let made = made(record, values)?;
    // As it will be kept: without lists that have become empty.
    Some((made.values().ok()?, made))
}

fn made(like: &Record, values: Map<String, Value>) -> Option<Record> {
    Record::from_values(like.id(), like.head().updated_at, values).ok()
}

fn problems(record: &Record) -> Vec<Problem> {
    let mut problems = Problems::default();
    record.validate(&mut problems);
    problems.into_found()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const GONE: &str = "[Removed on 3 March 2026]";

    fn project(values: Value) -> Record {
        let mut all = Record::blank(EntityType::Project).values().unwrap();
        all.insert("key".to_owned(), json!("a-key"));
        all.extend(values.as_object().cloned().unwrap());
        let id = "project_00000000000000000000000000000003".parse().unwrap();
        Record::from_values(id, "2026-03-03T12:00:00Z".parse().unwrap(), all).unwrap()
    }

    fn left(values: Value, field: &str, hide: Hide<'_>) -> Option<Value> {
        let masked = masked(&project(values), field, hide, GONE).unwrap()?;
        Some(masked.values().unwrap().get(field).cloned().unwrap_or(Value::Null))
    }

    #[test]
    fn the_text_says_the_day_in_london() {
        assert_eq!(text("2026-07-02T23:30:00Z".parse().unwrap()), "[Removed on 3 July 2026]");
    }

    #[test]
    fn a_text_is_replaced_and_what_is_no_text_is_not() {
        assert_eq!(left(json!({ "name": "Jo's cup" }), "name", Hide::All), Some(json!(GONE)));
        assert_eq!(left(json!({ "name": "A", "startsOn": "2026-01-01" }), "startsOn", Hide::All), None);
        assert_eq!(left(json!({ "name": "A" }), "status", Hide::All), None);
        assert_eq!(left(json!({ "name": "A" }), "key", Hide::All), None);
        let lead = json!({ "name": "A", "leadAgency": "agency_00000000000000000000000000000001" });
        assert_eq!(left(lead, "leadAgency", Hide::All), None);
    }

    #[test]
    fn of_a_text_with_the_words_the_rest_stays() {
        let values = || json!({ "name": "A", "description": "Ask Jo Bloggs on Mondays." });
        let found = left(values(), "description", Hide::Words("Jo Bloggs"));
        assert_eq!(found, Some(json!(format!("Ask {GONE} on Mondays."))));
        assert_eq!(left(values(), "description", Hide::Words("somebody else")), None);
    }

    #[test]
    fn an_address_that_cannot_be_a_sentence_goes() {
        let values = json!({ "name": "A", "website": "https://jo.example/" });
        assert_eq!(left(values, "website", Hide::All), Some(Value::Null));
    }

    #[test]
    fn within_lists_only_the_texts_go() {
        let values =
            json!({ "name": "A", "sources": [{ "label": "Jo said so", "url": "https://a.example/" }] });
        let found = left(values, "sources", Hide::Words("Jo")).unwrap();
        assert_eq!(found[0]["url"], "https://a.example/");
        assert_eq!(found[0]["label"], format!("{GONE} said so"));
    }

    #[test]
    fn what_stands_for_a_field_makes_a_record_of_every_type() {
        for entity in EntityType::ALL {
            let blank = Record::blank(*entity);
            for field in blank.values().unwrap().keys().filter(|field| !STRUCTURE.contains(&field.as_str())) {
                let mut values = blank.values().unwrap();
                match for_field(*entity, field, GONE).unwrap() {
                    Some(value) => drop(values.insert(field.clone(), value)),
                    None => continue,
                }
                assert!(made(&blank, values).is_some(), "{entity:?} {field}");
            }
        }
        let project = |field: &str| for_field(EntityType::Project, field, GONE).unwrap();
        assert_eq!(project("name"), Some(json!(GONE)));
        assert_eq!(project("description"), Some(json!(GONE)));
        assert_eq!(project("website"), None);
        assert_eq!(project("sources"), None);
    }
}
