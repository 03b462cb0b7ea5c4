//! An old state is written back as a new change, by whom it may be, within the rules.

use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";

/// A scheme that the police lead and that was renamed and put under others since.
struct Renamed {
    test: TestRegister,
    id: String,
    /// The change that created it.
    created: String,
}

fn renamed() -> Renamed {
    let test = TestRegister::new();
    let mut file = serde_json::to_value(founding_file()).unwrap();
    let projects = file["projects"].as_array_mut().unwrap();
    let pubwatch = projects.iter_mut().find(|project| project["key"] == "pubwatch").unwrap();
    pubwatch["leadAgency"] = "essex-police".into();
    pubwatch["description"] = "Landlords warn each other.".into();
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    let id = test.graph(SLUG).records().into_iter().find_map(|record| match record {
        Record::Project(project) if project.head.key == "pubwatch" => Some(project.id.to_string()),
        _ => None,
    });
    let id = id.unwrap();
    let created = newest(&test, &id);
    let input =
        json!({ "id": id, "version": 1, "name": "Pub Watch", "description": null, "status": "PAUSED" });
    test.change(&test.coordinator(SLUG), "updateProject", input, "");
    Renamed { test, id, created }
}

/// The id of a record's newest change.
fn newest(test: &TestRegister, id: &str) -> String {
    let query = format!("{{ changes(first: 1, filter: {{ entity: \"{id}\" }}) {{ nodes {{ id }} }} }}");
    let answer = test.ask(&test.coordinator(SLUG), &query, json!({}));
    answer["data"]["changes"]["nodes"][0]["id"].as_str().unwrap().to_owned()
}

const SHOWN: &str = "node { id ... on Project { name description status version visibility isArchived leadAgency { slug } } }";

impl Renamed {
    fn revert(&self, person: &Person, version: i32) -> Value {
        let input = json!({ "change": self.created, "version": version, "reason": "It was right before." });
        self.test.mutate(person, "revertTo", input, SHOWN)
    }

    fn update(&self, input: Value) {
        let mut all = json!({ "id": self.id });
        all.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        self.test.change(&self.test.coordinator(SLUG), "updateProject", all, "");
    }
}

#[test]
fn a_record_is_written_back_as_it_was_as_a_change_of_its_own() {
    let it = renamed();
    let police = it.test.partner_admin(SLUG, "essex-police");
    let answer = it.revert(&police, 2);
    assert_eq!(answer["errors"], json!([]), "{answer}");
    let node = &answer["data"]["revertTo"]["node"];
    assert_eq!(node["name"], "Pubwatch");
    assert_eq!(node["description"], "Landlords warn each other.");
    assert_eq!(node["version"], 3);
    let query = format!(
        "{{ changes(first: 1, filter: {{ entity: \"{}\" }}) {{ nodes {{ action command reason actor {{ role }}
            fields {{ field before after }} }} }} }}",
        it.id
    );
    let told = it.test.ask(&police, &query, json!({}))["data"]["changes"]["nodes"][0].clone();
    assert_eq!(told["action"], "REVERT");
    assert_eq!(told["command"], "record.revert");
    assert_eq!(told["reason"], "It was right before.");
    assert_eq!(told["actor"]["role"], "PARTNER_ADMIN");
    assert_eq!(told["fields"].as_array().unwrap().len(), 3);
    let head = it.test.sequence();
    let again = it.revert(&police, 3);
    assert_eq!(again["errors"], json!([]));
    assert_eq!(it.test.sequence(), head, "what is so already is not written again");
}

#[test]
fn whoever_may_not_update_a_record_may_not_revert_it() {
    let it = renamed();
    let head = it.test.sequence();
    for person in [
        it.test.partner_admin(SLUG, "chelmsford-city-council"),
        it.test.contributor(SLUG, "essex-police"),
        it.test.auditor(SLUG),
    ] {
        assert_eq!(it.revert(&person, 2)["errors"][0]["code"], "FORBIDDEN");
    }
    assert_eq!(it.revert(&it.test.administrator(), 2)["errors"][0]["code"], "FORBIDDEN");
    assert_eq!(it.revert(&Person::nobody(), 2)["errors"][0]["code"], "UNAUTHENTICATED");
    assert_eq!(it.revert(&Person::with(&[]), 2)["errors"][0]["code"], "NOT_FOUND");
    assert_eq!(it.test.sequence(), head);
}

