//! Links that no list shows to whoever writes stay: to what they may not see, and to what
//! was put away.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const COUNCIL: &str = "chelmsford-city-council";

/// Makes a record as the coordinator and gives what was selected of it.
fn made(test: &TestRegister, mutation: &str, input: Value, selection: &str, path: &str) -> Value {
    let payload = test.change(&test.coordinator(CHELMSFORD), mutation, input, selection);
    payload.pointer(path).filter(|found| !found.is_null()).unwrap_or_else(|| panic!("{payload}")).clone()
}

/// A case panel of the council, and its sitting, which the police do not see.
fn panel(test: &TestRegister) -> (Value, Value) {
    let input = json!({ "partnership": CHELMSFORD, "name": "Panel", "kind": "CASE_PANEL", "chairAgencies": [COUNCIL] });
    let panel = made(test, "createMeeting", input, "meeting { id }", "/meeting/id");
    let input = json!({ "meeting": panel, "startsOn": "2026-02-24" });
    let sitting = made(test, "scheduleMeeting", input, "occurrences { id }", "/occurrences/0/id");
    (panel, sitting)
}

/// A restricted scheme of the council.
fn secret_scheme(test: &TestRegister) -> Value {
    let input = json!({ "partnership": CHELMSFORD, "name": "Secret", "visibility": "RESTRICTED", "leadAgency": COUNCIL });
    made(test, "createProject", input, "project { id }", "/project/id")
}

/// An action that the police are to do, which hangs on something.
fn action(test: &TestRegister, on: &str, id: &Value) -> Value {
    let input = json!({ "partnership": CHELMSFORD, "text": "Ask", "owners": [POLICE], on: id });
    made(test, "createAction", input, "action { id }", "/action/id")
}

fn is_seen(test: &TestRegister, person: &Person, id: &Value) -> bool {
    let answer = test.ask(person, "query ($id: ID!) { node(id: $id) { id } }", json!({ "id": id }));
    !answer["data"]["node"].is_null()
}

#[test]
fn what_an_action_hangs_on_is_not_taken_away_by_those_who_do_not_see_it() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let (_, sitting) = panel(&test);
    for (field, hidden) in [("raisedAt", sitting), ("project", secret_scheme(&test))] {
        let id = action(&test, field, &hidden);
        let shown = format!("action {{ visibility {field} {{ id }} }}");
        let input = json!({ "id": id, "version": 1, field: null, "visibility": "PUBLIC" });
        let payload = test.change(&sergeant, "updateAction", input, &shown);
        assert_eq!(payload["errors"], json!([]));
        assert_eq!(payload["action"], json!({ "visibility": "RESTRICTED", field: null }));
        assert!(!is_seen(&test, &Person::nobody(), &id), "{field}");
        let answer = test.ask(
            &test.coordinator(CHELMSFORD),
            &format!("query ($id: ID!) {{ node(id: $id) {{ ... on Action {{ {field} {{ id }} }} }} }}"),
            json!({ "id": id }),
        );
        assert_eq!(answer["data"]["node"][field]["id"], hidden);
    }
}

#[test]
fn nothing_is_put_in_the_place_of_what_the_writer_does_not_see() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let id = action(&test, "project", &secret_scheme(&test));
    let own = json!({ "partnership": CHELMSFORD, "name": "Own", "leadAgency": POLICE });
    let own = made(&test, "createProject", own, "project { id }", "/project/id");
    let before = test.sequence();
    let input = json!({ "id": id, "version": 1, "project": own, "visibility": "PUBLIC" });
    let errors = test.change(&sergeant, "updateAction", input.clone(), "")["errors"].clone();
    assert_eq!(errors[0]["path"], json!(["project"]), "{errors}");
    assert!(errors[0]["message"].as_str().unwrap().contains("coordinator"), "{errors}");
    assert_eq!(test.sequence(), before);
    let payload =
        test.change(&test.coordinator(CHELMSFORD), "updateAction", input, "action { project { id } }");
    assert_eq!(payload["action"]["project"]["id"], own, "whoever sees it may");
}

#[test]
fn a_meeting_goes_on_reporting_to_one_that_the_writer_does_not_see() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let (panel, _) = panel(&test);
    let input =
        json!({ "partnership": CHELMSFORD, "name": "Below", "chairAgencies": [POLICE], "parent": panel });
    let id = made(&test, "createMeeting", input, "meeting { id }", "/meeting/id");
    let input = json!({ "id": id, "version": 1, "parent": null, "cadence": "Weekly" });
    let payload = test.change(&sergeant, "updateMeeting", input, "meeting { cadence parent { id } }");
    assert_eq!(payload["meeting"], json!({ "cadence": "Weekly", "parent": null }));
    let query = "query ($id: ID!) { node(id: $id) { ... on Meeting { parent { id } } } }";
    let answer = test.ask(&test.coordinator(CHELMSFORD), query, json!({ "id": id }));
    assert_eq!(answer["data"]["node"]["parent"]["id"], panel);
    let other = json!({ "id": id, "version": 2, "parent": id });
    let errors = test.change(&sergeant, "updateMeeting", other, "")["errors"].clone();
    assert_eq!(errors[0]["path"], json!(["parent"]), "{errors}");
}

/// Three records of a noun of the founding partnership: ids and versions.
fn three(test: &TestRegister, list: &str) -> Vec<Value> {
    let query = format!(
        "{{ partnership(slug: \"{CHELMSFORD}\") {{ {list}(first: 3) {{ nodes {{ id version }} }} }} }}"
    );
    let answer = test.ask(&Person::nobody(), &query, json!({}));
    answer["data"]["partnership"][list]["nodes"].as_array().unwrap().clone()
}

