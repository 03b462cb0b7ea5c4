//! Actions: changed by the agencies that are to do them, recorded with a sitting.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const COUNCIL: &str = "chelmsford-city-council";

/// An action of the police, due in April: its id.
fn of_police(test: &TestRegister) -> String {
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let input = json!({ "partnership": CHELMSFORD, "text": "Map the hot spots", "dueOn": "2026-04-01" });
    let fields = "action { id owners { slug } visibility originalDueOn viewerCanClose }";
    let payload = test.change(&sergeant, "createAction", input, fields);
    let action = &payload["action"];
    assert_eq!(action["owners"], json!([{ "slug": POLICE }]));
    assert_eq!(action["visibility"], "PARTNERS");
    assert_eq!(action["originalDueOn"], "2026-04-01");
    assert_eq!(action["viewerCanClose"], true);
    action["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_action_that_is_dated_anew_keeps_its_first_date() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let input = json!({ "id": id, "version": 1, "dueOn": "2026-06-01", "reason": "Data late." });
    let fields = "action { dueOn originalDueOn version }";
    let payload = test.change(&sergeant, "updateAction", input.clone(), fields);
    let expected = json!({ "dueOn": "2026-06-01", "originalDueOn": "2026-04-01", "version": 2 });
    assert_eq!(payload["action"], expected);
    let payload = test.change(&sergeant, "updateAction", input, fields);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["action"]["version"], 2);
}

/// Gives an action another day; says which version it has then.
fn date(test: &TestRegister, id: &str, version: i64, day: Value) -> i64 {
    let input = json!({ "id": id, "version": version, "dueOn": day });
    let payload = test.change(&test.coordinator(CHELMSFORD), "updateAction", input, "action { version }");
    payload["action"]["version"].as_i64().unwrap()
}

#[test]
fn how_often_an_action_was_dated_anew_is_read_from_the_history() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let times = |as_of: &str| {
        let query = format!(
            "{{ actions(filter: {{ partnership: \"{CHELMSFORD}\" }}) {{ nodes {{ id timesRedated }} }} \
             node(id: \"{id}\"{as_of}) {{ ... on Action {{ timesRedated }} }} }}"
        );
        let data = test.ask(&coordinator, &query, json!({}))["data"].clone();
        if as_of.is_empty() {
            assert_eq!(data["actions"]["nodes"][0]["timesRedated"], data["node"]["timesRedated"]);
        }
        data["node"]["timesRedated"].clone()
    };
    assert_eq!(times(""), 0);
    let version = date(&test, &id, 1, json!("2026-05-01"));
    test.wait(60);
    let then = test.clock.now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    test.wait(60);
    // Another change is none of its day.
    let input = json!({ "id": id, "version": version, "reference": "3/26" });
    test.change(&coordinator, "updateAction", input, "action { id }");
    assert_eq!(times(""), 1);
    let version = date(&test, &id, version + 1, json!(null));
    // A day where there was none is no other day.
    let version = date(&test, &id, version, json!("2026-04-01"));
    assert_eq!(times(""), 2);
    date(&test, &id, version, json!("2026-07-01"));
    assert_eq!(times(""), 3);
    assert_eq!(times(&format!(", asOf: \"{then}\"")), 1);
}

