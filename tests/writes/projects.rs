//! Projects and schemes: kept by their lead agency.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;
use crate::support::remote::SignedIn;
use crate::support::server::TestServer;

const CHELMSFORD: &str = "safer-chelmsford";

/// A project of the founding partnership that the police lead: its id and version.
fn led_by_police(test: &TestRegister) -> (String, i64) {
    let coordinator = test.coordinator(CHELMSFORD);
    let input = json!({ "partnership": CHELMSFORD, "name": "Street patrols", "leadAgency": "essex-police" });
    let payload = test.change(&coordinator, "createProject", input, "project { id version }");
    let project = &payload["project"];
    (project["id"].as_str().unwrap().to_owned(), project["version"].as_i64().unwrap())
}

fn read(test: &TestRegister, person: &Person, id: &str, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Project {{ {fields} }} }} }}");
    test.ask(person, &query, json!({ "id": id }))["data"]["node"].clone()
}

#[test]
fn a_partner_admin_updates_the_scheme_that_their_agency_leads() {
    let test = TestRegister::founding();
    let (id, version) = led_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let before = test.sequence();
    let input = json!({ "id": id, "version": version, "status": "ACTIVE", "description": "Every Friday.", "reason": "It began." });
    let payload = test.change(&sergeant, "updateProject", input, "project { status description version }");
    let expected = json!({ "status": "ACTIVE", "description": "Every Friday.", "version": version + 1 });
    assert_eq!(payload, json!({ "project": expected, "errors": [] }));
    assert_eq!(test.sequence(), before + 1);
    let nobody = Person::nobody();
    assert_eq!(read(&test, &nobody, &id, "status"), json!({ "status": "ACTIVE" }));
}

#[test]
fn whoever_does_not_lead_it_is_refused() {
    let test = TestRegister::founding();
    let (id, version) = led_by_police(&test);
    let input = json!({ "id": id, "version": version, "status": "ACTIVE" });
    let before = test.sequence();
    let refused = [
        (Person::nobody(), "UNAUTHENTICATED"),
        (test.partner_admin(CHELMSFORD, "chelmsford-city-council"), "FORBIDDEN"),
        (test.contributor(CHELMSFORD, "essex-police"), "FORBIDDEN"),
        (test.auditor(CHELMSFORD), "FORBIDDEN"),
        (test.administrator(), "FORBIDDEN"),
    ];
    for (person, code) in refused {
        assert_eq!(test.refusal(&person, "updateProject", input.clone()), code);
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn of_several_mutations_the_one_that_is_refused_takes_no_other_with_it() {
    let server = TestServer::founding();
    let signed_in = SignedIn::coordinator(&server.test);
    let query = "mutation($a: CreateProjectInput!, $b: ArchiveInput!, $c: CreateProjectInput!) {
        a: createProject(input: $a) { project { name } errors { message } }
        b: archiveProject(input: $b) { project { id } errors { message } }
        c: createProject(input: $c) { project { name } errors { message } } }";
    let new = |name: &str| json!({ "partnership": CHELMSFORD, "name": name });
    let absent = json!({ "id": format!("project_{:032x}", 7), "version": 1, "reason": "Over." });
    let variables = json!({ "a": new("One"), "b": absent, "c": new("Two") });
    let headers = [("cookie", signed_in.cookie.as_str()), ("x-register-csrf", "1")];
    let answer = server.post(&headers, &json!({ "query": query, "variables": variables })).json();
    let made = |name: &str| json!({ "project": { "name": name }, "errors": [] });
    assert_eq!(answer["data"], json!({ "a": made("One"), "b": null, "c": made("Two") }), "{answer}");
    assert_eq!(answer["errors"][0]["path"], json!(["b"]));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND");
}

#[test]
fn a_partner_admin_cannot_hand_a_scheme_away_or_take_another() {
    let test = TestRegister::founding();
    let (id, version) = led_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let away = json!({ "id": id, "version": version, "leadAgency": "chelmsford-city-council" });
    assert_eq!(test.refusal(&sergeant, "updateProject", away), "FORBIDDEN");
    let nobodys = json!({ "id": id, "version": version, "leadAgency": null });
    assert_eq!(test.refusal(&sergeant, "updateProject", nobodys), "FORBIDDEN");
    let new = json!({ "partnership": CHELMSFORD, "name": "X", "leadAgency": "chelmsford-city-council" });
    assert_eq!(test.refusal(&sergeant, "createProject", new), "FORBIDDEN");
}

#[test]
fn of_two_updates_of_one_version_one_wins_and_the_other_sees_what_is_there() {
    let test = TestRegister::founding();
    let (id, version) = led_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let first = json!({ "id": id, "version": version, "status": "ACTIVE" });
    test.change(&sergeant, "updateProject", first, "");
    let sequence = test.sequence();
    let second = json!({ "id": id, "version": version, "status": "PAUSED" });
    let payload = test.change(&sergeant, "updateProject", second, "project { status version }");
    assert_eq!(payload["project"], json!({ "status": "ACTIVE", "version": version + 1 }));
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn input_that_breaks_rules_is_named_field_by_field_and_nothing_is_written() {
    let test = TestRegister::founding();
    let (id, version) = led_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let sequence = test.sequence();
    let input =
        json!({ "id": id, "version": version, "name": " ", "website": "javascript:alert(1)", "kind": null });
    let payload = test.change(&sergeant, "updateProject", input, "");
    let paths: Vec<&Value> = payload["errors"].as_array().unwrap().iter().map(|e| &e["path"]).collect();
    assert_eq!(paths, [&json!(["kind"]), &json!(["name"]), &json!(["website"])]);
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn links_replace_those_of_one_edition() {
    let test = TestRegister::founding();
    let (id, version) = led_by_police(&test);
    let nobody = Person::nobody();
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { priorities { id } } } }";
    let answer = test.ask(&nobody, query, json!({}));
    let priorities = &answer["data"]["partnership"]["strategy"]["priorities"];
    let ids: Vec<&Value> = priorities.as_array().unwrap().iter().map(|p| &p["id"]).collect();
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({ "id": id, "version": version, "priorities": [ids[0], ids[2]] });
    let payload = test.change(&sergeant, "updateProject", input, "project { priorities { id } }");
    assert_eq!(payload["project"]["priorities"], json!([{ "id": ids[0] }, { "id": ids[2] }]));
    let input = json!({ "id": id, "version": version + 1, "priorities": [ids[1]] });
    let payload = test.change(&sergeant, "updateProject", input, "project { priorities { id } }");
    assert_eq!(payload["project"]["priorities"], json!([{ "id": ids[1] }]));
}

#[test]
fn a_key_tells_a_partner_of_no_scheme_that_they_may_not_see() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let hidden = json!({ "partnership": CHELMSFORD, "name": "Night watch", "key": "night-watch",
                         "leadAgency": "essex-police", "visibility": "RESTRICTED" });
    assert_eq!(test.change(&coordinator, "createProject", hidden.clone(), "")["errors"], json!([]));
    let outsider = test.partner_admin(CHELMSFORD, "chelmsford-city-council");
    let make = |name: &str, key: Option<&str>| {
        let input = json!({ "partnership": CHELMSFORD, "name": name, "key": key });
        test.change(&outsider, "createProject", input, "project { key }")
    };
    // Asked for by its key, and by its name.
    assert_eq!(make("Ours", Some("night-watch")), make("Ours", Some("nobody-has-this")));
    assert_eq!(make("Ours", Some("night-watch"))["errors"][0]["path"], json!(["key"]));
    let ending = |name: &str, slug: &str| {
        let key = make(name, None)["project"]["key"].as_str().unwrap().to_owned();
        key.strip_prefix(slug).unwrap().len()
    };
    assert_eq!(ending("Night watch", "night-watch"), ending("Day watch", "day-watch"));

    // Who sees everything may know, and chooses.
    let payload = test.change(&coordinator, "createProject", hidden, "");
    assert!(payload["errors"][0]["message"].as_str().unwrap().contains("another record"));
    let plain = json!({ "partnership": CHELMSFORD, "name": "Bike marking" });
    let payload = test.change(&coordinator, "createProject", plain, "project { key }");
    assert_eq!(payload["project"]["key"], "bike-marking");
}

