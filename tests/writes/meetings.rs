//! Meetings and their sittings: kept by the agencies that chair or own them.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

/// A meeting that the police chair, quarterly on the second Tuesday: its id and version.
fn chaired_by_police(test: &TestRegister) -> (String, i64) {
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({
        "partnership": CHELMSFORD, "name": "Tasking", "kind": "TASKING_GROUP",
        "recurrence": "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
    });
    let fields = "meeting { id version chairAgencies { slug } visibility }";
    let payload = test.change(&sergeant, "createMeeting", input, fields);
    let meeting = &payload["meeting"];
    assert_eq!(meeting["chairAgencies"], json!([{ "slug": "essex-police" }]));
    assert_eq!(meeting["visibility"], "PUBLIC");
    (meeting["id"].as_str().unwrap().to_owned(), meeting["version"].as_i64().unwrap())
}

/// A sitting of that meeting on a day.
fn sitting(test: &TestRegister, meeting: &str, day: &str) -> Value {
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({ "meeting": meeting, "startsOn": day, "startTime": "10:00" });
    let fields = "occurrences { id version visibility startsAt startTime status }";
    let payload = test.change(&sergeant, "scheduleMeeting", input, fields);
    payload["occurrences"][0].clone()
}

fn paths(payload: &Value) -> Vec<String> {
    let path = |error: &Value| {
        let parts = error["path"].as_array().unwrap().iter();
        parts.map(|part| part.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(".")
    };
    payload["errors"].as_array().unwrap().iter().map(path).collect()
}

fn priorities(test: &TestRegister) -> Vec<Value> {
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { priorities { id } } } }";
    let answer = test.ask(&Person::nobody(), query, json!({}));
    let list = &answer["data"]["partnership"]["strategy"]["priorities"];
    list.as_array().unwrap().iter().map(|priority| priority["id"].clone()).collect()
}

#[test]
fn nothing_was_held_on_a_day_to_come() {
    let test = TestRegister::founding();
    let (id, _) = chaired_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let change = |sitting: &Value, version: i64, fields: Value| {
        let mut input = json!({ "id": sitting["id"], "version": version });
        input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        test.change(&sergeant, "updateMeetingOccurrence", input, "")
    };
    let to_come = sitting(&test, &id, "2027-06-24");
    assert_eq!(paths(&change(&to_come, 1, json!({ "status": "HELD" }))), ["status"]);
    let been = sitting(&test, &id, "2026-01-13");
    assert_eq!(paths(&change(&been, 1, json!({ "status": "HELD" }))), [""; 0]);
    assert_eq!(paths(&change(&been, 2, json!({ "startsOn": "2027-06-24" }))), ["status"]);
    assert_eq!(paths(&change(&been, 2, json!({ "summary": "All went well." }))), [""; 0]);
    let coordinator = test.coordinator(CHELMSFORD);
    let fete = json!({ "partnership": CHELMSFORD, "name": "Fete" });
    let event = test.change(&coordinator, "createEvent", fete, "event { id }")["event"]["id"].clone();
    let held = json!({ "event": event, "startsOn": "2027-12-25", "status": "HELD" });
    assert_eq!(paths(&test.change(&coordinator, "createEventOccurrence", held, "")), ["status"]);
}

#[test]
fn whoever_chairs_a_meeting_changes_it_and_links_it_to_priorities() {
    let test = TestRegister::founding();
    let (id, version) = chaired_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let priorities = priorities(&test);
    let input =
        json!({ "id": id, "version": version, "cadence": "Quarterly", "priorities": [priorities[1]] });
    let fields = "meeting { cadence version priorities { id } viewerCanUpdate viewerCanSchedule }";
    let payload = test.change(&sergeant, "updateMeeting", input, fields);
    let expected = json!({
        "cadence": "Quarterly", "version": version + 1, "priorities": [{ "id": priorities[1] }],
        "viewerCanUpdate": true, "viewerCanSchedule": true,
    });
    assert_eq!(payload["meeting"], expected);
    let late = json!({ "id": id, "version": version, "cadence": "Never" });
    let payload = test.change(&sergeant, "updateMeeting", late, "meeting { cadence }");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["meeting"]["cadence"], "Quarterly");
}