/// A second action of the police that says what [`of_police`] says.
fn twin(test: &TestRegister) -> String {
    let input = json!({ "partnership": CHELMSFORD, "text": "Show hot spots on a map", "owners": [POLICE] });
    let payload = test.change(&test.coordinator(CHELMSFORD), "createAction", input, "action { id }");
    payload["action"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_duplicate_is_closed_with_the_action_that_it_repeats() {
    let test = TestRegister::founding();
    let (id, twin) = (of_police(&test), twin(&test));
    let coordinator = test.coordinator(CHELMSFORD);
    let close = |extra: Value| {
        let mut input = json!({ "id": twin, "version": 1, "outcome": "DUPLICATE" });
        input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let fields = "action { status duplicateOf { id duplicates { id } } }";
        test.change(&coordinator, "closeAction", input, fields)
    };
    for refused in [json!({}), json!({ "duplicateOf": twin }), json!({ "duplicateOf": "action_1" })] {
        let payload = close(refused);
        assert_eq!(payload["errors"][0]["path"], json!(["duplicateOf"]));
        assert_eq!(payload["errors"][0]["code"], "INVALID");
    }
    let input = json!({ "id": twin, "version": 1, "status": "DUPLICATE" });
    let payload = test.change(&coordinator, "updateAction", input, "");
    assert_eq!(payload["errors"][0]["path"], json!(["status"]), "it names nothing that is repeated");
    let payload = close(json!({ "outcome": "COMPLETED", "duplicateOf": id }));
    assert_eq!(payload["errors"][0]["path"], json!(["duplicateOf"]));
    let payload = close(json!({ "duplicateOf": id }));
    let expected =
        json!({ "status": "DUPLICATE", "duplicateOf": { "id": id, "duplicates": [{ "id": twin }] } });
    assert_eq!(payload["action"], expected);
    // What repeats another is not repeated itself, which would make a circle too.
    let input = json!({ "id": id, "version": 1, "outcome": "DUPLICATE", "duplicateOf": twin });
    let payload = test.change(&coordinator, "closeAction", input, "");
    assert_eq!(payload["errors"][0]["path"], json!(["duplicateOf"]));
    let input = json!({ "id": twin, "version": 2, "status": "OPEN" });
    let payload = test.change(&coordinator, "updateAction", input, "action { status duplicateOf { id } }");
    assert_eq!(payload["action"], json!({ "status": "OPEN", "duplicateOf": null }));
}

#[test]
fn which_action_is_repeated_is_told_to_nobody_who_may_not_see_it() {
    let test = TestRegister::founding();
    let (id, twin) = (of_police(&test), twin(&test));
    let coordinator = test.coordinator(CHELMSFORD);
    for (of, input) in [
        (
            "updateAction",
            json!({ "id": id, "version": 1, "visibility": "RESTRICTED", "reason": "Not for all." }),
        ),
        ("closeAction", json!({ "id": twin, "version": 1, "outcome": "DUPLICATE", "duplicateOf": id })),
    ] {
        assert_eq!(test.change(&coordinator, of, input, "")["errors"], json!([]));
    }
    let query = format!("{{ node(id: \"{twin}\") {{ ... on Action {{ duplicateOf {{ id }} }} }} }}");
    assert_eq!(test.ask(&coordinator, &query, json!({}))["data"].clone()["node"]["duplicateOf"]["id"], id);
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    assert_eq!(test.ask(&officer, &query, json!({}))["data"].clone()["node"], json!({ "duplicateOf": null }));
}

#[test]
fn a_contributor_closes_an_action_of_their_agency_and_no_other() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let close = json!({ "id": id, "version": 1, "outcome": "COMPLETED", "note": "Map shared." });
    let sequence = test.sequence();
    for (person, code) in [
        (Person::nobody(), "UNAUTHENTICATED"),
        (test.contributor(CHELMSFORD, COUNCIL), "FORBIDDEN"),
        (test.partner_admin(CHELMSFORD, COUNCIL), "FORBIDDEN"),
        (test.auditor(CHELMSFORD), "FORBIDDEN"),
    ] {
        assert_eq!(test.refusal(&person, "closeAction", close.clone()), code);
    }
    let constable = test.contributor(CHELMSFORD, POLICE);
    let update = json!({ "id": id, "version": 1, "text": "Less" });
    assert_eq!(test.refusal(&constable, "updateAction", update), "FORBIDDEN");
    assert_eq!(test.sequence(), sequence);
    let fields = "action { status closedOn closureNote version viewerCanClose }";
    let payload = test.change(&constable, "closeAction", close.clone(), fields);
    let expected = json!({
        "status": "COMPLETED", "closedOn": "2026-03-02", "closureNote": "Map shared.",
        "version": 2, "viewerCanClose": false,
    });
    assert_eq!(payload["action"], expected);
    let payload = test.change(&constable, "closeAction", close, fields);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    let again = json!({ "id": id, "version": 2, "outcome": "CANCELLED" });
    let payload = test.change(&constable, "closeAction", again, fields);
    assert_eq!(payload["errors"][0]["code"], "INVALID");
    let open = json!({ "id": id, "version": 2, "status": "OPEN", "closureNote": null });
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let payload = test.change(&sergeant, "updateAction", open, "action { status closedOn closureNote }");
    assert_eq!(payload["action"], json!({ "status": "OPEN", "closedOn": null, "closureNote": null }));
}

#[test]
fn several_actions_are_added_all_or_none_and_put_away_with_a_reason() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let rows = json!({ "rows": [
        { "partnership": CHELMSFORD, "text": "One" },
        { "partnership": CHELMSFORD, "text": "Two", "owners": ["nobody-at-all"] },
    ] });
    let sequence = test.sequence();
    let payload = test.change(&coordinator, "createActions", rows, "actions { text }");
    assert_eq!(payload["errors"][0]["path"], json!(["rows", "1", "owners", "0"]));
    assert_eq!(test.sequence(), sequence);
    let rows = json!({ "rows": [{ "partnership": CHELMSFORD, "text": "One", "owners": [COUNCIL] }] });
    let payload = test.change(&coordinator, "createActions", rows, "actions { id }");
    let away = json!({ "id": payload["actions"][0]["id"], "version": 1, "reason": "Not agreed." });
    let payload = test.change(&coordinator, "archiveAction", away.clone(), "action { isArchived }");
    assert_eq!(payload["action"]["isArchived"], true);
    let payload = test.change(&coordinator, "archiveAction", away.clone(), "");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    let out = json!({ "id": away["id"], "version": 2 });
    let payload = test.change(&coordinator, "unarchiveAction", out, "action { isArchived }");
    assert_eq!(payload["action"]["isArchived"], false);
}

