//! The history as it is asked for: by whom, what from what to what, when and why.

use partnership_register::auth::scope::Scope;
use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::asking::{everything, whole};
use crate::support::commands::{Rename, SetPartners};
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";

fn project(test: &TestRegister, key: &str) -> ProjectId {
    let graph = test.graph(SLUG);
    let found = graph.records().into_iter().find_map(|record| match record {
        Record::Project(project) if project.head.key == key => Some(project.id),
        _ => None,
    });
    found.unwrap()
}

fn agency(test: &TestRegister, slug: &str) -> AgencyId {
    test.register.directory().agency_by_slug(slug).unwrap().id
}

/// A register in which Pubwatch got another name and then other partners.
fn changed() -> (TestRegister, ProjectId) {
    let test = TestRegister::founding();
    let id = project(&test, "pubwatch");
    test.wait(60);
    test.run(Rename { project: id, name: "Pub Watch" }).unwrap();
    test.wait(60);
    let partners = vec![agency(&test, "essex-police")];
    test.run(SetPartners { project: id, partners }).unwrap();
    (test, id)
}

fn nodes(answer: &Value) -> &Vec<Value> {
    answer["changes"]["nodes"].as_array().unwrap()
}

#[test]
fn a_change_says_who_when_why_and_what_from_what_to_what() {
    let (test, id) = changed();
    let answer = test.see(
        &everything(),
        &format!(
            "{{ changes(first: 2, filter: {{ entity: \"{id}\" }}) {{ nodes {{
                id sequence at action command entityType entityId entityLabel reason version requestId
                actor {{ id name role isUser agency {{ name }} }}
                node {{ id }} partnership {{ slug }}
                fields {{ field before after added removed beforeValue afterValue isErased }} }} }} }}"
        ),
    );
    let [newest, renamed] = &nodes(&answer)[..] else { panic!("{answer}") };
    assert_eq!(renamed["action"], "UPDATE");
    assert_eq!(renamed["command"], "project.update");
    assert_eq!(renamed["entityType"], "PROJECT");
    assert_eq!(renamed["entityId"], id.to_string());
    assert_eq!(renamed["entityLabel"], "Pub Watch");
    assert_eq!(renamed["node"]["id"], id.to_string());
    assert_eq!(renamed["partnership"]["slug"], SLUG);
    assert_eq!(renamed["reason"], "a test");
    assert_eq!(renamed["version"], 2);
    assert_eq!(renamed["requestId"], "request_1");
    assert_eq!(renamed["at"], "2026-03-02T09:01:00.000000Z");
    assert_eq!(renamed["actor"]["role"], "COORDINATOR");
    assert_eq!(
        renamed["fields"],
        json!([{ "field": "name", "before": "Pubwatch", "after": "Pub Watch", "added": [], "removed": [],
            "beforeValue": "Pubwatch", "afterValue": "Pub Watch", "isErased": false }])
    );
    let fields = &newest["fields"][0];
    assert_eq!(fields["field"], "partnerAgencies");
    assert_eq!(fields["added"], json!(["Essex Police"]));
    assert_eq!(newest["sequence"].as_u64(), Some(test.sequence()));
}

#[test]
fn links_are_named_as_they_were_called_at_the_change() {
    let (test, id) = changed();
    let police = agency(&test, "essex-police");
    test.run(crate::support::commands::Call { agency: police, name: "Police of Essex" }).unwrap();
    test.run(SetPartners { project: id, partners: vec![] }).unwrap();
    let query = format!(
        "{{ node(id: \"{id}\") {{ ... on Project {{ changes(first: 2) {{ nodes {{ fields {{ added removed }} }} }} }} }} }}"
    );
    let answer = test.see(&everything(), &query);
    let changes = &answer["node"]["changes"]["nodes"];
    assert_eq!(changes[0]["fields"][0]["removed"], json!(["Police of Essex"]));
    assert_eq!(changes[1]["fields"][0]["added"], json!(["Essex Police"]));
}