#[test]
fn nobody_else_changes_it_or_schedules_it() {
    let test = TestRegister::founding();
    let (id, version) = chaired_by_police(&test);
    let sequence = test.sequence();
    for (person, code) in [
        (Person::nobody(), "UNAUTHENTICATED"),
        (test.partner_admin(CHELMSFORD, "chelmsford-city-council"), "FORBIDDEN"),
        (test.contributor(CHELMSFORD, "essex-police"), "FORBIDDEN"),
        (test.auditor(CHELMSFORD), "FORBIDDEN"),
    ] {
        let update = json!({ "id": id, "version": version, "cadence": "Weekly" });
        assert_eq!(test.refusal(&person, "updateMeeting", update), code);
        let schedule = json!({ "meeting": id, "startsOn": "2026-05-01" });
        assert_eq!(test.refusal(&person, "scheduleMeeting", schedule), code);
        let away = json!({ "id": id, "version": version, "reason": "No." });
        assert_eq!(test.refusal(&person, "archiveMeeting", away), code);
    }
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn there_is_one_board_and_only_a_coordinator_says_which() {
    let test = TestRegister::founding();
    let (id, version) = chaired_by_police(&test);
    let board = json!({ "id": id, "version": version, "isBoard": true });
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    assert_eq!(test.refusal(&sergeant, "updateMeeting", board.clone()), "FORBIDDEN");
    let payload = test.change(&test.coordinator(CHELMSFORD), "updateMeeting", board, "");
    assert_eq!(paths(&payload), ["isBoard"]);
}

#[test]
fn the_board_is_put_under_no_priority() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let query = "{ partnership(slug: \"safer-chelmsford\") { board { id version }
        strategy { id priorities { id version meetings { id } } } } }";
    let plan = test.ask(&coordinator, query, json!({}))["data"]["partnership"].take();
    let (board, strategy) = (&plan["board"], &plan["strategy"]);
    let priority = &strategy["priorities"][0];
    let mut meetings: Vec<Value> =
        priority["meetings"].as_array().unwrap().iter().map(|m| m["id"].clone()).collect();
    meetings.push(board["id"].clone());
    let input = json!({ "id": priority["id"], "version": priority["version"], "meetings": meetings, "reason": "why" });
    let payload = test.change(&coordinator, "updatePriority", input, "");
    assert_eq!(paths(&payload), [format!("meetings.{}", meetings.len() - 1)]);
    let input = json!({ "id": board["id"], "version": board["version"], "strategyId": strategy["id"],
        "priorities": [priority["id"]], "reason": "why" });
    assert_eq!(paths(&test.change(&coordinator, "updateMeeting", input, "")), ["priorities"]);
    let no_board =
        json!({ "id": board["id"], "version": board["version"], "isBoard": false, "reason": "why" });
    assert_eq!(paths(&test.change(&coordinator, "updateMeeting", no_board, "")), Vec::<String>::new());
    let under =
        json!({ "id": priority["meetings"][0]["id"], "version": 1, "isBoard": true, "reason": "why" });
    assert_eq!(paths(&test.change(&coordinator, "updateMeeting", under, "")), ["isBoard"]);
}

#[test]
fn a_board_in_the_archive_is_said_to_be_there() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let query = "{ partnership(slug: \"safer-chelmsford\") { board { id version } } }";
    let mut board = test.ask(&coordinator, query, json!({}))["data"]["partnership"]["board"].take();
    board["reason"] = "It ended.".into();
    assert_eq!(paths(&test.change(&coordinator, "archiveMeeting", board, "")), Vec::<String>::new());
    let input =
        json!({ "partnership": CHELMSFORD, "name": "New board", "kind": "STRATEGY_GROUP", "isBoard": true });
    let payload = test.change(&coordinator, "createMeeting", input, "");
    let message = payload["errors"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("in the archive: take it from that one first"), "{message}");
}

