//! An agency's return: several of its schemes at once.

use serde_json::{Value, json};

use crate::support::TestRegister;

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const FIELDS: &str = "rows { isWritten project { status version isStale lastConfirmedAt latestProgress { rating narrative } } }";

/// Three projects that the police lead, one of the council, and another of the police.
fn projects(test: &TestRegister) -> Vec<Value> {
    let row = |name: &str, lead: &str| json!({ "partnership": CHELMSFORD, "name": name, "leadAgency": lead });
    let rows = [
        row("One", POLICE),
        row("Two", POLICE),
        row("Three", POLICE),
        row("Four", "chelmsford-city-council"),
        row("Five", POLICE),
    ];
    let coordinator = test.coordinator(CHELMSFORD);
    let payload = test.change(&coordinator, "createProjects", json!({ "rows": rows }), "projects { id }");
    payload["projects"].as_array().unwrap().iter().map(|project| project["id"].clone()).collect()
}

fn paths(payload: &Value) -> Vec<String> {
    let path = |error: &Value| {
        let parts = error["path"].as_array().unwrap().iter();
        parts.map(|part| part.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(".")
    };
    payload["errors"].as_array().unwrap().iter().map(path).collect()
}

#[test]
fn one_return_sets_status_posts_progress_and_confirms() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let sequence = test.sequence();
    let input = json!({ "partnership": CHELMSFORD, "periodLabel": "Q4", "rows": [
        { "project": ids[0], "version": 1, "status": "ACTIVE", "rating": "GREEN", "narrative": "Going well." },
        { "project": ids[1], "version": 1, "noChange": true },
        { "project": ids[2], "version": 1, "narrative": "Waiting." },
    ] });
    let payload = test.change(&sergeant, "submitReturn", input, FIELDS);
    assert_eq!(payload["errors"], json!([]));
    let first = &payload["rows"][0];
    assert_eq!(first["isWritten"], true);
    assert_eq!(first["project"]["status"], "ACTIVE");
    assert_eq!(first["project"]["latestProgress"], json!({ "rating": "GREEN", "narrative": "Going well." }));
    assert_eq!(payload["rows"][1]["project"]["lastConfirmedAt"], "2026-03-02T09:00:00.000000Z");
    assert_eq!(payload["rows"][2]["project"]["latestProgress"]["rating"], "NOT_RATED");
    assert_eq!(test.sequence(), sequence + 4);
}

#[test]
fn a_row_that_is_refused_does_not_lose_the_others() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let sequence = test.sequence();
    let mut input = json!({ "partnership": CHELMSFORD, "allOrNothing": true, "rows": [
        { "project": ids[0], "version": 7, "rating": "GREEN" },
        { "project": ids[1], "version": 1, "rating": "GREEN", "status": "ACTIVE" },
        { "project": ids[2], "version": 1, "noChange": true, "rating": "RED" },
        { "project": "project_00000000000000000000000000000000", "version": 1, "noChange": true },
        { "project": ids[4], "version": 1, "status": "PAUSED", "narrative": " " },
    ] });
    let refused = ["rows.0.version", "rows.2.noChange", "rows.3.project", "rows.4.narrative"];
    let payload = test.change(&sergeant, "submitReturn", input.clone(), FIELDS);
    assert_eq!(paths(&payload), refused);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["rows"][0]["project"]["version"], 1);
    assert_eq!(test.sequence(), sequence);
    input["allOrNothing"] = json!(false);
    let payload = test.change(&sergeant, "submitReturn", input, FIELDS);
    assert_eq!(paths(&payload), refused);
    let written: Vec<&Value> =
        payload["rows"].as_array().unwrap().iter().map(|row| &row["isWritten"]).collect();
    assert_eq!(written, [false, true, false, false, false]);
    // The status of the last row was undone with its narrative.
    assert_eq!(payload["rows"][4]["project"]["status"], "NOT_STATED");
    assert_eq!(test.sequence(), sequence + 2);
}

#[test]
fn a_row_that_is_not_theirs_is_named_and_the_others_are_written() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let row = |id: &Value| json!({ "project": id, "version": 1, "noChange": true });
    let input =
        json!({ "partnership": CHELMSFORD, "allOrNothing": false, "rows": [row(&ids[3]), row(&ids[0])] });
    let payload = test.change(&sergeant, "submitReturn", input, FIELDS);
    assert_eq!(paths(&payload), ["rows.0.project"]);
    let written: Vec<&Value> =
        payload["rows"].as_array().unwrap().iter().map(|row| &row["isWritten"]).collect();
    assert_eq!(written, [false, true]);
}

