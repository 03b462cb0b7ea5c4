//! The declared types: of all fields, what may be null and what lies inside; of input,
//! what it may be.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};

/// The types of a schema.
#[derive(Debug, Default)]
pub struct Types {
    /// Those of the fields, by the type that holds them.
    fields: HashMap<String, HashMap<String, Type>>,
    /// The words of each vocabulary, in the order of the schema.
    words: HashMap<String, Vec<String>>,
    /// The names of the types of objects that are sent.
    inputs: HashSet<String>,
}

impl Types {
    /// Reads the types from a schema in the schema definition language. What cannot be
    /// read is left out, so its fields count as unknown.
    pub fn from_sdl(sdl: &str) -> Self {
        let mut types = Self::default();
        let Ok(document) = parse_schema(sdl) else {
            tracing::error!("the schema's own text cannot be parsed");
            return types;
        };
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                TypeKind::Enum(vocabulary) => {
                    let words = vocabulary.values.into_iter().map(|word| word.node.value.node.to_string());
                    types.words.insert(name, words.collect());
                    continue;
                }
                TypeKind::InputObject(_) => {
                    types.inputs.insert(name);
                    continue;
                }
                _ => continue,
            };
            let known = types.fields.entry(name).or_default();
            known.extend(
                fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node)),
            );
        }
        types
    }

    /// The words of a vocabulary; `None` for what is none.
    pub fn words(&self, name: &str) -> Option<&[String]> {
        self.words.get(name).map(Vec::as_slice)
    }

    /// Whether this is the type of objects that are sent.
    pub fn is_input(&self, name: &str) -> bool {
        self.inputs.contains(name)
    }

    /// The declared type of a field; `None` if there is no such field.
    pub fn field(&self, parent: &str, field: &str) -> Option<&Type> {
        self.fields.get(parent)?.get(field)
    }
}

/// The name of the type inside all lists.
pub fn innermost(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => innermost(inner),
    }
}