/// Puts a record away, or takes it out again.
fn archive(test: &TestRegister, mutation: &str, record: &Value, later: i64) {
    let version = record["version"].as_i64().unwrap() + later;
    let input = json!({ "id": record["id"], "version": version, "reason": "Over." });
    let payload = test.change(&test.coordinator(CHELMSFORD), mutation, input, "");
    assert_eq!(payload["errors"], json!([]), "{mutation}");
}

fn ids(records: &[&Value]) -> Value {
    records.iter().map(|record| record["id"].clone()).collect()
}

#[test]
fn a_list_of_links_that_is_sent_back_as_it_is_shown_loses_nothing_that_was_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let projects = three(&test, "projects");
    let [a, b, c] = &projects[..] else { panic!("{projects:?}") };
    let input = json!({ "partnership": CHELMSFORD, "title": "Map", "projects": ids(&[a, b, c]) });
    let document = made(&test, "createDocument", input, "document { id }", "/document/id");
    archive(&test, "archiveProject", a, 0);
    let shown = "document { version projects { id } }";
    let input = json!({ "id": document, "version": 1, "projects": ids(&[b, c]) });
    let payload = test.change(&coordinator, "updateDocument", input, shown);
    assert_eq!(payload["document"]["version"], 1, "nothing was changed");
    let input = json!({ "id": document, "version": 1, "projects": ids(&[c]) });
    let payload = test.change(&coordinator, "updateDocument", input, shown);
    assert_eq!(payload["document"]["projects"].as_array().unwrap().len(), 1);
    archive(&test, "unarchiveProject", a, 1);
    let query = "query ($id: ID!) { node(id: $id) { ... on Document { projects { id } } } }";
    let answer = test.ask(&coordinator, query, json!({ "id": document }));
    let expected = json!([{ "id": a["id"] }, { "id": c["id"] }]);
    assert_eq!(answer["data"]["node"]["projects"], expected, "it stands where it stood");
}

#[test]
fn what_stands_under_a_priority_stays_there_while_it_is_put_away() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let query =
        format!("{{ partnership(slug: \"{CHELMSFORD}\") {{ strategy {{ priorities {{ id version }} }} }} }}");
    let answer = test.ask(&coordinator, &query, json!({}));
    let priority = &answer["data"]["partnership"]["strategy"]["priorities"][0];
    for (list, put_away, take_out) in [
        ("meetings", "archiveMeeting", "unarchiveMeeting"),
        ("events", "archiveEvent", "unarchiveEvent"),
        ("projects", "archiveProject", "unarchiveProject"),
    ] {
        let records = three(&test, list);
        let version = || {
            let query = format!(
                "query ($id: ID!) {{ node(id: $id) {{ ... on Priority {{ version {list} {{ id }} }} }} }}"
            );
            test.ask(&coordinator, &query, json!({ "id": priority["id"] }))["data"]["node"].clone()
        };
        let update = |links: Value| {
            let input = json!({ "id": priority["id"], "version": version()["version"], list: links, "reason": "Ours." });
            assert_eq!(test.change(&coordinator, "updatePriority", input, "")["errors"], json!([]), "{list}");
        };
        let [a, b, c] = &records[..] else { panic!("{records:?}") };
        update(ids(&[a, b, c]));
        archive(&test, put_away, b, 0);
        update(ids(&[c, a]));
        archive(&test, take_out, b, 1);
        let expected: Value = [c, a, b].iter().map(|record| json!({ "id": record["id"] })).collect();
        assert_eq!(version()[list], expected, "{list}: behind what it stood behind");
    }
}

#[test]
fn a_scheme_stays_under_a_priority_that_is_put_away_for_a_while() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let query =
        format!("{{ partnership(slug: \"{CHELMSFORD}\") {{ strategy {{ priorities {{ id version }} }} }} }}");
    let answer = test.ask(&coordinator, &query, json!({}));
    let priorities = answer["data"]["partnership"]["strategy"]["priorities"].as_array().unwrap().clone();
    let (one, two) = (&priorities[0], &priorities[1]);
    let input = json!({ "partnership": CHELMSFORD, "name": "New", "priorities": ids(&[one, two]) });
    let project = made(&test, "createProject", input, "project { id }", "/project/id");
    let query = "query ($id: ID!) { node(id: $id) { ... on Project { version priorities { id version } } } }";
    let read = || test.ask(&coordinator, query, json!({ "id": project }))["data"]["node"].clone();
    archive(&test, "archivePriority", &read()["priorities"][0], 0);
    assert_eq!(read()["priorities"].as_array().unwrap().len(), 1);
    let input = json!({ "id": project, "version": read()["version"], "priorities": ids(&[two]) });
    assert_eq!(test.change(&coordinator, "updateProject", input, "")["errors"], json!([]));
    archive(&test, "unarchivePriority", one, 2);
    assert_eq!(read()["priorities"].as_array().unwrap().len(), 2);
}

#[test]
fn nothing_that_was_put_away_is_linked_anew() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let projects = three(&test, "projects");
    archive(&test, "archiveProject", &projects[1], 0);
    let input =
        json!({ "partnership": CHELMSFORD, "title": "Map", "projects": ids(&[&projects[0], &projects[1]]) });
    let errors = test.change(&coordinator, "createDocument", input, "")["errors"].clone();
    assert_eq!(errors.as_array().unwrap().len(), 1, "{errors}");
    assert_eq!(errors[0]["path"], json!(["projects", "1"]));
}
