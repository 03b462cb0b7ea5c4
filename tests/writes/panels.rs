//! Case panels: what is recorded at one is restricted, and stays so until somebody says
//! otherwise.

use partnership_register::model::*;
use serde_json::{Value, json};

use crate::support::{TestRegister, founding_file, problems};

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";

/// A panel that the police chair, and its sitting: their ids.
fn panel(test: &TestRegister) -> (Value, Value) {
    let coordinator = test.coordinator(CHELMSFORD);
    let input = json!({ "partnership": CHELMSFORD, "name": "Panel", "kind": "CASE_PANEL", "chairAgencies": [POLICE] });
    let panel = test.change(&coordinator, "createMeeting", input, "meeting { id }")["meeting"]["id"].clone();
    let input = json!({ "meeting": panel, "startsOn": "2026-02-24" });
    let made = test.change(&coordinator, "scheduleMeeting", input, "occurrences { id visibility }");
    assert_eq!(made["occurrences"][0]["visibility"], "RESTRICTED");
    (panel, made["occurrences"][0]["id"].clone())
}

fn paths(payload: &Value) -> Vec<String> {
    let path = |error: &Value| {
        let parts = error["path"].as_array().unwrap().iter();
        parts.map(|part| part.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(".")
    };
    payload["errors"].as_array().unwrap().iter().map(path).collect()
}

/// Makes or changes a record as the coordinator; gives its id, version and visibility.
fn write(test: &TestRegister, mutation: &str, noun: &str, input: Value) -> Value {
    let fields = format!("{noun} {{ id version visibility }}");
    let payload = test.change(&test.coordinator(CHELMSFORD), mutation, input, &fields);
    assert_eq!(payload["errors"], json!([]));
    payload[noun].clone()
}

/// What the records that `are` meant say of themselves, whatever they stand under.
fn stored(test: &TestRegister, are: impl Fn(&Record) -> bool) -> Vec<Visibility> {
    let all = test.graph(CHELMSFORD).records();
    all.iter().filter(|record| are(record)).map(Record::visibility).collect()
}

#[test]
fn what_a_panel_records_is_stored_restricted_with_the_next_sitting() {
    let test = TestRegister::founding();
    let (panel, sitting) = panel(&test);
    let panel = panel.as_str().unwrap().parse::<AnyId>().unwrap();
    let input = json!({
        "id": sitting, "version": 1, "summary": "Case A was heard.",
        "documents": [{ "title": "Minutes of the panel" }], "actions": [{ "text": "Visit" }], "nextOn": "2026-03-24",
    });
    let payload = test.change(&test.coordinator(CHELMSFORD), "recordMeeting", input, "");
    assert_eq!(payload["errors"], json!([]));
    let of_panel = stored(&test, |record| match record {
        Record::Action(action) => action.text == "Visit",
        Record::Document(document) => document.title == "Minutes of the panel",
        other => other.parents().contains(&panel),
    });
    assert_eq!(of_panel, [Visibility::Restricted; 4]);
}

#[test]
fn more_than_the_panel_is_refused_and_said_where() {
    let test = TestRegister::founding();
    let (panel, sitting) = panel(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let before = test.sequence();
    let wide = |mutation: &str, input: Value| paths(&test.change(&coordinator, mutation, input, ""));
    let input = json!({ "meeting": panel, "startsOn": "2026-05-01", "visibility": "PUBLIC" });
    assert_eq!(wide("scheduleMeeting", input), ["visibility"]);
    let input = json!({ "id": sitting, "version": 1, "visibility": "PARTNERS" });
    assert_eq!(wide("updateMeetingOccurrence", input), ["visibility"]);
    let input = json!({
        "id": sitting, "version": 1, "documents": [{ "title": "Minutes", "visibility": "PARTNERS" }],
        "actions": [{ "text": "Visit", "visibility": "PUBLIC" }],
    });
    assert_eq!(wide("recordMeeting", input), ["documents.0.visibility", "actions.0.visibility"]);
    let input =
        json!({ "partnership": CHELMSFORD, "text": "Visit", "raisedAt": sitting, "visibility": "PARTNERS" });
    assert_eq!(wide("createAction", input), ["visibility"]);
    let input =
        json!({ "partnership": CHELMSFORD, "title": "Notes", "sittings": [sitting], "visibility": "PUBLIC" });
    assert_eq!(wide("createDocument", input), ["visibility"]);
    assert_eq!(test.sequence(), before);
}

#[test]
fn what_is_taken_out_of_a_panel_stays_restricted_until_it_is_said() {
    let test = TestRegister::founding();
    let (_, sitting) = panel(&test);
    for (create, update, noun, made, out) in [
        (
            "createAction",
            "updateAction",
            "action",
            json!({ "partnership": CHELMSFORD, "text": "Visit", "raisedAt": sitting }),
            json!({ "raisedAt": null }),
        ),
        (
            "createDocument",
            "updateDocument",
            "document",
            json!({ "partnership": CHELMSFORD, "title": "Notes", "sittings": [sitting] }),
            json!({ "sittings": [] }),
        ),
    ] {
        let record = write(&test, create, noun, made);
        assert_eq!(record["visibility"], "RESTRICTED");
        let mut input = json!({ "id": record["id"], "version": 1 });
        input.as_object_mut().unwrap().extend(out.as_object().unwrap().clone());
        assert_eq!(write(&test, update, noun, input)["visibility"], "RESTRICTED");
        let input = json!({ "id": record["id"], "version": 2, "visibility": "PARTNERS" });
        assert_eq!(write(&test, update, noun, input)["visibility"], "PARTNERS");
    }
}

#[test]
fn what_was_wider_is_restricted_at_a_panel_and_after_it() {
    let test = TestRegister::founding();
    let (_, sitting) = panel(&test);
    let input = json!({ "partnership": CHELMSFORD, "text": "Visit" });
    let action = write(&test, "createAction", "action", input);
    assert_eq!(action["visibility"], "PARTNERS");
    let input = json!({ "id": action["id"], "version": 1, "raisedAt": sitting });
    assert_eq!(write(&test, "updateAction", "action", input)["visibility"], "RESTRICTED");
    let input = json!({ "id": action["id"], "version": 2, "raisedAt": null });
    assert_eq!(write(&test, "updateAction", "action", input)["visibility"], "RESTRICTED");
}

#[test]
fn what_leaves_a_restricted_scheme_stays_restricted_too() {
    let test = TestRegister::founding();
    let input = json!({ "partnership": CHELMSFORD, "name": "Secret", "visibility": "RESTRICTED" });
    let scheme = write(&test, "createProject", "project", input);
    let input = json!({ "partnership": CHELMSFORD, "text": "Visit", "project": scheme["id"] });
    let action = write(&test, "createAction", "action", input);
    // What only its scheme restricts is seen again with the scheme.
    let input = json!({ "id": scheme["id"], "version": 1, "visibility": "PUBLIC" });
    write(&test, "updateProject", "project", input);
    let input = json!({ "id": action["id"], "version": 1, "dueOn": "2026-09-01" });
    assert_eq!(write(&test, "updateAction", "action", input)["visibility"], "PARTNERS");
    let input = json!({ "id": scheme["id"], "version": 2, "visibility": "RESTRICTED" });
    write(&test, "updateProject", "project", input);
    let input = json!({ "id": action["id"], "version": 2, "project": null });
    assert_eq!(write(&test, "updateAction", "action", input)["visibility"], "RESTRICTED");
}

#[test]
fn going_back_to_before_the_panel_does_not_widen_an_action() {
    let test = TestRegister::founding();
    let (_, sitting) = panel(&test);
    let input = json!({ "partnership": CHELMSFORD, "text": "Visit" });
    let action = write(&test, "createAction", "action", input);
    let input = json!({ "id": action["id"], "version": 1, "raisedAt": sitting });
    write(&test, "updateAction", "action", input);
    let coordinator = test.coordinator(CHELMSFORD);
    let query = "query ($id: ID!) { changes(filter: { entity: $id }) { nodes { id action } } }";
    let history = test.ask(&coordinator, query, json!({ "id": action["id"] }));
    let first = history["data"]["changes"]["nodes"][1]["id"].clone();
    let input = json!({ "change": first, "version": 2, "reason": "Raised elsewhere." });
    assert_eq!(test.change(&coordinator, "revertTo", input, "")["errors"], json!([]));
    let query = "query ($id: ID!) { node(id: $id) { ... on Action { visibility raisedAt { id } } } }";
    let now = test.ask(&coordinator, query, json!({ "id": action["id"] }));
    assert_eq!(now["data"]["node"], json!({ "visibility": "RESTRICTED", "raisedAt": null }));
}

#[test]
fn a_panel_that_has_sat_stays_a_panel() {
    let test = TestRegister::founding();
    let (panel, sitting) = panel(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let away = json!({ "id": sitting, "version": 1, "reason": "Entered twice." });
    test.change(&coordinator, "archiveMeetingOccurrence", away, "");
    let other = json!({ "id": panel, "version": 1, "kind": "OTHER", "visibility": "PARTNERS" });
    let payload = test.change(&coordinator, "updateMeeting", other.clone(), "");
    assert_eq!(paths(&payload), ["kind"]);
    let message = payload["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("Make a new meeting"), "{message}");
    // One that never sat was only called wrongly.
    let input = json!({ "partnership": CHELMSFORD, "name": "Forum", "kind": "CASE_PANEL" });
    let forum = write(&test, "createMeeting", "meeting", input);
    let input = json!({ "id": forum["id"], "version": 1, "kind": "FORUM", "visibility": "PUBLIC" });
    assert_eq!(write(&test, "updateMeeting", "meeting", input)["visibility"], "PUBLIC");
}

#[test]
fn a_document_of_a_panel_and_of_something_else_follows_the_wider() {
    let test = TestRegister::founding();
    let (_, sitting) = panel(&test);
    let input = json!({ "partnership": CHELMSFORD, "name": "Open" });
    let scheme = write(&test, "createProject", "project", input);
    let input = json!({
        "partnership": CHELMSFORD, "title": "Guide", "sittings": [sitting], "projects": [scheme["id"]],
        "visibility": "PUBLIC",
    });
    assert_eq!(write(&test, "createDocument", "document", input)["visibility"], "PUBLIC");
}

#[test]
fn a_file_restricts_what_stands_under_a_panel_and_keeps_the_panel() {
    let test = TestRegister::new();
    let mut file = founding_file();
    let place = 1;
    let meeting = &mut file.meetings[place];
    let heard = json!({ "key": "heard", "startsOn": "2026-01-13", "status": "HELD", "visibility": "PUBLIC" });
    meeting.occurrences.push(serde_json::from_value(heard).unwrap());
    (meeting.kind, meeting.visibility) = (MeetingKind::CasePanel, Visibility::Restricted);
    let action = json!({ "key": "visit", "text": "Visit", "raisedAt": "heard" });
    file.actions.push(serde_json::from_value(action).unwrap());
    test.import(&file).unwrap();
    let of_panel = stored(&test, |record| match record {
        Record::MeetingOccurrence(sitting) => sitting.head.key == "heard",
        Record::Action(action) => action.head.key == "visit",
        _ => false,
    });
    assert_eq!(of_panel, [Visibility::Restricted; 2]);
    // Told once, the same file changes nothing.
    let before = test.sequence();
    test.import(&file).unwrap();
    assert_eq!(test.sequence(), before);
    (file.meetings[place].kind, file.meetings[place].visibility) = (MeetingKind::Forum, Visibility::Public);
    let found = problems(test.import(&file));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(&format!("meetings[{place}].kind: cannot change")), "{found:?}");
}