/// A sitting of a meeting that the council chairs, on a day: its id.
fn sitting(test: &TestRegister, day: &str) -> Value {
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let input = json!({ "partnership": CHELMSFORD, "name": "Delivery group" });
    let payload = test.change(&officer, "createMeeting", input, "meeting { id }");
    let input = json!({ "meeting": payload["meeting"]["id"], "startsOn": day });
    let payload = test.change(&officer, "scheduleMeeting", input, "occurrences { id viewerCanRecord }");
    assert_eq!(payload["occurrences"][0]["viewerCanRecord"], true);
    payload["occurrences"][0]["id"].clone()
}

#[test]
fn a_sitting_is_recorded_with_its_minutes_and_actions_in_one_save() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let sequence = test.sequence();
    let input = json!({
        "id": id, "version": 1, "summary": "Two things agreed.",
        "attendance": [{ "agency": POLICE, "state": "PRESENT" }, { "agency": COUNCIL, "state": "PRESENT", "post": "Chair" }],
        "documents": [{ "title": "Minutes of 24 February", "url": "https://www.example.org/minutes" }],
        "actions": [
            { "text": "Light the park", "owners": [COUNCIL], "dueOn": "2026-05-01", "reference": "1/26" },
            { "text": "Patrol the park", "owners": [POLICE] },
        ],
    });
    let fields = "occurrence { status summary version attendance { agency { slug } state capacity } \
                  documents { title kind visibility } actions { text owners { slug } originalDueOn } }";
    let payload = test.change(&officer, "recordMeeting", input.clone(), fields);
    let held = &payload["occurrence"];
    assert_eq!((&held["status"], &held["version"]), (&json!("HELD"), &json!(2)));
    assert_eq!(held["attendance"].as_array().unwrap().len(), 2);
    let minutes = json!([{ "title": "Minutes of 24 February", "kind": "MINUTES", "visibility": "PARTNERS" }]);
    assert_eq!(held["documents"], minutes);
    assert_eq!(held["actions"].as_array().unwrap().len(), 2);
    assert_eq!(held["actions"][0]["originalDueOn"], "2026-05-01");
    assert_eq!(test.sequence(), sequence + 4);
    let payload = test.change(&officer, "recordMeeting", input, fields);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(test.sequence(), sequence + 4);
}

