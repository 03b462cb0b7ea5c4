//! Nulls where a field failed.
//!
//! The library leaves a field that failed out of its object, whatever its type. Clients
//! rely on the specification: the field is null, and where it may not be null the
//! nearest thing around it that may be. This puts those nulls in, by the errors' paths.

use async_graphql::parser::types::{BaseType, ExecutableDocument, Field, Selection, SelectionSet, Type};
use async_graphql::{Name, PathSegment, ServerError, Value};

use crate::graphql::limits::types::{Types, innermost};

/// Puts null where each error says that a field failed. `root` is the name of the
/// operation's root type, `selection` what the operation selects.
pub fn complete(
    data: &mut Value,
    errors: &[ServerError],
    document: &ExecutableDocument,
    (root, selection): (&str, &SelectionSet),
    types: &Types,
) {
    let mut nulls = Nulls { document, types, gone: Vec::new() };
    for error in errors.iter().filter(|error| !error.path.is_empty()) {
        if nulls.gone.iter().any(|gone| error.path.starts_with(gone)) {
            continue;
        }
        if data == &Value::Null {
            // An object of which every field failed.
            *data = Value::Object(Default::default());
        }
        if nulls.object(data, &error.path, 0, root, &[(root, selection)]) == Outcome::Fails {
            *data = Value::Null;
            return;
        }
    }
}

/// Whether a value stays or has to become null.
#[derive(PartialEq, Eq)]
enum Outcome {
    Stays,
    Fails,
}

struct Nulls<'a> {
    document: &'a ExecutableDocument,
    types: &'a Types,
    /// Places that became null because something inside them had to be.
    gone: Vec<Vec<PathSegment>>,
}

impl<'a> Nulls<'a> {
    /// Follows `path` from its step `at`, which names a field of the object `value`.
    fn object(
        &mut self,
        value: &mut Value,
        path: &[PathSegment],
        at: usize,
        parent: &str,
        selections: &[(&'a str, &'a SelectionSet)],
    ) -> Outcome {
        let (Value::Object(object), Some(PathSegment::Field(key))) = (value, path.get(at)) else {
            return Outcome::Stays;
        };
        let mut found = Vec::new();
        for (condition, set) in selections {
            self.fields(condition, set, key, &mut found);
        }
        let declared = found.iter().find_map(|(condition, field)| {
            let name = field.name.node.as_str();
            self.types.field(condition, name).or_else(|| self.types.field(parent, name))
        });
        let Some(declared) = declared else { return Outcome::Stays };
        let inside: Vec<_> =
            found.iter().map(|(_, field)| (innermost(declared), &field.selection_set.node)).collect();
        let outcome = match object.get_mut(key.as_str()) {
            None => Outcome::Fails,
            Some(child) => self.value(child, path, at + 1, declared, &inside),
        };
        if outcome == Outcome::Stays {
            return Outcome::Stays;
        }
        if !declared.nullable {
            return Outcome::Fails;
        }
        self.gone.push(path[..=at].to_vec());
        object.insert(Name::new(key), Value::Null);
        Outcome::Stays
    }

    /// Follows `path` from its step `at` into a value of the type `declared`.
    fn value(
        &mut self,
        value: &mut Value,
        path: &[PathSegment],
        at: usize,
        declared: &'a Type,
        selections: &[(&'a str, &'a SelectionSet)],
    ) -> Outcome {
        match (path.get(at), &declared.base) {
            (None, _) if *value == Value::Null => Outcome::Fails,
            (Some(PathSegment::Index(index)), BaseType::List(inner)) => {
                let Value::List(items) = value else { return Outcome::Stays };
                let Some(item) = items.get_mut(*index) else { return Outcome::Stays };
                if self.value(item, path, at + 1, inner, selections) == Outcome::Stays {
                    return Outcome::Stays;
                }
                if !inner.nullable {
                    return Outcome::Fails;
                }
                *item = Value::Null;
                self.gone.push(path[..=at].to_vec());
                Outcome::Stays
            }
            (Some(PathSegment::Field(_)), BaseType::Named(name)) => {
                if *value == Value::Null {
                    *value = Value::Object(Default::default());
                }
                self.object(value, path, at, name.as_str(), selections)
            }
            _ => Outcome::Stays,
        }
    }

