//! The form of a file: its JSON Schema, and what breaks it in plain words.

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{JsonType, ValidationError, Validator};
use serde_json::{Map, Value, json};

use crate::error::{Error, Problem, Result};
use crate::model::file::PartnershipFile;

/// How many problems of form are named at most.
pub const MOST: usize = 200;

/// A compiled schema.
pub struct Form {
    schema: Value,
    validator: Validator,
}

static FILES: LazyLock<Result<Form, String>> = LazyLock::new(|| {
    let schema = schemars::schema_for!(PartnershipFile).to_value();
    Form::compile(schema).map_err(|e| e.to_string())
});

impl Form {
    /// That of partnership files, compiled once.
    ///
    /// # Errors
    /// [`Error::Internal`] when the types give no schema; a test shows that they do.
    pub fn of_files() -> Result<&'static Form> {
        FILES.as_ref().map_err(|e| Error::internal(e.clone()))
    }

    fn compile(mut schema: Value) -> std::result::Result<Form, ValidationError<'static>> {
        let words = schema.get("$defs").map(vocabularies).unwrap_or_default();
        simplify(&mut schema, &words);
        let validator = jsonschema::options().should_validate_formats(true).build(&schema)?;
        Ok(Form { schema, validator })
    }

    /// What is wrong with the form of a value, in the order of the schema.
    pub fn problems(&self, value: &Value) -> Vec<Problem> {
        let mut problems = Vec::new();
        for error in self.validator.iter_errors(value) {
            if problems.len() >= MOST {
                let message = format!("there are more problems of this kind: the first {MOST} are shown");
                problems.truncate(MOST);
                problems.push(Problem { path: String::new(), message });
                break;
            }
            self.explain(&error, &mut problems);
        }
        problems
    }

    /// A value without the fields that are wrong or unknown: what is left of it may be
    /// read. Entries of lists stay where they are, so that paths stay true.
    pub fn without_faults(&self, mut value: Value) -> Value {
        let mut faults: Vec<(String, Option<String>)> = Vec::new();
        for error in self.validator.iter_errors(&value).take(MOST) {
            let path = error.instance_path().to_string();
            match error.kind() {
                Kind::AdditionalProperties { unexpected } => {
                    faults.extend(unexpected.iter().map(|name| (path.clone(), Some(name.clone()))));
                }
                Kind::Required { .. } => {}
                _ => faults.push((path, None)),
            }
        }
        for (path, name) in faults {
            let (object, field) = match name {
                Some(name) => (path, name),
                None => match path.rsplit_once('/') {
                    Some((object, field)) => (object.to_owned(), field.to_owned()),
                    None => continue,
                },
            };
            if let Some(Value::Object(map)) = value.pointer_mut(&object) {
                map.remove(&field);
            }
        }
        value
    }

    fn explain(&self, error: &ValidationError<'_>, problems: &mut Vec<Problem>) {
        let path = path_of(error.instance_path());
        let found = describe(error.instance());
        let mut add = |path: String, message: String| problems.push(Problem { path, message });
        match error.kind() {
            Kind::AdditionalProperties { unexpected } => {
                let known = self.fields_at(error.schema_path());
                for name in unexpected {
                    let message = format!("is not a field here: expected one of {known}");
                    add(join(&path, &shorten(name, 60)), message);
                }
            }
            Kind::Required { property } => {
                add(join(&path, property.as_str().unwrap_or_default()), "is missing".to_owned());
            }
            Kind::Enum { options } => {
                let words = options.as_array().map(Vec::as_slice).unwrap_or_default();
                let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                add(path, format!("is {found}: expected one of {}", words.join(", ")));
            }
            Kind::Type { kind } => add(path, format!("is {found}: expected {}", types(kind))),
            Kind::Format { format } => add(path, format!("is {found}: expected {}", example(format))),
            Kind::Minimum { limit } => add(path, format!("is {found}: expected at least {limit}")),
            Kind::Maximum { limit } => add(path, format!("is {found}: expected at most {limit}")),
            other => add(path, format!("is {found}: breaks the rule `{}` of the format", other.keyword())),
        }
    }

    /// The fields that the object may have whose rule is at `rule` in the schema.
    fn fields_at(&self, rule: &Location) -> String {
        let rule = rule.to_string();
        let object = rule.rsplit_once('/').and_then(|(object, _)| self.schema.pointer(object));
        let fields = object.and_then(|object| object.get("properties")).and_then(Value::as_object);
        let mut names: Vec<&str> = fields.into_iter().flat_map(|f| f.keys().map(String::as_str)).collect();
        names.sort_unstable();
        names.join(", ")
    }
}