#[test]
fn what_is_wrong_with_one_part_of_a_record_keeps_all_of_it_unwritten() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let sequence = test.sequence();
    let input = json!({ "id": id, "version": 1, "actions": [{ "text": "One" }, { "text": " " }] });
    let payload = test.change(&officer, "recordMeeting", input.clone(), "occurrence { status }");
    assert_eq!(payload["errors"][0]["path"], json!(["actions", "1", "text"]));
    assert_eq!(payload["occurrence"]["status"], "PLANNED");
    let police = test.partner_admin(CHELMSFORD, POLICE);
    assert_eq!(test.refusal(&police, "recordMeeting", input), "FORBIDDEN");
    let later = sitting(&test, "2026-03-03");
    let input = json!({ "id": later, "version": 1 });
    let payload = test.change(&officer, "recordMeeting", input, "");
    assert_eq!(payload["errors"][0]["path"], json!(["id"]));
    assert_eq!(test.sequence(), sequence + 2);
}

#[test]
fn of_two_who_add_to_one_version_of_a_record_one_is_told_of_the_other() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let fields = "occurrence { version actions { text } documents { title } }";
    let record = |version: i64, part: Value| {
        let mut input = json!({ "id": id, "version": version });
        input.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        test.change(&officer, "recordMeeting", input, fields)
    };
    assert_eq!(record(1, json!({ "summary": "Held." }))["occurrence"]["version"], 2);
    let parts = [
        json!({ "actions": [{ "text": "Light the park" }] }),
        json!({ "documents": [{ "title": "Minutes" }] }),
    ];
    for (version, part) in (2..).zip(parts) {
        let first = record(version, part.clone());
        assert_eq!(first["occurrence"]["version"], version + 1);
        let second = record(version, part);
        assert_eq!(second["errors"][0]["code"], "CONFLICT");
        assert_eq!(second["occurrence"], first["occurrence"], "nothing stands twice");
    }
    let query = format!(
        "{{ changes(first: 2, filter: {{ entity: {id} }}) {{ nodes {{ fields {{ field after }} }} }} }}"
    );
    let told = test.ask(&officer, &query, json!({}))["data"]["changes"]["nodes"].clone();
    assert_eq!(told[0]["fields"], json!([{ "field": "documents", "after": "Minutes" }]));
    assert_eq!(told[1]["fields"], json!([{ "field": "actions", "after": "Light the park" }]));
}

#[test]
fn what_is_added_to_a_record_in_secret_is_told_to_nobody_else() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let told = |person: &Person| {
        let query = format!("{{ changes(filter: {{ entity: {id} }}) {{ nodes {{ fields {{ after }} }} }} }}");
        test.ask(person, &query, json!({}))["data"]["changes"]["nodes"].as_array().unwrap().len()
    };
    let record = |version: i64, visibility: &str| {
        let action = json!({ "text": "Ask", "owners": [COUNCIL], "visibility": visibility });
        let input = json!({ "id": id, "version": version, "actions": [action] });
        assert_eq!(test.change(&officer, "recordMeeting", input, "")["errors"], json!([]));
    };
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    record(1, "PARTNERS");
    let before = told(&sergeant);
    record(2, "RESTRICTED");
    assert_eq!((told(&sergeant), told(&officer)), (before, before + 1));
}

