//! A restricted project shows nowhere in the history to those outside.

use partnership_register::auth::scope::Scope;
use partnership_register::model::file::PartnershipFile;
use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::asking::{everything, partner, whole};
use crate::support::commands::{Publish, Rename};
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";
/// A word that only the restricted project holds.
const SECRET: &str = "Zanzibar";

/// The founding partnership with a restricted project of the police under a priority.
fn with_secret() -> PartnershipFile {
    let mut file = serde_json::to_value(founding_file()).unwrap();
    file["projects"].as_array_mut().unwrap().push(json!({
        "key": "secret", "name": SECRET, "visibility": "RESTRICTED", "leadAgency": "essex-police",
        "partnerAgencies": ["chp"],
    }));
    let priority = &mut file["strategies"][0]["priorities"][0];
    priority["projects"].as_array_mut().unwrap().push("secret".into());
    serde_json::from_value(file).unwrap()
}

fn register() -> (TestRegister, ProjectId) {
    let test = TestRegister::founding();
    test.wait(60);
    test.import(&with_secret()).unwrap();
    let graph = test.graph(SLUG);
    let id = graph.records().into_iter().find_map(|record| match record {
        Record::Project(project) if project.head.key == "secret" => Some(project.id),
        _ => None,
    });
    (test, id.unwrap())
}

/// Everything of the history that a scope sees.
fn all_of(test: &TestRegister, scope: &Scope) -> String {
    let mut told = String::new();
    let mut cursor = String::new();
    loop {
        let query = format!(
            "{{ changes(first: 50{cursor}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{
                sequence entityId entityLabel reason after node {{ id }}
                fields {{ field before after added removed beforeValue afterValue }} }} }} }}"
        );
        let answer = test.see(scope, &query);
        told.push_str(&answer["changes"]["nodes"].to_string());
        let info = &answer["changes"]["pageInfo"];
        if info["hasNextPage"] == false {
            return told;
        }
        cursor = format!(", after: {}", info["endCursor"]);
    }
}

#[test]
fn a_restricted_project_is_nowhere_in_the_history_of_those_outside() {
    let (test, id) = register();
    for scope in [
        partner(&test, SLUG, "chelmsford-city-council"),
        Scope { all_partners: true, ..Scope::default() },
        Scope { accounts: true, ..Scope::default() },
    ] {
        let told = all_of(&test, &scope);
        assert!(told.contains("Pubwatch"));
        assert!(!told.contains(SECRET) && !told.contains(&id.to_string()), "{scope:?}");
    }
    for scope in
        [partner(&test, SLUG, "essex-police"), partner(&test, SLUG, "chp"), whole(&test, SLUG), everything()]
    {
        let told = all_of(&test, &scope);
        assert!(told.contains(SECRET) && told.contains(&id.to_string()), "{scope:?}");
    }
}

#[test]
fn no_filter_tells_of_a_change_that_may_not_be_seen() {
    let (test, id) = register();
    let outside = partner(&test, SLUG, "chelmsford-city-council");
    let priority =
        "{ changes(filter: { field: \"projects\", type: [PRIORITY], action: [UPDATE] }) { totalCount } }";
    assert_eq!(test.see(&everything(), priority)["changes"]["totalCount"], 1);
    assert_eq!(test.see(&outside, priority)["changes"]["totalCount"], 0);
    for filter in [format!("entity: \"{id}\""), format!("text: \"{SECRET}\"")] {
        let query = format!("{{ changes(filter: {{ {filter} }}) {{ totalCount nodes {{ id }} }} }}");
        assert_eq!(test.see(&outside, &query)["changes"], json!({ "totalCount": 0, "nodes": [] }));
    }
    let node = format!("{{ node(id: \"{id}\") {{ id }} }}");
    assert_eq!(test.see(&outside, &node)["node"], Value::Null);
}

#[test]
fn nobody_finds_a_change_by_a_reason_that_they_may_not_read() {
    let test = TestRegister::founding();
    let priority = test.graph(SLUG).priorities[0].record.id;
    let input = json!({
        "partnership": SLUG, "name": "Newt", "leadAgency": "essex-police", "visibility": "RESTRICTED",
        "priorities": [priority.to_string()], "reason": "A tip about a warehouse",
    });
    let made = test.change(&test.coordinator(SLUG), "createProject", input, "project { id }");
    assert_eq!(made["errors"], json!([]));
    let found = |scope: &Scope, text: &str| {
        let query = format!("{{ changes(filter: {{ text: \"{text}\" }}) {{ nodes {{ reason }} }} }}");
        test.see(scope, &query)["changes"]["nodes"].as_array().unwrap().len()
    };
    assert_eq!(found(&everything(), "warehouse"), 2, "the scheme's and the priority's");
    assert_eq!(found(&partner(&test, SLUG, "essex-police"), "warehouse"), 2);
    let outside = partner(&test, SLUG, "chelmsford-city-council");
    assert_eq!((found(&outside, "warehouse"), found(&outside, "wareh")), (0, 0));
    // What it is called may be read.
    assert_ne!(found(&outside, "priority"), 0);
}

#[test]
fn what_hangs_unseen_on_what_was_just_published_shows_nothing_of_itself() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    let draft = json!({ "partnership": SLUG, "title": "Next", "startsOn": "2026-01-01" });
    let draft =
        test.change(&coordinator, "createStrategy", draft, "strategy { id version }")["strategy"].clone();
    let priority = json!({ "strategy": draft["id"], "title": "Streets" });
    let priority = test.change(&coordinator, "createPriority", priority, "priority { id }");
    let publish = json!({ "id": draft["id"], "version": draft["version"], "reason": "Agreed." });
    test.change(&coordinator, "publishStrategy", publish, "");
    let hidden = json!({ "partnership": SLUG, "name": SECRET, "visibility": "RESTRICTED",
        "strategyId": draft["id"], "priorities": [priority["priority"]["id"]] });
    let made = test.change(&coordinator, "createProject", hidden, "project { id }");
    assert!(made["project"]["id"].is_string(), "{made}");
    let query = "{ changes(first: 3) { nodes { command entityLabel fields { field } } } }";
    let administrator = test.ask(&test.administrator(), query, json!({}))["data"]["changes"]["nodes"].clone();
    assert!(!administrator.to_string().contains("project.create"), "{administrator}");
    let seen = test.ask(&coordinator, query, json!({}))["data"]["changes"]["nodes"].clone();
    assert!(seen.to_string().contains("project.create"), "{seen}");
}

#[test]
fn what_was_restricted_then_stays_hidden_when_it_is_published_later() {
    let (test, id) = register();
    test.run(Publish { project: id }).unwrap();
    test.run(Rename { project: id, name: "Open" }).unwrap();
    let outside = partner(&test, SLUG, "chelmsford-city-council");
    let query = format!(
        "{{ changes(filter: {{ entity: \"{id}\" }}) {{ nodes {{ action entityLabel fields {{ field before }} }} }} }}"
    );
    let answer = test.see(&outside, &query);
    let nodes = answer["changes"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2);
    for field in nodes[1]["fields"].as_array().unwrap() {
        assert_eq!(field["before"], Value::Null, "what it was before may not be seen");
    }
    assert_eq!(nodes[0]["fields"], json!([{ "field": "name", "before": SECRET }]));
}