#[test]
fn a_stale_version_a_missing_reason_and_an_unknown_change_write_nothing() {
    let it = renamed();
    let coordinator = it.test.coordinator(SLUG);
    let head = it.test.sequence();
    let stale = it.revert(&coordinator, 1);
    assert_eq!(stale["data"]["revertTo"]["errors"][0]["code"], "CONFLICT");
    assert_eq!(stale["data"]["revertTo"]["node"]["name"], "Pub Watch");
    let input = json!({ "change": it.created, "version": 2, "reason": " " });
    let silent = it.test.mutate(&coordinator, "revertTo", input, "");
    assert_eq!(silent["data"]["revertTo"]["errors"][0]["path"], json!(["reason"]));
    for change in ["change_99999", "change_-1", it.id.as_str()] {
        let input = json!({ "change": change, "version": 2, "reason": "Why not." });
        assert_eq!(it.test.refusal(&coordinator, "revertTo", input), "NOT_FOUND");
    }
    assert_eq!(it.test.sequence(), head);
}

#[test]
fn a_record_cannot_be_handed_away_by_reverting_it() {
    let it = renamed();
    it.update(json!({ "version": 2, "leadAgency": "chelmsford-city-council" }));
    let council = it.test.partner_admin(SLUG, "chelmsford-city-council");
    assert_eq!(it.revert(&council, 3)["errors"][0]["code"], "FORBIDDEN");
    let answer = it.revert(&it.test.coordinator(SLUG), 3);
    assert_eq!(answer["data"]["revertTo"]["node"]["leadAgency"]["slug"], "essex-police");
}

#[test]
fn reverting_shows_nothing_more_widely_and_brings_nothing_out_of_the_archive() {
    let it = renamed();
    it.update(json!({ "version": 2, "visibility": "RESTRICTED" }));
    let coordinator = it.test.coordinator(SLUG);
    let away = json!({ "id": it.id, "version": 3, "reason": "Over." });
    it.test.change(&coordinator, "archiveProject", away, "");
    let node = it.revert(&coordinator, 4)["data"]["revertTo"]["node"].clone();
    assert_eq!(node["name"], "Pubwatch");
    assert_eq!((&node["visibility"], &node["isArchived"]), (&json!("RESTRICTED"), &json!(true)));
}

#[test]
fn a_document_comes_back_under_nothing_that_is_not_the_writers() {
    let test = TestRegister::founding();
    let (coordinator, sergeant) = (test.coordinator(SLUG), test.partner_admin(SLUG, "essex-police"));
    let input = json!({ "partnership": SLUG, "title": "Patrol map", "url": "https://example.org/map" });
    let document =
        test.change(&sergeant, "createDocument", input, "document { id }")["document"]["id"].clone();
    let created = newest(&test, document.as_str().unwrap());
    let strategy = test.ask(
        &Person::nobody(),
        &format!("{{ partnership(slug: \"{SLUG}\") {{ strategy {{ id }} }} }}"),
        json!({}),
    );
    let strategy = strategy["data"]["partnership"]["strategy"]["id"].clone();
    let link = |version: i32, strategies: Value| {
        let input = json!({ "id": document, "version": version, "strategies": strategies });
        assert_eq!(test.change(&coordinator, "updateDocument", input, "")["errors"], json!([]));
    };
    link(1, json!([strategy]));
    let linked = newest(&test, document.as_str().unwrap());
    let back =
        |change: &str, version: i32| json!({ "change": change, "version": version, "reason": "As it was." });
    assert_eq!(test.refusal(&sergeant, "revertTo", back(&created, 2)), "FORBIDDEN", "taken out");
    link(2, json!([]));
    assert_eq!(test.refusal(&sergeant, "revertTo", back(&linked, 3)), "FORBIDDEN", "put under");
    let answer = test.change(
        &coordinator,
        "revertTo",
        back(&linked, 3),
        "node { ... on Document { strategies { id } } }",
    );
    assert_eq!(answer["node"]["strategies"], json!([{ "id": strategy }]));
}

#[test]
fn a_partner_admin_reverts_what_they_changed_of_their_agency() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(SLUG, "essex-police");
    let agency = test.agency("essex-police").to_string();
    let before = newest(&test, &agency);
    let website = json!({ "id": agency, "version": 1, "website": "https://new.example.org/" });
    assert_eq!(test.change(&sergeant, "updateAgency", website, "")["errors"], json!([]));
    let back = |version: i32| json!({ "change": before, "version": version, "reason": "Too early." });
    let answer = test.change(&sergeant, "revertTo", back(2), "node { ... on Agency { version } }");
    assert_eq!((&answer["errors"], &answer["node"]["version"]), (&json!([]), &json!(3)));
    let name = json!({ "id": agency, "version": 3, "name": "Essex Constabulary" });
    assert_eq!(test.change(&test.administrator(), "updateAgency", name, "")["errors"], json!([]));
    assert_eq!(test.refusal(&sergeant, "revertTo", back(4)), "FORBIDDEN");
}
