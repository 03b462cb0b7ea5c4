//! Events and their occurrences: kept by the agencies that host them.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";
const FIRE: &str = "essex-fire-and-rescue";

/// An event that the fire service hosts: its id.
fn hosted_by_fire_service(test: &TestRegister) -> String {
    let officer = test.partner_admin(CHELMSFORD, FIRE);
    let input = json!({ "partnership": CHELMSFORD, "name": "Open day", "kind": "COMMUNITY_EVENT" });
    let payload = test.change(&officer, "createEvent", input, "event { id hostAgencies { slug } }");
    assert_eq!(payload["event"]["hostAgencies"], json!([{ "slug": FIRE }]));
    payload["event"]["id"].as_str().unwrap().to_owned()
}

fn first_path(payload: &Value) -> Value {
    payload["errors"][0]["path"].clone()
}

#[test]
fn whoever_hosts_an_event_changes_it() {
    let test = TestRegister::founding();
    let id = hosted_by_fire_service(&test);
    let officer = test.partner_admin(CHELMSFORD, FIRE);
    let input = json!({ "id": id, "version": 1, "venue": "The fire station", "startsOn": "2026-06-20" });
    let fields = "event { venue startsOn version viewerCanUpdate viewerCanAddOccurrences viewerCanClaim }";
    let payload = test.change(&officer, "updateEvent", input.clone(), fields);
    let expected = json!({
        "venue": "The fire station", "startsOn": "2026-06-20", "version": 2,
        "viewerCanUpdate": true, "viewerCanAddOccurrences": true, "viewerCanClaim": false,
    });
    assert_eq!(payload["event"], expected);
    let payload = test.change(&officer, "updateEvent", input, "event { version }");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["event"]["version"], 2);
    let away = json!({ "id": id, "version": 2, "reason": "Held for the last time." });
    let payload = test.change(&officer, "archiveEvent", away, "event { isArchived }");
    assert_eq!(payload["event"]["isArchived"], true);
    let out = json!({ "id": id, "version": 3 });
    let payload = test.change(&officer, "unarchiveEvent", out, "event { isArchived }");
    assert_eq!(payload["event"]["isArchived"], false);
}