#[test]
fn a_role_and_a_progress_update_say_what_they_are_of() {
    let (test, id) = changed();
    let coordinator = test.coordinator(SLUG);
    let progress = json!({ "project": id.to_string(), "rating": "GREEN", "narrative": "Open." });
    test.change(&coordinator, "postProgress", progress, "");
    let subjects = |kind: &str| {
        let filter =
            format!("{{ changes(first: 50, filter: {{ type: {kind} }}) {{ nodes {{ subject }} }} }}");
        nodes(&test.see(&everything(), &filter))
            .iter()
            .map(|node| node["subject"].clone())
            .collect::<Vec<_>>()
    };
    let named = test.see(&everything(), &format!("{{ node(id: \"{id}\") {{ ... on Project {{ name }} }} }}"));
    assert_eq!(subjects("PROGRESS_UPDATE")[0], named["node"]["name"]);
    assert!(subjects("ROLE_GRANT").iter().all(Value::is_string));
    assert!(subjects("PROJECT").iter().all(Value::is_null));
}

#[test]
fn pages_follow_each_other_both_ways_without_gaps() {
    let (test, _) = changed();
    for scope in [everything(), whole(&test, SLUG)] {
        let mut seen: Vec<i64> = Vec::new();
        let mut cursor = String::new();
        loop {
            let query = format!(
                "{{ changes(first: 7{cursor}) {{ nodes {{ sequence }} pageInfo {{ hasNextPage endCursor }} }} }}"
            );
            let answer = test.see(&scope, &query);
            seen.extend(nodes(&answer).iter().map(|node| node["sequence"].as_i64().unwrap()));
            let info = &answer["changes"]["pageInfo"];
            if info["hasNextPage"] == false {
                break;
            }
            cursor = format!(", after: {}", info["endCursor"]);
        }
        let all: Vec<i64> = (1..=test.sequence() as i64).rev().collect();
        assert_eq!(seen, all);
        let mut back: Vec<i64> = Vec::new();
        let mut cursor = String::new();
        loop {
            let query = format!(
                "{{ changes(last: 9{cursor}) {{ nodes {{ sequence }} pageInfo {{ hasPreviousPage startCursor }} }} }}"
            );
            let answer = test.see(&scope, &query);
            let page: Vec<i64> =
                nodes(&answer).iter().map(|node| node["sequence"].as_i64().unwrap()).collect();
            back = page.into_iter().chain(back).rev().collect::<Vec<_>>().into_iter().rev().collect();
            let info = &answer["changes"]["pageInfo"];
            if info["hasPreviousPage"] == false {
                break;
            }
            cursor = format!(", before: {}", info["startCursor"]);
        }
        back.sort_unstable_by_key(|sequence| -sequence);
        assert_eq!(back, all);
    }
}

#[test]
fn every_filter_leaves_what_it_says() {
    let (test, id) = changed();
    let actor = "user_1";
    let counts = [
        (format!("entity: \"{id}\""), 3),
        (format!("actor: \"{actor}\""), 2),
        ("actor: \"nobody' OR 1 = 1\"".to_owned(), 0),
        ("field: \"partnerAgencies\", action: [UPDATE]".to_owned(), 1),
        (format!("field: \"name\", entity: \"{id}\""), 2),
        ("text: \"pub watch\", type: [PROJECT]".to_owned(), 2),
        ("text: \"a test\", action: [UPDATE]".to_owned(), 2),
        ("from: \"2026-03-02T09:01:00Z\"".to_owned(), 2),
        ("from: \"2026-03-02T09:01:00.000001Z\"".to_owned(), 1),
        ("from: \"2026-03-02T09:01:00Z\", to: \"2026-03-02T09:01:00Z\"".to_owned(), 1),
        ("action: [ERASE, ARCHIVE]".to_owned(), 0),
        ("type: [MEETING], partnership: \"nowhere\"".to_owned(), 0),
        (format!("type: [PROJECT], partnership: \"{SLUG}\", action: [UPDATE]"), 2),
        ("agency: \"essex-police\"".to_owned(), 0),
        ("text: \"%\"".to_owned(), 0),
        // The year of every moment, which is no text.
        (format!("text: \"2026\", entity: \"{id}\""), 0),
        ("text: \"\"".to_owned(), 0),
        ("field: \"\"".to_owned(), 0),
        ("actor: \"system:import\", type: [PARTNERSHIP]".to_owned(), 1),
    ];
    for scope in [everything(), whole(&test, SLUG)] {
        for (filter, count) in &counts {
            let query = format!(
                "{{ changes(filter: {{ {filter} }}) {{ totalCount totalIsAll nodes {{ sequence }} }} }}"
            );
            let answer = test.see(&scope, &query);
            assert_eq!(nodes(&answer).len(), *count, "{filter}");
            assert_eq!(answer["changes"]["totalCount"], *count, "{filter}");
            assert_eq!(answer["changes"]["totalIsAll"], true, "{filter}");
        }
    }
}

