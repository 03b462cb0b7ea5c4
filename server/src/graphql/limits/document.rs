//! Totals over a parsed document, before the library validates it.
//!
//! Each fragment is measured once and its totals reused wherever it is spread, so the
//! pass is linear in the text although the expanded document may be exponential.
//! Sums saturate: a total that overflows is over every limit.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, OperationType, Selection, SelectionSet};

use super::introspection::{assumed_size, is_meta, is_type_list};
use super::refusal::at_most;
use super::{QueryLimits, Refusal};

/// Totals of a selection set with its fragments expanded.
#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    /// Fields, spreads and inline fragments.
    selections: u64,
    aliases: u64,
    /// Fields directly in this set.
    fields: u64,
    /// Of those, the ones that ask about the schema.
    meta_fields: u64,
    /// Fields inside each other.
    depth: u64,
    /// Selection sets inside each other, as the executor recurses.
    levels: u64,
    /// Lists of types inside each other, if this is part of a question about the schema.
    type_lists: u64,
    /// Estimated fields in the answer, if this is part of a question about the schema.
    cost: u64,
    /// The same two for the questions about the schema that lie inside this set.
    meta_type_lists: u64,
    meta_cost: u64,
}

impl Totals {
    fn add(&mut self, other: &Totals) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.fields = self.fields.saturating_add(other.fields);
        self.meta_fields = self.meta_fields.saturating_add(other.meta_fields);
        self.cost = self.cost.saturating_add(other.cost);
        self.meta_cost = self.meta_cost.saturating_add(other.meta_cost);
        self.depth = self.depth.max(other.depth);
        self.levels = self.levels.max(other.levels);
        self.type_lists = self.type_lists.max(other.type_lists);
        self.meta_type_lists = self.meta_type_lists.max(other.meta_type_lists);
    }
}

/// Checks a parsed document against every limit that can be told before validation.
///
/// # Errors
/// A [`Refusal`] naming the first limit that is passed, or a cycle of fragments.
pub fn check(document: &ExecutableDocument, limits: &QueryLimits) -> Result<(), Refusal> {
    at_most(document.fragments.len() as u64, limits.fragments, "fragments", "fragments in a query")?;
    let mut measure = Measure { document, limits, known: HashMap::new(), open: 0 };
    let mut all = Totals::default();
    for (_, operation) in document.operations.iter() {
        let declared = operation.node.variable_definitions.len() as u64;
        at_most(declared, limits.variables, "variables", "variables in an operation")?;
        let totals = measure.set(&operation.node.selection_set.node)?;
        check_operation(&totals, operation.node.ty, limits)?;
        all.add(&totals);
    }
    // The validator walks fragments that nothing uses as well.
    for name in document.fragments.keys() {
        let totals = measure.fragment(name)?;
        at_most(totals.levels, limits.levels, "levels", "selections inside each other")?;
        at_most(totals.selections, limits.selections, "selections", "selections with fragments expanded")?;
    }
    at_most(all.selections, limits.selections, "selections", "selections with fragments expanded")?;
    at_most(all.aliases, limits.aliases, "aliases", "aliases with fragments expanded")
}

fn check_operation(totals: &Totals, kind: OperationType, limits: &QueryLimits) -> Result<(), Refusal> {
    at_most(totals.selections, limits.selections, "selections", "selections with fragments expanded")?;
    at_most(totals.levels, limits.levels, "levels", "selections inside each other")?;
    at_most(totals.fields, limits.root_fields, "root_fields", "fields at the root of an operation")?;
    if kind == OperationType::Mutation {
        at_most(totals.fields, limits.mutation_fields, "mutation_fields", "fields in a mutation")?;
    }
    if totals.fields == totals.meta_fields {
        let allowed = limits.introspection_depth;
        at_most(totals.depth, allowed, "introspection_depth", "fields inside each other about the schema")?;
    } else {
        at_most(totals.depth, limits.depth, "depth", "fields inside each other")?;
    }
    at_most(
        totals.meta_type_lists,
        limits.introspection_lists,
        "introspection_lists",
        "lists of types, fields or interfaces inside each other",
    )?;
    let allowed = usize::try_from(limits.introspection_cost).unwrap_or(usize::MAX);
    at_most(totals.meta_cost, allowed, "introspection_cost", "estimated fields about the schema")
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    limits: &'a QueryLimits,
    /// The totals of each fragment; `None` while it is being measured.
    known: HashMap<&'a str, Option<Totals>>,
    /// Selection sets being measured, which bounds this pass's own recursion.
    open: u64,
}

impl<'a> Measure<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Result<Totals, Refusal> {
        self.open += 1;
        at_most(self.open, self.limits.levels, "levels", "selections inside each other")?;
        let mut totals = Totals::default();
        for item in &set.items {
            let one = match &item.node {
                Selection::Field(field) => {
                    let inside = self.set(&field.node.selection_set.node)?;
                    let aliased = field.node.alias.is_some();
                    as_field(field.node.name.node.as_str(), aliased, &inside)
                }
                Selection::InlineFragment(inline) => as_spread(self.set(&inline.node.selection_set.node)?),
                Selection::FragmentSpread(spread) => {
                    as_spread(self.fragment(spread.node.fragment_name.node.as_str())?)
                }
            };
            totals.add(&one);
        }
        self.open -= 1;
        Ok(totals)
    }

    fn fragment(&mut self, name: &str) -> Result<Totals, Refusal> {
        // An unknown fragment is validation's to report.
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Totals::default());
        };
        match self.known.get(name.as_str()) {
            Some(Some(totals)) => return Ok(*totals),
            Some(None) => return Err(Refusal::invalid("A fragment is spread inside itself.")),
            None => {}
        }
        self.known.insert(name.as_str(), None);
        let totals = self.set(&fragment.node.selection_set.node)?;
        self.known.insert(name.as_str(), Some(totals));
        Ok(totals)
    }
}