#[test]
fn what_is_wrong_with_a_record_is_named_all_at_once() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let sequence = test.sequence();
    let input = json!({
        "id": id, "version": 1, "nextOn": "2026-02-23", "summary": " ",
        "attendance": [{ "agency": "nobody", "state": "PRESENT" }],
        "documents": [{ "title": "" }], "actions": [{ "text": "One" }, { "text": " ", "owners": ["nobody"] }],
    });
    let payload = test.change(&officer, "recordMeeting", input, "");
    let path = |error: &Value| {
        let parts = error["path"].as_array().unwrap().iter();
        parts.map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join(".")
    };
    let paths: Vec<String> = payload["errors"].as_array().unwrap().iter().map(path).collect();
    let expected = [
        "attendance.0.agency",
        "nextOn",
        "documents.0.title",
        "actions.1.owners.0",
        "actions.1.text",
        "summary",
    ];
    assert_eq!(paths, expected);
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn what_was_cancelled_was_not_held_until_somebody_says_so() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let set = |version: i64, status: &str| {
        let input = json!({ "id": id, "version": version, "status": status });
        test.change(&officer, "updateMeetingOccurrence", input, "occurrence { status viewerCanRecord }")
    };
    let cancelled = json!({ "status": "CANCELLED", "viewerCanRecord": false });
    assert_eq!(set(1, "CANCELLED")["occurrence"], cancelled);
    let input = |version: i64| json!({ "id": id, "version": version, "summary": "Held." });
    let payload = test.change(&officer, "recordMeeting", input(2), "occurrence { status }");
    assert_eq!(payload["errors"][0]["path"], json!(["id"]));
    assert!(payload["errors"][0]["message"].as_str().unwrap().contains("updateMeetingOccurrence"));
    assert_eq!(payload["occurrence"]["status"], "CANCELLED");
    set(2, "PLANNED");
    let payload = test.change(&officer, "recordMeeting", input(3), "occurrence { status }");
    assert_eq!(payload["occurrence"]["status"], "HELD");
}

#[test]
fn the_next_sitting_is_scheduled_with_the_record_on_the_day_that_the_rule_gives() {
    let test = TestRegister::founding();
    let id = sitting(&test, "2026-02-24");
    let officer = test.partner_admin(CHELMSFORD, COUNCIL);
    let ask = |id: &Value| {
        let query = "query ($id: ID!) { node(id: $id) { ... on MeetingOccurrence { nextByRule meeting { id version } } } }";
        test.ask(&officer, query, json!({ "id": id }))["data"]["node"].clone()
    };
    let found = ask(&id);
    assert_eq!(found["nextByRule"], Value::Null);
    let rule = json!({
        "id": found["meeting"]["id"], "version": found["meeting"]["version"],
        "recurrence": "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TU",
    });
    assert_eq!(test.change(&officer, "updateMeeting", rule, "")["errors"], json!([]));
    assert_eq!(ask(&id)["nextByRule"], "2026-05-26");
    let sequence = test.sequence();
    for wrong in ["2026-02-24", "2026-02-23"] {
        let input = json!({ "id": id, "version": 1, "nextOn": wrong });
        let payload = test.change(&officer, "recordMeeting", input, "");
        assert_eq!(payload["errors"].as_array().unwrap().len(), 1, "{payload}");
        assert_eq!(payload["errors"][0]["path"], json!(["nextOn"]), "{wrong}");
    }
    assert_eq!(test.sequence(), sequence);
    let input = json!({ "id": id, "version": 1, "summary": "Short.", "nextOn": "2026-05-26" });
    let fields = "occurrence { status nextByRule meeting { nextOccurrence { startsOn status visibility } } }";
    let payload = test.change(&officer, "recordMeeting", input, fields);
    let next = json!({ "startsOn": "2026-05-26", "status": "PLANNED", "visibility": "PARTNERS" });
    let expected = json!({ "status": "HELD", "nextByRule": null, "meeting": { "nextOccurrence": next } });
    assert_eq!(payload["occurrence"], expected);
    assert_eq!(test.sequence(), sequence + 2);
}

