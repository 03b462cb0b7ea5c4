//! `schema`: the two contracts, as the code has them.

use clap::Args;

use super::Failure;
use crate::model::file::PartnershipFile;

/// What to print.
#[derive(Debug, Args)]
pub struct Schema {
    /// Print the JSON Schema of a partnership file instead of the GraphQL schema
    #[arg(long)]
    partnership_file: bool,
}

impl Schema {
    /// Prints the schema that was asked for.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn run(&self) -> Result<(), Failure> {
        let text = if self.partnership_file { partnership_file()? } else { crate::graphql::sdl() };
        super::print(text.trim_end())
    }
}

/// The JSON Schema of a partnership file, generated from its types.
///
/// # Errors
/// None in practice: a schema is plain JSON.
pub fn partnership_file() -> Result<String, Failure> {
    let schema = schemars::schema_for!(PartnershipFile);
    serde_json::to_string_pretty(&schema).map_err(Failure::fault)
}

#[cfg(test)]
mod tests {
    const COMMITTED: &str = include_str!("../../../docs/partnership-file.schema.json");

    #[test]
    fn the_committed_json_schema_is_that_of_the_code() {
        assert!(
            super::partnership_file().unwrap() == COMMITTED.trim_end(),
            "docs/partnership-file.schema.json is out of date; write it anew with \
             `partnership-register schema --partnership-file > docs/partnership-file.schema.json`"
        );
    }

    #[test]
    fn the_founding_file_obeys_the_json_schema() {
        let schema = serde_json::from_str(&super::partnership_file().unwrap()).unwrap();
        let founding = serde_json::from_str(crate::founding::SAFER_CHELMSFORD).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let problems: Vec<_> = validator.iter_errors(&founding).map(|e| e.to_string()).collect();
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn the_example_in_the_documentation_obeys_the_json_schema_and_reads() {
        let docs = include_str!("../../../docs/partnership-file.md");
        let example = docs.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let schema = serde_json::from_str(&super::partnership_file().unwrap()).unwrap();
        assert!(jsonschema::is_valid(&schema, &serde_json::from_str(example).unwrap()));
        serde_json::from_str::<super::PartnershipFile>(example).unwrap();
    }

    #[test]
    fn the_documentation_names_every_field_of_the_format() {
        let docs = include_str!("../../../docs/partnership-file.md");
        let schema: serde_json::Value = serde_json::from_str(&super::partnership_file().unwrap()).unwrap();
        let mut fields = schema["properties"].as_object().unwrap().keys().collect::<Vec<_>>();
        for definition in schema["$defs"].as_object().unwrap().values() {
            fields.extend(definition["properties"].as_object().into_iter().flat_map(|map| map.keys()));
        }
        let missing: Vec<&str> =
            fields.iter().filter(|f| !docs.contains(&format!("`{f}`"))).map(|f| f.as_str()).collect();
        // The format's own version stands in the example only.
        assert_eq!(missing, ["format"]);
    }

    #[test]
    fn an_unknown_field_breaks_the_json_schema() {
        let schema = serde_json::from_str(&super::partnership_file().unwrap()).unwrap();
        let mut founding: serde_json::Value =
            serde_json::from_str(crate::founding::SAFER_CHELMSFORD).unwrap();
        founding["partnership"]["nmae"] = "x".into();
        assert!(!jsonschema::is_valid(&schema, &founding));
    }
}