    /// Collects the fields of a selection set that answer under `key`, each with the
    /// type that it is selected on.
    fn fields(
        &self,
        condition: &'a str,
        set: &'a SelectionSet,
        key: &str,
        found: &mut Vec<(&'a str, &'a Field)>,
    ) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) if field.node.response_key().node == key => {
                    found.push((condition, &field.node));
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref();
                    let condition = on.map_or(condition, |on| on.node.on.node.as_str());
                    self.fields(condition, &inline.node.selection_set.node, key, found);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.node.fragment_name.node) {
                        let condition = fragment.node.type_condition.node.on.node.as_str();
                        self.fields(condition, &fragment.node.selection_set.node, key, found);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    const SDL: &str = "type Query { a: A b: A! list: [A!]! maybe: [A]! }
        type A implements N { id: ID! name: String a: A must: A! }
        interface N { id: ID! }";

    fn completed(query: &str, data: serde_json::Value, paths: &[serde_json::Value]) -> serde_json::Value {
        let document = parse_query(query).unwrap();
        let errors: Vec<ServerError> = paths
            .iter()
            .map(|path| ServerError::new("", None).with_path(serde_json::from_value(path.clone()).unwrap()))
            .collect();
        let mut data = Value::from_json(data).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let selection = ("Query", &operation.node.selection_set.node);
        complete(&mut data, &errors, &document, selection, &Types::from_sdl(SDL));
        data.into_json().unwrap()
    }

    #[test]
    fn a_nullable_field_that_failed_is_null() {
        let data = completed("{ a { id x: name } }", json!({ "a": { "id": "1" } }), &[json!(["a", "x"])]);
        assert_eq!(data, json!({ "a": { "id": "1", "x": null } }));
    }

    #[test]
    fn a_field_that_may_not_be_null_takes_the_nearest_that_may() {
        let deep = "{ a { a { must { id } } } }";
        let data = completed(deep, json!({ "a": { "a": null } }), &[json!(["a", "a", "must", "id"])]);
        assert_eq!(data, json!({ "a": { "a": null } }));
        let data = completed("{ b { id } }", json!({ "b": null }), &[json!(["b", "id"])]);
        assert_eq!(data, json!(null));
    }

    #[test]
    fn an_item_of_a_list_becomes_null_only_if_it_may() {
        let partial = json!([{ "id": "1" }, { "name": "2" }]);
        let path = |list: &str| [json!([list, 1, "id"])];
        let data = completed("{ maybe { id name } }", json!({ "maybe": partial }), &path("maybe"));
        assert_eq!(data, json!({ "maybe": [{ "id": "1" }, null] }));
        let data = completed("{ list { id name } }", json!({ "list": partial }), &path("list"));
        assert_eq!(data, json!(null));
    }

    #[test]
    fn an_object_of_which_every_nullable_field_failed_is_not_null() {
        let both = [json!(["a", "name"]), json!(["a", "a"])];
        let data = completed("{ a { ...F } } fragment F on A { name a { id } }", json!({ "a": null }), &both);
        assert_eq!(data, json!({ "a": { "name": null, "a": null } }));
    }

    #[test]
    fn what_became_null_is_not_filled_again() {
        let both = [json!(["a", "id"]), json!(["a", "name"])];
        let data = completed("{ a { id name } }", json!({ "a": null }), &both);
        assert_eq!(data, json!({ "a": null }));
    }

    #[test]
    fn a_value_that_is_there_stays() {
        let data = completed("{ a { id } }", json!({ "a": { "id": "1" } }), &[json!(["a"])]);
        assert_eq!(data, json!({ "a": { "id": "1" } }));
    }
}
