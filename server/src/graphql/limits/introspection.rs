//! What questions about the schema may ask: public, but not without end.
//!
//! The library's own resolvers answer them, so the work budget never sees them: the
//! size of the answer is estimated from the document instead.

/// Whether a root field asks about the schema and not for data.
pub(super) fn is_meta(name: &str) -> bool {
    matches!(name, "__schema" | "__type" | "__typename")
}

/// Whether a field of the schema's own types leads from a type to further types.
pub(super) fn is_type_list(name: &str) -> bool {
    matches!(name, "fields" | "interfaces" | "possibleTypes" | "inputFields")
}

/// How many objects a field of the schema's own types is taken to hold.
pub(super) fn assumed_size(name: &str) -> u64 {
    match name {
        "types" => 150,
        "fields" | "inputFields" | "enumValues" | "directives" => 10,
        "interfaces" | "possibleTypes" | "args" => 3,
        _ => 1,
    }
}