#[test]
fn nobody_returns_for_an_agency_that_they_do_not_act_for() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sequence = test.sequence();
    let input =
        |agency: &str, row: Value| json!({ "partnership": CHELMSFORD, "agency": agency, "rows": [row] });
    let row = json!({ "project": ids[0], "version": 1, "noChange": true });
    let council = test.partner_admin(CHELMSFORD, "chelmsford-city-council");
    assert_eq!(test.refusal(&council, "submitReturn", input(POLICE, row.clone())), "FORBIDDEN");
    let theirs = input("chelmsford-city-council", row);
    assert_eq!(test.refusal(&council, "submitReturn", theirs), "FORBIDDEN");
    assert_eq!(
        test.refusal(
            &test.auditor(CHELMSFORD),
            "submitReturn",
            input(
                POLICE,
                json!({
                    "project": ids[0], "version": 1, "noChange": true
                })
            )
        ),
        "FORBIDDEN"
    );
    // A contributor reports, and does not decide what the status is.
    let contributor = test.contributor(CHELMSFORD, POLICE);
    let status = json!({ "project": ids[0], "version": 1, "status": "ACTIVE" });
    assert_eq!(test.refusal(&contributor, "submitReturn", input(POLICE, status)), "FORBIDDEN");
    assert_eq!(test.sequence(), sequence);
    let confirm = json!({ "project": ids[0], "version": 1, "noChange": true });
    let payload = test.change(&contributor, "submitReturn", input(POLICE, confirm), FIELDS);
    assert_eq!(payload["rows"][0]["isWritten"], true);
}

#[test]
fn a_return_that_says_two_things_of_one_scheme_is_not_written() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let sequence = test.sequence();
    let input = json!({ "partnership": CHELMSFORD, "rows": [
        { "project": ids[0], "version": 1, "rating": "GREEN" },
        { "project": ids[1], "version": 1, "noChange": true },
        { "project": ids[0], "version": 1, "rating": "RED" },
    ] });
    let payload = test.change(&sergeant, "submitReturn", input, FIELDS);
    assert_eq!(paths(&payload), ["rows.2.project"]);
    assert!(payload["errors"][0]["message"].as_str().unwrap().contains("rows[0]"));
    assert_eq!((&payload["rows"], test.sequence()), (&json!([]), sequence));
}

#[test]
fn a_return_of_a_day_to_come_is_not_written_whatever_it_says() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let sequence = test.sequence();
    for said in [json!({ "noChange": true }), json!({ "status": "ACTIVE" }), json!({ "rating": "GREEN" })] {
        let mut row = json!({ "project": ids[0], "version": 1 });
        row.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let input = |on: &str| json!({ "partnership": CHELMSFORD, "on": on, "rows": [row] });
        let payload = test.change(&sergeant, "submitReturn", input("2026-03-03"), FIELDS);
        assert_eq!((paths(&payload), test.sequence()), (vec!["on".to_owned()], sequence), "{said}");
    }
    let row = json!({ "project": ids[0], "version": 1, "rating": "GREEN" });
    for (said, path) in [
        (json!({ "on": "1000-01-01" }), "on"),
        (json!({ "periodLabel": "" }), "periodLabel"),
        (json!({ "periodLabel": "x".repeat(500) }), "periodLabel"),
    ] {
        let mut input = json!({ "partnership": CHELMSFORD, "rows": [row] });
        input.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let payload = test.change(&sergeant, "submitReturn", input, FIELDS);
        assert_eq!((paths(&payload), test.sequence()), (vec![path.to_owned()], sequence), "{said}");
    }
    let today = json!({ "partnership": CHELMSFORD, "on": "2026-03-02", "rows": [
        { "project": ids[0], "version": 1, "noChange": true },
    ] });
    let payload = test.change(&sergeant, "submitReturn", today, FIELDS);
    assert_eq!(payload["errors"], json!([]));
}

#[test]
fn a_status_that_stays_confirms_and_a_missing_note_is_named() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let said = |row: Value| {
        let input = json!({ "partnership": CHELMSFORD, "rows": [row] });
        test.change(&sergeant, "submitReturn", input, FIELDS)
    };
    let first = said(json!({ "project": ids[0], "version": 1, "status": "ACTIVE" }));
    assert_eq!(first["rows"][0]["project"]["version"], 2);
    let again = said(json!({ "project": ids[0], "version": 2, "status": "ACTIVE" }));
    assert_eq!(again["rows"][0]["project"]["lastConfirmedAt"], "2026-03-02T09:00:00.000000Z");
    said(json!({ "project": ids[0], "version": 3, "rating": "RED" }));
    let better = said(json!({ "project": ids[0], "version": 3, "rating": "GREEN" }));
    assert_eq!(paths(&better), ["rows.0.note"]);
}

#[test]
fn no_change_is_said_of_today_and_of_no_other_day() {
    let test = TestRegister::founding();
    let ids = projects(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let sequence = test.sequence();
    let input = json!({ "partnership": CHELMSFORD, "on": "2026-02-01", "rows": [
        { "project": ids[0], "version": 1, "noChange": true },
    ] });
    let payload = test.change(&sergeant, "submitReturn", input, "");
    assert_eq!(paths(&payload), ["rows.0.noChange"]);
    assert!(payload["errors"][0]["message"].as_str().unwrap().contains("leave on out"), "{payload}");
    assert_eq!(test.sequence(), sequence);
}
