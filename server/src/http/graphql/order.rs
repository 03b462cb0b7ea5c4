//! Fields in the order in which they were selected, as the specification has it.
//!
//! The library puts a field into its object when it has the field's value: one that waited
//! for the database comes after those that did not. Nearly every answer is in order, which
//! a walk through it tells without building anything; the others are put in order.

use std::iter::Peekable;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Value};

/// Puts the fields of an answer into the order of what `selection` selects.
pub fn restore(data: &mut Value, document: &ExecutableDocument, selection: &SelectionSet) {
    let order = Order { document };
    if !order.holds(data, selection) {
        order.restore(data, &[selection]);
    }
}

struct Order<'d> {
    document: &'d ExecutableDocument,
}

/// The fields of an object by their keys, each with all that is selected inside it.
type Fields<'d> = Vec<(&'d str, Vec<&'d SelectionSet>)>;

impl<'d> Order<'d> {
    /// Whether the fields of a value surely are in order. Fragments of other types are
    /// passed over: their fields are not there.
    fn holds(&self, value: &Value, set: &SelectionSet) -> bool {
        match value {
            Value::Object(object) => {
                let mut entries = object.iter().peekable();
                self.follow(set, &mut entries) && entries.peek().is_none()
            }
            Value::List(items) => items.iter().all(|item| self.holds(item, set)),
            _ => true,
        }
    }

    /// Takes from `entries` those that come next in `set`; false when one of them is not in
    /// order inside.
    fn follow<'v, I: Iterator<Item = (&'v Name, &'v Value)>>(
        &self,
        set: &SelectionSet,
        entries: &mut Peekable<I>,
    ) -> bool {
        set.items.iter().all(|item| match &item.node {
            Selection::Field(field) => {
                let field = &field.node;
                let key = &field.response_key().node;
                let found = entries.next_if(|(next, _)| *next == key);
                found.is_none_or(|(_, value)| self.holds(value, &field.selection_set.node))
            }
            Selection::InlineFragment(inline) => self.follow(&inline.node.selection_set.node, entries),
            Selection::FragmentSpread(spread) => {
                let fragment = self.document.fragments.get(&spread.node.fragment_name.node);
                fragment.is_none_or(|fragment| self.follow(&fragment.node.selection_set.node, entries))
            }
        })
    }

    /// Puts the fields of a value into the order in which `sets`, one after the other,
    /// select them.
    fn restore(&self, value: &mut Value, sets: &[&'d SelectionSet]) {
        match value {
            Value::Object(object) => {
                let mut fields = Fields::new();
                for set in sets {
                    self.collect(set, &|key| object.contains_key(key), &mut fields);
                }
                let place = |key: &Name| fields.iter().position(|(known, _)| *known == key.as_str());
                object.sort_by_cached_key(|key, _| place(key).unwrap_or(usize::MAX));
                for (key, value) in object.iter_mut() {
                    if let Some(place) = place(key) {
                        self.restore(value, &fields[place].1);
                    }
                }
            }
            Value::List(items) => items.iter_mut().for_each(|item| self.restore(item, sets)),
            _ => {}
        }
    }

    /// Collects the fields that a set selects of an object which `has` some.
    fn collect(&self, set: &'d SelectionSet, has: &dyn Fn(&str) -> bool, fields: &mut Fields<'d>) {
        for item in &set.items {
            let inside = match &item.node {
                Selection::Field(field) => {
                    let key = field.node.response_key().node.as_str();
                    let inside = &field.node.selection_set.node;
                    match fields.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, sets)) => sets.push(inside),
                        None => fields.push((key, vec![inside])),
                    }
                    continue;
                }
                Selection::InlineFragment(inline) => Some(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.node.fragment_name.node);
                    fragment.map(|fragment| &fragment.node.selection_set.node)
                }
            };
            if let Some(inside) = inside.filter(|inside| is_of(inside, has)) {
                self.collect(inside, has, fields);
            }
        }
    }
}

/// Whether a fragment is of the type of an object, told by its fields: all of them are
/// there, but for those that a directive may have left out.
fn is_of(set: &SelectionSet, has: &dyn Fn(&str) -> bool) -> bool {
    set.items.iter().all(|item| match &item.node {
        Selection::Field(field) => {
            !field.node.directives.is_empty() || has(field.node.response_key().node.as_str())
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    /// The JSON of `data` in the order of `query`.
    fn ordered(query: &str, data: &str) -> String {
        let document = parse_query(query).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let mut data: Value = serde_json::from_str(data).unwrap();
        restore(&mut data, &document, &operation.node.selection_set.node);
        serde_json::to_string(&data).unwrap()
    }

    #[test]
    fn fields_come_in_the_order_of_the_selection_at_every_depth() {
        let query = "{ b: x { d { f e } c } ...A a } fragment A on Query { list { h ... { g } } }";
        let data = r#"{"a":1,"list":[{"g":1,"h":2},{"h":1,"g":2}],"b":{"c":1,"d":{"e":1,"f":2}}}"#;
        let expected = r#"{"b":{"d":{"f":2,"e":1},"c":1},"list":[{"h":2,"g":1},{"h":1,"g":2}],"a":1}"#;
        assert_eq!(ordered(query, data), expected);
        assert_eq!(ordered(query, expected), expected);
    }

    #[test]
    fn a_field_selected_twice_stands_where_it_is_selected_first() {
        let query = "{ a { x } b ...A } fragment A on Query { a { y } c }";
        let data = r#"{"c":1,"b":2,"a":{"y":1,"x":2}}"#;
        assert_eq!(ordered(query, data), r#"{"a":{"x":2,"y":1},"b":2,"c":1}"#);
    }

    #[test]
    fn fragments_of_other_types_and_fields_left_out_do_not_count() {
        let query = "{ n { ... on A { x y z } ... on B { w @skip(if: true) z y v } } }";
        assert_eq!(ordered(query, r#"{"n":{"v":3,"y":2,"z":1}}"#), r#"{"n":{"z":1,"y":2,"v":3}}"#);
    }
}
