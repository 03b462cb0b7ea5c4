//! The declared types of all fields: what may be null, and what lies inside.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};

/// The types of a schema's fields, by the type that holds them.
#[derive(Debug, Default)]
pub struct Types(HashMap<String, HashMap<String, Type>>);

impl Types {
    /// Reads the types from a schema in the schema definition language. What cannot be
    /// read is left out, so its fields count as unknown.
    pub fn from_sdl(sdl: &str) -> Self {
        let mut types: HashMap<String, HashMap<String, Type>> = HashMap::new();
        let Ok(document) = parse_schema(sdl) else {
            tracing::error!("the schema's own text cannot be parsed");
            return Self::default();
        };
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                _ => continue,
            };
            let known = types.entry(definition.node.name.node.to_string()).or_default();
            known.extend(
                fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node)),
            );
        }
        Self(types)
    }

    /// The declared type of a field; `None` if there is no such field.
    pub fn field(&self, parent: &str, field: &str) -> Option<&Type> {
        self.0.get(parent)?.get(field)
    }
}

/// The name of the type inside all lists.
pub fn innermost(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => innermost(inner),
    }
}