fn as_field(name: &str, aliased: bool, inside: &Totals) -> Totals {
    let type_lists = inside.type_lists.saturating_add(u64::from(is_type_list(name)));
    let cost = inside.cost.saturating_mul(assumed_size(name)).saturating_add(1);
    let meta = is_meta(name);
    Totals {
        selections: inside.selections.saturating_add(1),
        aliases: inside.aliases.saturating_add(u64::from(aliased)),
        fields: 1,
        meta_fields: u64::from(meta),
        depth: inside.depth.saturating_add(1),
        levels: inside.levels.saturating_add(1),
        type_lists,
        cost,
        meta_type_lists: if meta { type_lists } else { inside.meta_type_lists },
        meta_cost: if meta { cost } else { inside.meta_cost },
    }
}

fn as_spread(mut inside: Totals) -> Totals {
    inside.selections = inside.selections.saturating_add(1);
    inside.levels = inside.levels.saturating_add(1);
    inside
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use async_graphql::parser::parse_query;

    use super::*;

    fn limit_of(text: &str) -> &'static str {
        match check(&parse_query(text).unwrap(), &QueryLimits::default()) {
            Ok(()) => "none",
            Err(Refusal::Limit { limit, .. }) => limit,
            Err(Refusal::Invalid { .. }) => "invalid",
        }
    }

    fn doubling(levels: usize, leaf: &str) -> String {
        let mut text = String::from("{ a { ...F0 } }");
        for level in 0..levels {
            let next = level + 1;
            text += &format!(" fragment F{level} on A {{ ...F{next} ...F{next} }}");
        }
        text + &format!(" fragment F{levels} on A {{ {leaf} }}")
    }

    #[test]
    fn doubling_fragments_are_refused_at_once() {
        let start = Instant::now();
        assert_eq!(limit_of(&doubling(22, "id")), "selections");
        // With nothing but spreads of an unknown fragment no field is ever selected.
        assert_eq!(limit_of(&doubling(22, "...Unknown")), "selections");
        assert!(start.elapsed().as_millis() < 50);
    }

    #[test]
    fn doubling_in_fragments_that_nothing_uses_is_refused() {
        assert_eq!(limit_of(&doubling(20, "id").replace("{ a { ...F0 } }", "{ a }")), "selections");
    }

    #[test]
    fn a_cycle_of_fragments_is_refused() {
        assert_eq!(limit_of("{ ...A } fragment A on Q { b { ...B } } fragment B on Q { ...A }"), "invalid");
    }

    #[test]
    fn roots_and_aliases_are_counted_through_fragments() {
        let four = "{ ...F ...F ...F ...F } fragment F on Q { ";
        assert_eq!(limit_of(&format!("{four}{} }}", "b ".repeat(8))), "root_fields");
        let aliased = format!("{{ a {four}{} }}", "b:c ".repeat(8)).replace("...F }", "...F } }");
        assert_eq!(limit_of(&aliased), "aliases");
        assert_eq!(limit_of("mutation { ...F ...F } fragment F on M { a b c }"), "mutation_fields");
    }

    #[test]
    fn data_is_twelve_deep_and_the_schema_twenty() {
        let deep = |root: &str, levels: usize| {
            format!("{{ {root} {} a {} }}", "{ a ".repeat(levels), "}".repeat(levels)).replace(" a  }", " }")
        };
        assert_eq!(limit_of(&deep("x", 9)), "none");
        assert_eq!(limit_of(&deep("x", 13)), "depth");
        assert_eq!(limit_of(&deep("__schema", 13)), "none");
        assert_eq!(limit_of(&deep("__schema", 21)), "introspection_depth");
        assert_eq!(limit_of(&deep("x __schema", 13)), "depth");
    }

    #[test]
    fn nested_lists_of_the_schema_are_refused_through_fragments_too() {
        let nested = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }";
        assert_eq!(limit_of(nested), "introspection_lists");
        let hidden = "{ __type(name: \"A\") { ...F } } fragment F on __Type { fields { type { interfaces { ...G } } } }
            fragment G on __Type { possibleTypes { fields { name } } }";
        assert_eq!(limit_of(hidden), "introspection_lists");
        // A field of ours with such a name is ordinary data.
        assert_eq!(limit_of("{ a { fields { fields { fields { fields { b } } } } } }"), "none");
    }

    #[test]
    fn many_wide_questions_about_the_schema_are_refused() {
        let wide = "__schema { types { fields { type { fields { type { fields { name } } } } } } }";
        assert_eq!(limit_of(&format!("{{ {wide} }}")), "none");
        let many: String = (0..20).map(|n| format!("a{n}: {wide} ")).collect();
        assert_eq!(limit_of(&format!("{{ {many} }}")), "introspection_cost");
    }

    #[test]
    fn declared_variables_and_fragments_are_counted() {
        let many: String = (0..101).map(|n| format!("$v{n}: Int ")).collect();
        assert_eq!(limit_of(&format!("query ({many}) {{ a }}")), "variables");
        let many: String = (0..51).map(|n| format!("fragment F{n} on A {{ a }} ")).collect();
        assert_eq!(limit_of(&format!("{{ a }} {many}")), "fragments");
    }
}
