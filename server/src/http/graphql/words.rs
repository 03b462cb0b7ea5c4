//! What the library says of a value that does not fit, in our words: the place in the
//! request, and what belongs there. The library names types of the schema, which a person
//! in front of a form does not know.

use async_graphql::{PathSegment, ServerError};

use super::render::shorten;
use crate::graphql::limits::types::Types;

/// The message in our words; `None` when it is about something else.
pub fn plain(error: &ServerError, types: &Types) -> Option<String> {
    let message = error.message.as_str();
    let validation = ["Invalid value for argument ", "Invalid default value for argument: "];
    if let Some(rest) = validation.iter().find_map(|start| message.strip_prefix(start)) {
        return of_place(rest, types);
    }
    if let Some(rest) = message.strip_prefix("Field \"") {
        let (field, rest) = rest.split_once("\" argument \"")?;
        let (argument, _) = rest.split_once("\" of type ")?;
        let (field, argument) = (shorten(field), shorten(argument));
        return Some(format!("{field} needs its argument {argument}: give it a value."));
    }
    let inside = match error.path.last() {
        Some(PathSegment::Field(field)) => format!("An argument of {}", shorten(field)),
        _ => "An argument".to_owned(),
    };
    // A value that looked right and was not, such as a number that is too large.
    if let Some(rest) = message.strip_prefix("Failed to parse \"") {
        let why = rest.split_once("\": ")?.1.split(" (occurred while parsing ").next()?;
        return Some(format!("{inside} cannot be read: {}", shorten(why)));
    }
    let rest = message.strip_prefix("Expected input type \"")?;
    let (of, found) = rest.split_once("\", found ")?;
    let found = found.split(" (occurred while parsing ").next()?.trim_end_matches('.');
    Some(format!("{inside} must be {}, not {}.", kind(of, types), shorten(found)))
}

/// What is wrong at a place: `"input.rows.3.on", expected type "Date"` and the like.
fn of_place(rest: &str, types: &Types) -> Option<String> {
    let (path, wrong) = rest.strip_prefix('"')?.split_once("\", ")?;
    let place = place(path);
    let quoted = |start: &str| wrong.strip_prefix(start)?.split_once('"');
    if let Some((of, _)) = quoted("expected type \"") {
        return Some(format!("{place} must be {}.", kind(of, types)));
    }
    if let Some((of, rest)) = quoted("enumeration type \"") {
        let word = rest.strip_prefix(" does not contain the value \"")?.trim_end_matches('"');
        return Some(format!("{place} must be {}, not {}.", kind(of, types), shorten(word)));
    }
    if let Some((field, _)) = quoted("field \"") {
        return Some(format!("{place}.{field} is missing: give it a value."));
    }
    if let Some(field) = wrong.strip_prefix("unknown field \"") {
        let (field, _) = field.rsplit_once("\" of type ")?;
        let field = shorten(field);
        return Some(format!(
            "{place}.{field} is not known: leave it out, or look up its name in the schema."
        ));
    }
    None
}

/// A path as our own messages write it: places in lists in brackets.
fn place(path: &str) -> String {
    let mut place = String::with_capacity(path.len() + 2);
    for part in path.split('.') {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            place += &format!("[{part}]");
        } else {
            place += if place.is_empty() { "" } else { "." };
            place += part;
        }
    }
    place
}

/// What a value of a type is, to people.
fn kind(of: &str, types: &Types) -> String {
    if of.starts_with('[') {
        return "a list".to_owned();
    }
    if let Some(words) = types.words(of) {
        return format!("one of {}", words.join(", "));
    }
    let kind = match of {
        "Date" => "a day such as 2026-03-31",
        "TimeOfDay" => "a time of day such as 14:30",
        "DateTime" => "a moment with its offset, such as 2026-03-31T09:30:00Z",
        "Int" => "a whole number",
        "Float" => "a number",
        "Boolean" => "true or false",
        "String" => "text",
        "ID" => "an id",
        _ if types.is_input(of) => "an object with fields",
        _ => "a value that the schema allows there",
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: &str, path: &[&str]) -> Option<String> {
        let types = Types::from_sdl("enum Colour { RED GREEN } input Row { on: Int } type Query { a: Int }");
        let path = path.iter().map(|&field| PathSegment::Field(field.to_owned())).collect();
        plain(&ServerError::new(message, None).with_path(path), &types)
    }

    #[test]
    fn what_belongs_at_a_place_is_said_without_names_of_types() {
        let at = |wrong: &str| said(&format!("Invalid value for argument \"input.rows.3.on\", {wrong}"), &[]);
        for (wrong, plain) in [
            ("expected type \"Date\"", "input.rows[3].on must be a day such as 2026-03-31."),
            ("expected type \"[Row!]\"", "input.rows[3].on must be a list."),
            ("expected type \"Row\"", "input.rows[3].on must be an object with fields."),
            (
                "enumeration type \"Colour\" does not contain the value \"a \" b\"",
                "input.rows[3].on must be one of RED, GREEN, not a \" b.",
            ),
            (
                "field \"id\" of type \"ID!\" is required but not provided",
                "input.rows[3].on.id is missing: give it a value.",
            ),
            (
                "unknown field \"x\" of type \"Row\"",
                "input.rows[3].on.x is not known: leave it out, or look up its name in the schema.",
            ),
        ] {
            assert_eq!(at(wrong).as_deref(), Some(plain));
        }
    }

    #[test]
    fn what_shows_only_at_execution_names_the_field() {
        for (message, plain) in [
            (
                "Failed to parse \"Int\": Too large. (occurred while parsing \"Row\")",
                "An argument of make cannot be read: Too large.",
            ),
            (
                "Expected input type \"Row\", found \"x\". (occurred while parsing \"[Row!]\")",
                "An argument of make must be an object with fields, not \"x\".",
            ),
        ] {
            assert_eq!(said(message, &["make"]).as_deref(), Some(plain));
        }
        assert_eq!(said("Unknown field \"x\" on type \"Query\".", &[]), None);
    }
}