#[test]
fn every_type_has_its_changes_and_a_partnership_those_of_all_its_records() {
    let (test, id) = changed();
    let mut ids: Vec<String> = test.graph(SLUG).records().iter().map(|r| r.id().to_string()).collect();
    ids.push(agency(&test, "essex-police").to_string());
    let schema = partnership_register::graphql::sdl();
    for entity in EntityType::ALL.iter().filter(|entity| entity.is_of_plans()) {
        let prefix = format!("{}_", entity.prefix());
        let name = prefix.trim_end_matches('_').split('_').map(capital).collect::<String>();
        let begin = schema.find(&format!("\ntype {name} implements")).unwrap();
        let end = begin + schema[begin..].find("\n}").unwrap();
        assert!(schema[begin..end].contains("\tchanges("), "{name} has no changes");
    }
    for id in ids.iter().take(30) {
        let query = format!(
            "{{ node(id: \"{id}\") {{ ... on Project {{ changes {{ nodes {{ entityId }} }} }}
                ... on Meeting {{ changes {{ nodes {{ entityId }} }} }} ... on Agency {{ changes {{ nodes {{ entityId }} }} }} }} }}"
        );
        let answer = test.see(&everything(), &query);
        for node in answer["node"]["changes"]["nodes"].as_array().into_iter().flatten() {
            assert_eq!(node["entityId"], *id);
        }
    }
    let query =
        format!("{{ partnership(slug: \"{SLUG}\") {{ changes(first: 2) {{ nodes {{ entityId }} }} }} }}");
    let answer = test.see(&whole(&test, SLUG), &query);
    assert_eq!(answer["partnership"]["changes"]["nodes"][0]["entityId"], id.to_string());
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn seen_in_the_past_a_record_has_no_later_changes() {
    let (test, _) = changed();
    let query = format!(
        "{{ partnership(slug: \"{SLUG}\", asOf: \"2026-03-02T09:01:30Z\") {{ changes(first: 1) {{ nodes {{ at }} }} }} }}"
    );
    let answer = test.see(&everything(), &query);
    assert_eq!(answer["partnership"]["changes"]["nodes"][0]["at"], "2026-03-02T09:01:00.000000Z");
}

#[test]
fn a_change_is_found_by_its_id_and_holds_the_whole_record() {
    let (test, id) = changed();
    let last = test.sequence();
    let query = format!("{{ change(id: \"change_{last}\") {{ entityId after }} }}");
    let answer = test.see(&everything(), &query);
    assert_eq!(answer["change"]["entityId"], id.to_string());
    assert_eq!(answer["change"]["after"]["name"], "Pub Watch");
    assert_eq!(answer["change"]["after"].get("$label"), None);
    for wrong in ["change_0", "change_01", "change_99999", "change_x", "project_1"] {
        assert_eq!(
            test.see(&everything(), &format!("{{ change(id: \"{wrong}\") {{ id }} }}"))["change"],
            Value::Null
        );
    }
}

#[test]
fn the_public_sees_no_history() {
    let (test, id) = changed();
    let public = Scope::anonymous();
    let query = format!(
        "{{ changes {{ totalCount nodes {{ id }} }} change(id: \"change_1\") {{ id }}
            node(id: \"{id}\") {{ ... on Project {{ changes {{ totalCount nodes {{ id }} }} }} }} }}"
    );
    let answer = test.see(&public, &query);
    let none = json!({ "totalCount": 0, "nodes": [] });
    assert_eq!(answer, json!({ "changes": none, "change": null, "node": { "changes": none } }));
}

#[test]
fn those_of_one_partnership_see_nothing_of_another() {
    let test = TestRegister::founding();
    let mut other = founding_file();
    other.partnership.slug = "elsewhere".to_owned();
    other.partnership.name = "Elsewhere".to_owned();
    test.import(&other).unwrap();
    let answer = test.see(&whole(&test, SLUG), "{ changes(first: 100) { nodes { partnership { slug } } } }");
    assert!(!nodes(&answer).is_empty());
    for node in nodes(&answer) {
        assert!(
            ["safer-chelmsford", ""].contains(&node["partnership"]["slug"].as_str().unwrap_or("")),
            "{node}"
        );
    }
}
