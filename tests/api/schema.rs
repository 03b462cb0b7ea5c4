//! The contract file.

use partnership_register::graphql;

/// `make schema` writes what this test compares.
#[test]
fn schema_graphql_is_what_the_program_serves() {
    let served = graphql::sdl();
    let written = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql")).unwrap();
    let differs = served.lines().zip(written.lines()).position(|(a, b)| a != b);
    assert!(
        served == written,
        "schema.graphql is not what the program serves (first at line {:?}): run `make schema`",
        differs.map(|line| line + 1)
    );
}

#[test]
fn everything_in_the_schema_has_a_description() {
    let schema = graphql::sdl();
    let lines: Vec<&str> = schema.lines().collect();
    let mut bare = Vec::new();
    let mut is_described = false;
    let mut in_description = false;
    for line in &lines {
        let line = line.trim();
        if line.starts_with("\"\"\"") {
            let is_whole = line.len() > 3 && line.ends_with("\"\"\"");
            in_description = !(in_description || is_whole);
            is_described = true;
            continue;
        }
        if in_description || line.is_empty() || matches!(line, "}" | "schema {") {
            continue;
        }
        let is_root =
            ["query:", "mutation:", "subscription:", "directive "].iter().any(|root| line.starts_with(root));
        if !is_described && !is_root && !line.starts_with("):") {
            bare.push(line.to_owned());
        }
        is_described = false;
    }
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}

/// One that is refused would otherwise take the answers of those beside it with it.
#[test]
fn every_mutation_can_be_answered_with_null() {
    let schema = graphql::sdl();
    let root = schema.split("type Mutation {").nth(1).unwrap().split("\n}").next().unwrap();
    let strict: Vec<&str> = root.lines().filter(|line| line.ends_with("Payload!")).collect();
    assert!(strict.is_empty() && root.contains(": ProjectPayload\n"), "{strict:#?}");
}