#[test]
fn nobody_moves_another_agency_between_the_chair_and_the_ownership_of_a_meeting() {
    let test = TestRegister::founding();
    let (id, version) = chaired_by_police(&test);
    let (police, council) = ("essex-police", "chelmsford-city-council");
    let both =
        json!({ "id": id, "version": version, "chairAgencies": [council, police], "ownerAgency": council });
    let both = test.change(&test.coordinator(CHELMSFORD), "updateMeeting", both, "meeting { version }");
    let version = &both["meeting"]["version"];
    let sergeant = test.partner_admin(CHELMSFORD, police);
    for moved in [
        json!({ "chairAgencies": [police] }),
        json!({ "ownerAgency": null }),
        json!({ "ownerAgency": police }),
    ] {
        let mut input = json!({ "id": id, "version": version });
        input.as_object_mut().unwrap().extend(moved.as_object().unwrap().clone());
        assert_eq!(test.refusal(&sergeant, "updateMeeting", input), "FORBIDDEN", "{moved}");
    }
    let order = json!({ "id": id, "version": version, "chairAgencies": [police, council] });
    assert_eq!(test.refusal(&sergeant, "updateMeeting", order), "");
}

#[test]
fn meetings_do_not_report_in_circles_and_a_rule_must_be_one() {
    let test = TestRegister::founding();
    let (above, version) = chaired_by_police(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let input = json!({ "partnership": CHELMSFORD, "name": "Below", "parent": above });
    let payload = test.change(&coordinator, "createMeeting", input, "meeting { id }");
    let below = &payload["meeting"]["id"];
    let empty = json!({ "id": above, "version": version, "recurrence": "" });
    assert_eq!(paths(&test.change(&coordinator, "updateMeeting", empty, "")), ["recurrence"]);
    let circle = json!({ "id": above, "version": version, "parent": below, "recurrence": "FREQ=HOURLY" });
    assert_eq!(paths(&test.change(&coordinator, "updateMeeting", circle, "")), ["recurrence", "parent"]);
}

#[test]
fn a_rule_that_rfc_5545_does_not_allow_schedules_nothing() {
    let test = TestRegister::founding();
    let (meeting, _) = chaired_by_police(&test);
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let sequence = test.sequence();
    for rule in [
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=-1FR",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=0",
    ] {
        let input = json!({
            "meeting": meeting, "startsOn": "2026-03-01", "repeat": { "recurrence": rule, "until": "2026-12-31" },
        });
        assert_eq!(
            paths(&test.change(&sergeant, "scheduleMeeting", input, "")),
            ["repeat.recurrence"],
            "{rule}"
        );
        let input = json!({ "partnership": CHELMSFORD, "name": "Other", "recurrence": rule });
        assert_eq!(paths(&test.change(&sergeant, "createMeeting", input, "")), ["recurrence"], "{rule}");
    }
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn everything_of_a_case_panel_is_restricted() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let rows = json!({ "rows": [
        { "partnership": CHELMSFORD, "name": "Panel", "kind": "CASE_PANEL", "chairAgencies": ["essex-police"] },
        { "partnership": CHELMSFORD, "name": "Forum", "kind": "FORUM" },
    ] });
    let payload = test.change(&coordinator, "createMeetings", rows, "meetings { id visibility }");
    let visible = [&payload["meetings"][0]["visibility"], &payload["meetings"][1]["visibility"]];
    assert_eq!(visible, ["RESTRICTED", "PUBLIC"]);
    let input = json!({ "meeting": payload["meetings"][0]["id"], "startsOn": "2026-05-01" });
    let payload = test.change(&coordinator, "scheduleMeeting", input, "occurrences { id visibility }");
    assert_eq!(payload["occurrences"][0]["visibility"], "RESTRICTED");
    let council = test.partner_admin(CHELMSFORD, "chelmsford-city-council");
    let update = json!({ "id": payload["occurrences"][0]["id"], "version": 1, "venue": "Here" });
    assert_eq!(test.refusal(&council, "updateMeetingOccurrence", update), "NOT_FOUND");
}

#[test]
fn several_new_meetings_are_made_all_or_none_and_every_row_is_named() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let sequence = test.sequence();
    let rows = json!({ "rows": [
        { "partnership": CHELMSFORD, "name": "Good" },
        { "partnership": CHELMSFORD, "name": " " },
        { "partnership": CHELMSFORD, "name": "Bad", "website": "ftp://x" },
    ] });
    let payload = test.change(&coordinator, "createMeetings", rows, "meetings { id }");
    assert_eq!(paths(&payload), ["rows.1.name", "rows.2.website"]);
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn a_sitting_is_scheduled_changed_and_put_away_with_a_reason() {
    let test = TestRegister::founding();
    let (meeting, _) = chaired_by_police(&test);
    let planned = sitting(&test, &meeting, "2026-07-14");
    assert_eq!(planned["visibility"], "PARTNERS");
    assert_eq!(planned["startsAt"], "2026-07-14T09:00:00.000000Z");
    assert_eq!(planned["startTime"], "10:00");
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({ "id": planned["id"], "version": 1, "startsOn": "2026-07-21", "status": "POSTPONED" });
    let fields = "occurrence { startsOn status version }";
    let payload = test.change(&sergeant, "updateMeetingOccurrence", input.clone(), fields);
    assert_eq!(
        payload["occurrence"],
        json!({ "startsOn": "2026-07-21", "status": "POSTPONED", "version": 2 })
    );
    let payload = test.change(&sergeant, "updateMeetingOccurrence", input, fields);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    let away = json!({ "id": planned["id"], "version": 2 });
    assert_eq!(paths(&test.change(&sergeant, "archiveMeetingOccurrence", away, "")), ["reason"]);
    let away = json!({ "id": planned["id"], "version": 2, "reason": "Entered twice." });
    let payload =
        test.change(&sergeant, "archiveMeetingOccurrence", away, "occurrence { isArchived version }");
    assert_eq!(payload["occurrence"], json!({ "isArchived": true, "version": 3 }));
    let out = json!({ "id": planned["id"], "version": 3 });
    let payload =
        test.change(&sergeant, "unarchiveMeetingOccurrence", out, "occurrence { isArchived version }");
    assert_eq!(payload["occurrence"], json!({ "isArchived": false, "version": 4 }));
}

#[test]
fn sittings_follow_the_rule_of_the_series_and_taken_days_are_left_out() {
    let test = TestRegister::founding();
    let (meeting, _) = chaired_by_police(&test);
    sitting(&test, &meeting, "2026-06-09");
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let input = json!({
        "meeting": meeting, "startsOn": "2026-03-01", "startTime": "10:00",
        "repeat": { "until": "2026-12-31" },
    });
    let payload =
        test.change(&sergeant, "scheduleMeeting", input.clone(), "occurrences { startsOn startsAt }");
    let expected = json!([
        { "startsOn": "2026-03-10", "startsAt": "2026-03-10T10:00:00.000000Z" },
        { "startsOn": "2026-09-08", "startsAt": "2026-09-08T09:00:00.000000Z" },
        { "startsOn": "2026-12-08", "startsAt": "2026-12-08T10:00:00.000000Z" },
    ]);
    assert_eq!(payload["occurrences"], expected);
    // Once more: every day is taken.
    let sequence = test.sequence();
    assert_eq!(paths(&test.change(&sergeant, "scheduleMeeting", input, "")), ["repeat"]);
    let daily = json!({
        "meeting": meeting, "startsOn": "2027-01-01",
        "repeat": { "recurrence": "FREQ=DAILY", "until": "2028-12-31" },
    });
    assert_eq!(paths(&test.change(&sergeant, "scheduleMeeting", daily, "")), ["repeat.until"]);
    assert_eq!(test.sequence(), sequence);
}