#[test]
fn of_two_who_link_a_scheme_over_one_version_one_is_told_of_the_other() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator("safer-chelmsford");
    let graph = test.graph("safer-chelmsford");
    let (first, second) = (graph.priorities[0].record.clone(), graph.priorities[1].record.clone());
    let input = json!({ "partnership": "safer-chelmsford", "name": "Night patrols" });
    let made = test.change(&coordinator, "createProject", input, "project { id version }");
    let id = made["project"]["id"].clone();
    let link = |version: i32, to: Value| {
        let input = json!({ "id": id, "version": version, "priorities": to });
        test.change(
            &coordinator,
            "updateProject",
            input,
            "project { version priorities { id } } errors { code }",
        )
    };
    let payload = link(1, json!([first.id]));
    assert_eq!(payload["project"], json!({ "version": 2, "priorities": [{ "id": first.id }] }));
    assert_eq!(link(1, json!([second.id]))["errors"][0]["code"], "CONFLICT");
    assert_eq!(link(2, json!([first.id]))["project"]["version"], 2, "nothing was changed");
    assert_eq!(link(2, json!([second.id]))["project"]["version"], 3);
    // The scheme's own history says what it was put under.
    let query = "query($id: ID!) { changes(filter: { entity: $id }) { nodes { version fields { field added removed } } } }";
    let told = test.ask(&coordinator, query, json!({ "id": id }));
    let newest = &told["data"]["changes"]["nodes"][0];
    let moved = json!([{ "field": "priorities", "added": [second.heading()], "removed": [first.heading()] }]);
    assert_eq!(newest, &json!({ "version": 3, "fields": moved }));
    let mut conn = test.database.url.connect().unwrap();
    assert_eq!(
        partnership_register::store::verify::everything(&mut conn).unwrap().problems,
        Vec::<String>::new()
    );
}