#[test]
fn nobody_else_changes_it_or_adds_dates() {
    let test = TestRegister::founding();
    let id = hosted_by_fire_service(&test);
    let sequence = test.sequence();
    for (person, code) in [
        (Person::nobody(), "UNAUTHENTICATED"),
        (test.partner_admin(CHELMSFORD, "essex-police"), "FORBIDDEN"),
        (test.contributor(CHELMSFORD, FIRE), "FORBIDDEN"),
        (test.administrator(), "FORBIDDEN"),
    ] {
        let update = json!({ "id": id, "version": 1, "venue": "Elsewhere" });
        assert_eq!(test.refusal(&person, "updateEvent", update), code);
        let date = json!({ "event": id, "startsOn": "2026-06-20" });
        assert_eq!(test.refusal(&person, "createEventOccurrence", date), code);
        let dates = json!({
            "event": id, "startsOn": "2026-06-20",
            "repeat": { "recurrence": "FREQ=WEEKLY", "until": "2026-07-20" },
        });
        assert_eq!(test.refusal(&person, "createEventOccurrences", dates), code);
    }
    // Not even for a date of which one's own agency would be the host.
    let police = test.partner_admin(CHELMSFORD, "essex-police");
    let own = json!({ "event": id, "startsOn": "2026-06-20", "hostAgencies": ["essex-police"] });
    assert_eq!(test.refusal(&police, "createEventOccurrence", own), "FORBIDDEN");
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn an_occurrence_is_added_changed_and_put_away() {
    let test = TestRegister::founding();
    let id = hosted_by_fire_service(&test);
    let officer = test.partner_admin(CHELMSFORD, FIRE);
    let input = json!({
        "event": id, "startsOn": "2026-06-20", "startTime": "11:00", "endTime": "15:00",
        "audience": "Families", "bookingUrl": "https://www.example.org/book",
    });
    let fields = "occurrence { id name visibility startsAt endsAt audience hostAgencies { slug } }";
    let payload = test.change(&officer, "createEventOccurrence", input, fields);
    let occurrence = &payload["occurrence"];
    assert_eq!(occurrence["name"], "Open day");
    assert_eq!(occurrence["visibility"], "PUBLIC");
    assert_eq!(occurrence["startsAt"], "2026-06-20T10:00:00.000000Z");
    assert_eq!(occurrence["hostAgencies"], json!([{ "slug": FIRE }]));
    let update = json!({ "id": occurrence["id"], "version": 1, "status": "CANCELLED", "endTime": null });
    let fields = "occurrence { status endTime version viewerCanUpdate }";
    let payload = test.change(&officer, "updateEventOccurrence", update.clone(), fields);
    let expected = json!({ "status": "CANCELLED", "endTime": null, "version": 2, "viewerCanUpdate": true });
    assert_eq!(payload["occurrence"], expected);
    let payload = test.change(&officer, "updateEventOccurrence", update.clone(), "");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    let police = test.partner_admin(CHELMSFORD, "essex-police");
    assert_eq!(test.refusal(&police, "updateEventOccurrence", update), "FORBIDDEN");
    let away = json!({ "id": occurrence["id"], "version": 2, "reason": "Twice." });
    let payload = test.change(&officer, "archiveEventOccurrence", away, "occurrence { isArchived }");
    assert_eq!(payload["occurrence"]["isArchived"], true);
    let out = json!({ "id": occurrence["id"], "version": 3 });
    test.change(&officer, "unarchiveEventOccurrence", out, "");
}

#[test]
fn occurrences_follow_a_rule_and_keep_their_length() {
    let test = TestRegister::founding();
    let id = hosted_by_fire_service(&test);
    let officer = test.partner_admin(CHELMSFORD, FIRE);
    let input = json!({
        "event": id, "startsOn": "2026-10-05", "endsOn": "2026-10-06",
        "repeat": { "recurrence": "FREQ=WEEKLY;COUNT=3", "until": "2026-12-31" },
    });
    let fields = "occurrences { startsOn endsOn }";
    let payload = test.change(&officer, "createEventOccurrences", input, fields);
    let expected = json!([
        { "startsOn": "2026-10-05", "endsOn": "2026-10-06" },
        { "startsOn": "2026-10-12", "endsOn": "2026-10-13" },
        { "startsOn": "2026-10-19", "endsOn": "2026-10-20" },
    ]);
    assert_eq!(payload["occurrences"], expected);
    let wrong = json!({ "event": id, "startsOn": "2026-10-05", "repeat": { "recurrence": "sometimes", "until": "2026-12-31" } });
    let payload = test.change(&officer, "createEventOccurrences", wrong, fields);
    assert_eq!(first_path(&payload), json!(["repeat", "recurrence"]));
    let none = json!({ "event": id, "startsOn": "2026-10-05", "repeat": { "until": "2026-12-31" } });
    let payload = test.change(&officer, "createEventOccurrences", none, fields);
    assert_eq!(first_path(&payload), json!(["repeat", "recurrence"]));
}

#[test]
fn several_new_events_are_made_all_or_none() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let rows = json!({ "rows": [
        { "partnership": CHELMSFORD, "name": "One" },
        { "partnership": CHELMSFORD, "name": "Two", "startsOn": "2026-06-20", "endsOn": "2026-06-19" },
    ] });
    let sequence = test.sequence();
    let payload = test.change(&coordinator, "createEvents", rows, "events { name }");
    assert_eq!(first_path(&payload), json!(["rows", "1", "endsOn"]));
    assert_eq!(test.sequence(), sequence);
    let rows = json!({ "rows": [{ "partnership": CHELMSFORD, "name": "One" }] });
    let payload = test.change(&coordinator, "createEvents", rows, "events { name }");
    assert_eq!(payload["events"], json!([{ "name": "One" }]));
    assert_eq!(test.sequence(), sequence + 1);
}

#[test]
fn a_time_that_the_clocks_skip_is_none() {
    let test = TestRegister::founding();
    let event = hosted_by_fire_service(&test);
    let officer = test.partner_admin(CHELMSFORD, FIRE);
    let day = |starts_on: &str| {
        let input =
            json!({ "event": event, "startsOn": starts_on, "startTime": "01:30", "endTime": "02:15" });
        test.change(&officer, "createEventOccurrence", input, "")
    };
    let skipped = day("2027-03-28");
    assert_eq!(skipped["errors"][0]["path"], json!(["startTime"]));
    assert_eq!(day("2027-03-21")["errors"], json!([]));
}

#[test]
fn a_rule_that_would_be_followed_too_far_is_refused_in_words() {
    let test = TestRegister::founding();
    let id = hosted_by_fire_service(&test);
    let officer = test.partner_admin(CHELMSFORD, FIRE);
    let sequence = test.sequence();
    let input = json!({ "event": id, "startsOn": "2027-01-15",
        "repeat": { "recurrence": "FREQ=MONTHLY", "until": "2040-12-31" } });
    let payload = test.change(&officer, "createEventOccurrences", input, "");
    assert_eq!(first_path(&payload), json!(["repeat", "until"]));
    assert_eq!(test.sequence(), sequence);
}