/// The words of each definition that is a vocabulary.
fn vocabularies(definitions: &Value) -> Map<String, Value> {
    let definitions = definitions.as_object().into_iter().flatten();
    definitions.filter_map(|(name, definition)| Some((name.clone(), vocabulary(definition)?))).collect()
}

fn vocabulary(definition: &Value) -> Option<Value> {
    if let Some(words) = definition.get("enum") {
        return Some(words.clone());
    }
    let choices = definition.get("oneOf")?.as_array()?;
    choices.iter().map(|choice| choice.get("const").cloned()).collect::<Option<Vec<_>>>().map(Value::Array)
}

/// Writes vocabularies as plain lists of words and the range of numbers as limits: what
/// the published schema says in a form that gives one clear error for each wrong value.
fn simplify(schema: &mut Value, words: &Map<String, Value>) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|entry| simplify(entry, words)),
        Value::Object(map) => {
            if let Some(known) = map.get("$ref").and_then(|name| named(name, words)) {
                map.remove("$ref");
                map.insert("enum".to_owned(), known.clone());
            }
            if let Some(known) = map.get("anyOf").and_then(|choices| or_null(choices, words)) {
                map.remove("anyOf");
                map.insert("enum".to_owned(), known);
            }
            if map.get("format") == Some(&json!("int32")) {
                map.insert("minimum".to_owned(), json!(i32::MIN));
                map.insert("maximum".to_owned(), json!(i32::MAX));
            }
            map.values_mut().for_each(|entry| simplify(entry, words));
        }
        _ => {}
    }
}

fn named<'a>(reference: &Value, words: &'a Map<String, Value>) -> Option<&'a Value> {
    words.get(reference.as_str()?.strip_prefix("#/$defs/")?)
}

/// The words of a choice between a vocabulary and null, with null.
fn or_null(choices: &Value, words: &Map<String, Value>) -> Option<Value> {
    let [known, null] = choices.as_array()?.as_slice() else { return None };
    let mut known = named(known.get("$ref")?, words)?.as_array()?.clone();
    (null.get("type")? == "null").then(|| {
        known.push(Value::Null);
        Value::Array(known)
    })
}

fn path_of(location: &Location) -> String {
    let mut path = String::new();
    for segment in location {
        match segment {
            LocationSegment::Property(name) => path = join(&path, &shorten(&name, 60)),
            LocationSegment::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A value in a few words: short ones as they are, never a whole list or object.
fn describe(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) => format!("{:?}", shorten(text, 60)),
        scalar => shorten(&scalar.to_string(), 60),
    }
}

/// At most `max` characters of a text, on one line.
pub fn shorten(text: &str, max: usize) -> String {
    let mut short: String = text.chars().take(max).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(max).is_some() {
        short.push('…');
    }
    short
}

fn types(kind: &TypeKind) -> String {
    let names: Vec<&str> = match kind {
        TypeKind::Single(one) => vec![type_name(*one)],
        // That null stands for an absent value goes without saying.
        TypeKind::Multiple(set) => set.iter().filter(|t| *t != JsonType::Null).map(type_name).collect(),
    };
    names.join(" or ")
}

fn type_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Array => "a list",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "text",
    }
}

fn example(format: &str) -> &'static str {
    match format {
        "date" => "a date, such as 2021-06-26",
        "date-time" => "a time with its zone, such as 2021-06-26T09:30:00Z",
        _ => "another form",
    }
}
