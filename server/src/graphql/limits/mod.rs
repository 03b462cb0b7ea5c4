//! What one query may ask for, and the passes that refuse more.
//!
//! A document goes through them in this order, each cheaper than what it protects:
//!
//! 1. [`scan`]: a linear walk over the text, before the recursive parser sees it.
//! 2. [`document`]: totals over the parsed document, before validation, whose own
//!    walk over fragments doubles with every level of nesting.
//! 3. async-graphql's validation with its limit on complexity ([`apply`]).
//!
//! [`prepared`] remembers documents that passed, so that most requests skip all three.

pub mod document;
pub mod engine;
mod introspection;
pub mod prepared;
mod refusal;
pub mod roots;
pub mod scan;
pub mod types;
pub mod variables;

use async_graphql::{ObjectType, SchemaBuilder, SubscriptionType};
use serde::Deserialize;

pub use refusal::Refusal;

/// Every limit on a query, in one place. The name of a field here is the name that a
/// refusal gives in `extensions.limit`, and the key in the configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QueryLimits {
    /// Length of a document, bytes.
    pub document_bytes: usize,
    /// Lexical tokens of a document.
    pub tokens: usize,
    /// Aliases, in the text and again after expanding fragments.
    pub aliases: usize,
    /// Open brackets of any kind at one place of the text.
    pub nesting: usize,
    /// Fields at the root of an operation, after expanding fragments.
    pub root_fields: usize,
    /// Fields at the root of a mutation.
    pub mutation_fields: usize,
    /// Variables that an operation declares.
    pub variables: usize,
    /// Nesting of one variable's value.
    pub variable_nesting: usize,
    /// Values (numbers, texts, lists, objects) in all variables together.
    pub variable_values: usize,
    /// Fragment definitions in a document.
    pub fragments: usize,
    /// Selections after expanding fragments, over all operations.
    pub selections: usize,
    /// Selection sets inside each other, fragments included: what the executor recurses.
    pub levels: usize,
    /// Fields inside each other where data is read.
    pub depth: usize,
    /// Fields inside each other in an operation that only asks about the schema.
    pub introspection_depth: usize,
    /// `fields`, `interfaces`, `possibleTypes` and `inputFields` inside each other.
    pub introspection_lists: usize,
    /// Estimated size of the answer to questions about the schema, in fields.
    pub introspection_cost: u64,
    /// Directives on one field.
    pub directives: usize,
    /// Cost of an operation: a field is 1, a list its assumed or asked size.
    pub complexity: usize,
}

impl Default for QueryLimits {
    fn default() -> Self {
        Self {
            document_bytes: 16 * 1024,
            tokens: 2_000,
            aliases: 30,
            nesting: 40,
            root_fields: 30,
            mutation_fields: 5,
            variables: 100,
            variable_nesting: 16,
            variable_values: 5_000,
            fragments: 50,
            selections: 2_000,
            levels: 48,
            depth: 12,
            introspection_depth: 20,
            introspection_lists: 3,
            introspection_cost: 500_000,
            directives: 5,
            complexity: 10_000,
        }
    }
}

impl QueryLimits {
    /// What is wrong with these limits, one sentence each; empty when nothing is.
    pub fn mistakes(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut within = |name: &str, value: usize, low: usize, high: usize| {
            if !(low..=high).contains(&value) {
                found.push(format!("query.{name} is {value}; it must be between {low} and {high}."));
            }
        };
        within("document_bytes", self.document_bytes, 256, 1 << 20);
        within("tokens", self.tokens, 16, 100_000);
        within("nesting", self.nesting, 4, 100);
        within("levels", self.levels, 4, 100);
        within("depth", self.depth, 1, self.levels);
        within("introspection_depth", self.introspection_depth, 1, self.levels);
        within("root_fields", self.root_fields, 1, 1_000);
        within("mutation_fields", self.mutation_fields, 1, 100);
        within("selections", self.selections, 1, 50_000);
        within("fragments", self.fragments, 0, 500);
        within("variable_nesting", self.variable_nesting, 1, 100);
        within("variable_values", self.variable_values, 1, 100_000);
        within("complexity", self.complexity, 1, 10_000_000);
        within("aliases", self.aliases, 0, 10_000);
        within("variables", self.variables, 0, 10_000);
        within("directives", self.directives, 0, 1_000);
        within("introspection_lists", self.introspection_lists, 1, 20);
        found
    }
}

/// Sets on a schema the limits that async-graphql itself enforces.
///
/// Depth is measured in [`document`], where data and schema can have different limits;
/// the library's is only the backstop.
pub fn apply<Q, M, S>(builder: SchemaBuilder<Q, M, S>, limits: &QueryLimits) -> SchemaBuilder<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    builder
        .limit_complexity(limits.complexity)
        .limit_depth(limits.depth.max(limits.introspection_depth))
        .limit_recursive_depth(limits.levels)
        .limit_directives(limits.directives)
}