#[test]
fn what_came_of_an_action_is_not_said_of_the_next_closing() {
    let test = TestRegister::founding();
    let id = of_police(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let fields = "action { status closureNote closedOn version }";
    let close = |version: i64, outcome: &str, note: Value| {
        let input = json!({ "id": id, "version": version, "outcome": outcome, "note": note });
        test.change(&coordinator, "closeAction", input, fields)["action"].clone()
    };
    let closed = close(1, "CANCELLED", json!("No longer needed"));
    assert_eq!(closed["closureNote"], "No longer needed");
    let open = json!({ "id": id, "version": closed["version"], "status": "OPEN" });
    let open = test.change(&coordinator, "updateAction", open, fields)["action"].clone();
    assert_eq!((&open["closureNote"], &open["closedOn"]), (&Value::Null, &Value::Null));
    let again = close(open["version"].as_i64().unwrap(), "COMPLETED", Value::Null);
    assert_eq!((&again["status"], &again["closureNote"]), (&json!("COMPLETED"), &Value::Null));
}

#[test]
fn a_duplicate_leads_to_where_the_work_goes_on_and_never_to_another_duplicate() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let [a, b, c] = ["A", "B", "C"].map(|text| {
        let input = json!({ "partnership": CHELMSFORD, "text": text });
        test.change(&coordinator, "createAction", input, "action { id }")["action"]["id"].clone()
    });
    let change =
        |mutation: &str, input: Value| test.change(&coordinator, mutation, input, "")["errors"].clone();
    let repeats = |of: &Value, version: i32, other: &Value| {
        let input = json!({ "id": of, "version": version, "outcome": "DUPLICATE", "duplicateOf": other });
        change("closeAction", input)
    };
    let refused = |errors: Value, path: Value, words: &str| {
        assert_eq!((errors.as_array().unwrap().len(), &errors[0]["path"]), (1, &path), "{errors}");
        assert!(errors[0]["message"].as_str().unwrap().contains(words), "{errors}");
    };
    let path = json!(["duplicateOf"]);
    assert_eq!(change("closeAction", json!({ "id": c, "version": 1, "outcome": "CANCELLED" })), json!([]));
    refused(repeats(&a, 1, &c), path.clone(), "neither open nor done");
    assert_eq!(change("updateAction", json!({ "id": c, "version": 2, "status": "OPEN" })), json!([]));
    assert_eq!(change("archiveAction", json!({ "id": c, "version": 3, "reason": "Over." })), json!([]));
    refused(repeats(&a, 1, &c), path.clone(), "is archived");
    assert_eq!(change("unarchiveAction", json!({ "id": c, "version": 4 })), json!([]));

    assert_eq!(repeats(&a, 1, &b), json!([]));
    refused(repeats(&b, 1, &c), path.clone(), "“A” repeats this action");
    // Away and out again, it would lead to one that repeats another by now.
    assert_eq!(change("archiveAction", json!({ "id": a, "version": 2, "reason": "Over." })), json!([]));
    assert_eq!(repeats(&b, 1, &c), json!([]));
    refused(change("unarchiveAction", json!({ "id": a, "version": 3 })), json!([]), "repeats “B”, which is");
    assert_eq!(change("updateAction", json!({ "id": a, "version": 3, "status": "OPEN" })), json!([]));
    assert_eq!(change("unarchiveAction", json!({ "id": a, "version": 4 })), json!([]));
    assert_eq!(repeats(&a, 5, &c), json!([]));
    // Neither does what is written back as it was.
    let query = format!("{{ changes(filter: {{ entity: {a} }}) {{ nodes {{ id version }} }} }}");
    let told = test.ask(&coordinator, &query, json!({}))["data"]["changes"]["nodes"].clone();
    let earlier = told.as_array().unwrap().iter().find(|change| change["version"] == 2).unwrap();
    let revert = json!({ "change": earlier["id"], "version": 6, "reason": "As it was." });
    refused(change("revertTo", revert), path, "is a duplicate itself");
}

#[test]
fn the_key_of_an_action_says_nothing_of_its_text() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let input = json!({ "partnership": CHELMSFORD, "text": "Visit the Ashgroves" });
    let key = test.change(&coordinator, "createAction", input, "action { key }")["action"]["key"].clone();
    let key = key.as_str().unwrap();
    assert!(key.starts_with("action-") && !key.contains("ashgroves"), "{key}");
}
