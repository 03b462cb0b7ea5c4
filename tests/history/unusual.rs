//! What an auditor should look at is found among everything else.

use partnership_register::auth::scope::Scope;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::asking::{everything, whole};

const SLUG: &str = "safer-chelmsford";

/// A plan in which a project was renamed, written back, and another archived.
fn register() -> TestRegister {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    let id = |key: &str| {
        let graph = test.graph(SLUG);
        graph.projects.iter().find(|node| node.record.head.key == key).unwrap().record.id.to_string()
    };
    let first = test.see(
        &everything(),
        &format!(
            "{{ changes(first: 1, filter: {{ entity: \"{}\" }}) {{ nodes {{ id }} }} }}",
            id("pubwatch")
        ),
    );
    let rename = json!({ "id": id("pubwatch"), "version": 1, "name": "Pub Watch" });
    test.change(&coordinator, "updateProject", rename, "");
    let back = json!({
        "change": first["changes"]["nodes"][0]["id"], "version": 2, "reason": "The name was right.",
    });
    test.change(&coordinator, "revertTo", back, "");
    let away = json!({ "id": id("j9-training"), "version": 1, "reason": "It has ended." });
    test.change(&coordinator, "archiveProject", away, "");
    test
}

fn actions(test: &TestRegister, scope: &Scope, filter: &str) -> Vec<Value> {
    let query =
        format!("{{ changes(first: 100, filter: {{ {filter} }}) {{ totalCount nodes {{ action }} }} }}");
    let found = test.see(scope, &query)["changes"].clone();
    found["nodes"].as_array().unwrap().iter().map(|node| node["action"].clone()).collect()
}

#[test]
fn what_is_unusual_is_found_alone_or_left_out() {
    let test = register();
    for scope in [everything(), whole(&test, SLUG)] {
        assert_eq!(actions(&test, &scope, "unusual: true"), ["ARCHIVE", "REVERT"]);
        let here = format!("unusual: true, partnership: \"{SLUG}\"");
        assert_eq!(actions(&test, &scope, &here), ["ARCHIVE", "REVERT"]);
        assert_eq!(actions(&test, &scope, "unusual: true, action: REVERT"), ["REVERT"]);
        assert!(actions(&test, &scope, "unusual: true, type: MEETING").is_empty());
        let rest = actions(&test, &scope, "unusual: false");
        assert!(rest.len() > 50);
        assert!(rest.iter().all(|action| action == "CREATE" || action == "UPDATE"));
    }
    assert!(actions(&test, &Scope::default(), "unusual: true").is_empty());
}

#[test]
fn what_was_brought_in_at_once_is_unusual_once() {
    let test = register();
    let sheet = json!({ "partnership": SLUG, "kind": "SCHEMES", "text": "Name\nLamps\nGates\nRails\n" });
    test.change(&test.coordinator(SLUG), "importSheet", sheet, "count");
    for scope in [everything(), whole(&test, SLUG)] {
        assert_eq!(actions(&test, &scope, "unusual: true"), ["CREATE", "ARCHIVE", "REVERT"]);
        let here = format!("unusual: true, partnership: \"{SLUG}\"");
        assert_eq!(actions(&test, &scope, &here), ["CREATE", "ARCHIVE", "REVERT"]);
    }
}
