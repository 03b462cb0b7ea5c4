//! The values of variables: their size, and which of them decide validity.

use async_graphql::parser::types::{BaseType, ExecutableDocument, OperationDefinition};
use async_graphql::{Name, Value, Variables};

use super::refusal::at_most;
use super::{QueryLimits, Refusal};

/// Checks how deep and how many the values of all variables are, and that their texts can
/// be kept.
///
/// # Errors
/// A [`Refusal`] naming the limit that is passed, or that a text holds U+0000.
pub fn check(variables: &Variables, limits: &QueryLimits) -> Result<(), Refusal> {
    let mut count = 0u64;
    for value in variables.values() {
        walk(value, 1, &mut count, limits)?;
    }
    Ok(())
}

fn walk(value: &Value, level: u64, count: &mut u64, limits: &QueryLimits) -> Result<(), Refusal> {
    *count += 1;
    at_most(*count, limits.variable_values, "variable_values", "values in the variables")?;
    at_most(level, limits.variable_nesting, "variable_nesting", "values inside each other in a variable")?;
    match value {
        Value::List(items) => items.iter().try_for_each(|item| walk(item, level + 1, count, limits)),
        Value::Object(fields) => fields.values().try_for_each(|item| walk(item, level + 1, count, limits)),
        Value::String(text) if text.contains('\0') => Err(Refusal::nul()),
        _ => Ok(()),
    }
}

/// Checks that every variable which the operation requires has a value.
///
/// # Errors
/// [`Refusal::Invalid`] naming the first that is missing or null.
pub fn check_required(operation: &OperationDefinition, variables: &Variables) -> Result<(), Refusal> {
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let required = !definition.var_type.node.nullable;
        let given = variables.get(&definition.name.node);
        let wrong = match given {
            Some(Value::Null) => required,
            Some(_) => false,
            None => required && definition.default_value.is_none(),
        };
        if wrong {
            let name: String = definition.name.node.chars().take(40).collect();
            return Err(Refusal::invalid(format!("The variable \"${name}\" must have a value.")));
        }
    }
    Ok(())
}

/// The variables that every operation of the document declares as text (`String` or
/// `ID`): only that they are text decides validity and cost, not what they say.
pub fn text_variables(document: &ExecutableDocument) -> Vec<Name> {
    let mut text: Vec<Name> = Vec::new();
    let mut other: Vec<Name> = Vec::new();
    for (_, operation) in document.operations.iter() {
        for definition in &operation.node.variable_definitions {
            let is_text = matches!(&definition.node.var_type.node.base,
                BaseType::Named(name) if name == "String" || name == "ID");
            let list = if is_text { &mut text } else { &mut other };
            list.push(definition.node.name.node.clone());
        }
    }
    text.retain(|name| !other.contains(name));
    text
}

/// Everything of a request's variables that validity and cost can depend on, as a key:
/// the operation's name and every value, text that is declared as text left out.
///
/// `None` when the key would be longer than `longest` bytes.
pub fn shape(
    operation: Option<&str>,
    variables: &Variables,
    text_variables: &[Name],
    longest: usize,
) -> Option<Vec<u8>> {
    let mut key = Vec::with_capacity(64);
    key.extend_from_slice(operation.unwrap_or_default().as_bytes());
    for (name, value) in variables.iter() {
        // A zero byte ends each part: neither a name nor JSON text holds one.
        key.push(0);
        key.extend_from_slice(name.as_bytes());
        key.push(0);
        if matches!(value, Value::String(_)) && text_variables.contains(name) {
            key.push(b't');
        } else {
            key.push(b'v');
            serde_json::to_writer(&mut key, value).ok()?;
        }
        if key.len() > longest {
            return None;
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    fn key(query: &str, variables: serde_json::Value) -> Vec<u8> {
        let document = parse_query(query).unwrap();
        let text = text_variables(&document);
        shape(None, &Variables::from_json(variables), &text, 1_000).unwrap()
    }

    #[test]
    fn only_text_that_is_declared_as_text_is_left_out_of_the_shape() {
        let query = "query ($id: ID!, $first: Int, $on: Date) { a(id: $id, first: $first, on: $on) }";
        let of = |id, first, on| key(query, json!({ "id": id, "first": first, "on": on }));
        assert_eq!(of(json!("a"), json!(1), json!("x")), of(json!("b"), json!(1), json!("x")));
        assert_ne!(of(json!("a"), json!(1), json!("x")), of(json!(7), json!(1), json!("x")));
        assert_ne!(of(json!("a"), json!(1), json!("x")), of(json!("a"), json!(2), json!("x")));
        assert_ne!(of(json!("a"), json!(1), json!("x")), of(json!("a"), json!(1), json!("y")));
        assert_ne!(of(json!("a"), json!(1), json!("x")), of(json!(null), json!(1), json!("x")));
    }

    #[test]
    fn a_name_declared_differently_in_two_operations_keeps_its_value() {
        let query = "query A($a: String) { a(a: $a) } query B($a: Colour) { b(a: $a) }";
        assert_ne!(key(query, json!({ "a": "RED" })), key(query, json!({ "a": "x" })));
    }

    #[test]
    fn deep_and_many_values_are_refused() {
        let limits = QueryLimits::default();
        let mut deep = json!(1);
        for _ in 0..20 {
            deep = json!([deep]);
        }
        assert!(check(&Variables::from_json(json!({ "a": deep })), &limits).is_err());
        assert!(check(&Variables::from_json(json!({ "a": vec![1; 6_000] })), &limits).is_err());
        assert!(check(&Variables::from_json(json!({ "a": vec![1; 600] })), &limits).is_ok());
    }

    #[test]
    fn a_text_that_no_database_holds_is_refused_wherever_it_stands() {
        let variables = Variables::from_json(json!({ "input": { "names": ["a", "b\0c"] } }));
        let refusal = check(&variables, &QueryLimits::default()).unwrap_err();
        assert!(refusal.message().contains("U+0000"), "{refusal:?}");
    }
}
