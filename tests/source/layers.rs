//! A module uses only what is below it.

use std::path::Path;

use super::{files_below, root};

/// The modules of the server, each above those before it.
const LAYERS: [&str; 15] = [
    "error", "clock", "model", "auth", "mail", "history", "store", "graph", "paper", "commands", "graphql",
    "http", "config", "founding", "cli",
];

fn layer(name: &str) -> usize {
    LAYERS
        .iter()
        .position(|known| *known == name)
        .unwrap_or_else(|| panic!("{name} is a new module: give it its place among the layers of this test"))
}

/// The module that a file is part of.
fn module_of(file: &Path, sources: &Path) -> String {
    let first = file.strip_prefix(sources).unwrap().components().next().unwrap();
    first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules that a piece of code names after `crate::`.
fn used(code: &str) -> Vec<String> {
    let names = code.split("crate::").skip(1);
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let braces = names.clone().filter(|rest| rest.starts_with('{'));
    assert_eq!(braces.count(), 0, "write one `use crate::...` per module, so that this test can read it");
    names.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn a_module_uses_only_those_below_it() {
    let sources = root().join("server/src");
    let mut broken = Vec::new();
    for file in files_below(&sources) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let is_test = file.components().any(|part| part.as_os_str() == "tests") || name == "tests.rs";
        if !name.ends_with(".rs")
            || is_test
            || ["lib.rs", "main.rs"].contains(&name) && file.parent() == Some(&sources)
        {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let own = module_of(&file, &sources);
        for used in used(&code) {
            if layer(&used) > layer(&own) {
                broken.push(format!("{} uses {used}, which is above {own}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_nouns_know_neither_sql_nor_http() {
    for file in files_below(&root().join("server/src/model")) {
        let text = std::fs::read_to_string(&file).unwrap();
        for word in ["diesel", "axum", "hyper", "tokio"] {
            let used = text.contains(&format!("use {word}::")) || text.contains(&format!("{word}::"));
            assert!(!used, "{} uses {word}", file.display());
        }
    }
}

#[test]
fn diesel_writes_only_in_the_store() {
    for file in files_below(&root().join("server/src")) {
        let in_store = file.components().any(|part| part.as_os_str() == "store");
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let writes =
            ["diesel::insert_into", "diesel::update", "diesel::delete", "sql_query", "batch_execute"];
        if !in_store {
            for word in writes {
                assert!(!text.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}
