//! Bringing in the rows of a spreadsheet, and undoing it.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

const PREVIEW: &str = "query($input: ImportSheetInput!) { sheetPreview(input: $input) { \
    columns { heading column } missing ready wrong skipped \
    rows { number cells exists skipped errors { column message } } errors { path message } } }";

fn sheet(kind: &str, text: &str) -> Value {
    json!({ "partnership": CHELMSFORD, "kind": kind, "text": text })
}

fn with(mut input: Value, more: Value) -> Value {
    let (input_map, Value::Object(more)) = (input.as_object_mut().unwrap(), more) else { return input };
    input_map.extend(more);
    input
}

fn preview(test: &TestRegister, person: &Person, input: &Value) -> Value {
    let answer = test.ask(person, PREVIEW, json!({ "input": input }));
    assert_eq!(answer["errors"], json!([]));
    answer["data"]["sheetPreview"].clone()
}

fn bring_in(test: &TestRegister, person: &Person, input: Value) -> Value {
    test.change(person, "importSheet", input, "count change { id canBeUndone transactionId command }")
}

/// The first of the projects, actions, … of the partnership with a name, as somebody sees it.
fn find(test: &TestRegister, person: &Person, list: &str, name: &str, fields: &str) -> Value {
    let query = format!(
        "query($text: String) {{ {list}(first: 5, filter: {{ text: $text }}) {{ nodes {{ {fields} }} }} }}"
    );
    test.ask(person, &query, json!({ "text": name }))["data"][list]["nodes"][0].clone()
}

#[test]
fn a_sheet_of_schemes_is_tried_first_and_writes_nothing() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let before = test.sequence();
    let text = "Scheme\tLead organisation\tStart date\tStatus\tNotes\n\
                Quay lamps\tEssex Police\t3 March 2026\tActive\tx\n\
                Bus marshals\tEssex Constabulary\t31/02/2026\tRunning\t\n\
                Quay lamps\t\t\t\t\n";
    let seen = preview(&test, &coordinator, &sheet("SCHEMES", text));
    assert_eq!(test.sequence(), before);
    let meant: Vec<&Value> = seen["columns"].as_array().unwrap().iter().map(|c| &c["column"]).collect();
    assert_eq!(
        meant,
        ["NAME", "LEAD_AGENCY", "STARTS_ON", "STATUS", ""]
            .map(|word| match word {
                "" => Value::Null,
                word => json!(word),
            })
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!((&seen["ready"], &seen["wrong"], &seen["skipped"]), (&json!(2), &json!(1), &json!(0)));
    let wrong = &seen["rows"][1];
    assert_eq!(wrong["number"], 3);
    let columns: Vec<&Value> = wrong["errors"].as_array().unwrap().iter().map(|e| &e["column"]).collect();
    assert_eq!(columns, ["STATUS", "LEAD_AGENCY", "STARTS_ON"]);
    let message = wrong["errors"][1]["message"].as_str().unwrap();
    assert!(
        message.starts_with("Lead agency is no agency of this register: “Essex Constabulary”"),
        "{message}"
    );
    assert_eq!(seen["rows"][2]["exists"], "A row above says the same");
}

#[test]
fn the_rows_of_a_sheet_are_brought_in_together_and_undone_together() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let before = test.sequence();
    let priority = find_priority(&test);
    let text = format!(
        "Name;Lead agency;Partners;Priority;Start date\n\
         Quay lamps;Essex Police;Chelmsford City Council;\"{priority}\";01/04/26\n\
         Bus marshals;;;\"{priority}\";\n"
    );
    let payload =
        bring_in(&test, &coordinator, with(sheet("SCHEMES", &text), json!({ "reason": "From Excel" })));
    assert_eq!((&payload["count"], &payload["errors"]), (&json!(2), &json!([])));
    assert_eq!(payload["change"]["command"], "sheet.import");
    assert_eq!(payload["change"]["canBeUndone"], true);
    // Two schemes, and one change for the priority that both stand under.
    assert_eq!(test.sequence(), before + 3);
    let fields = "id name startsOn status leadAgency { slug } partnerAgencies { slug } priorities { heading } isArchived";
    let scheme = find(&test, &coordinator, "projects", "Quay lamps", fields);
    assert_eq!(scheme["startsOn"], "2026-04-01");
    assert_eq!(scheme["leadAgency"]["slug"], "essex-police");
    assert_eq!(scheme["partnerAgencies"], json!([{ "slug": "chelmsford-city-council" }]));
    assert_eq!(scheme["priorities"], json!([{ "heading": priority }]));
    let input = json!({ "change": payload["change"]["id"], "reason": "The wrong sheet" });
    let undone = test.change(&coordinator, "undoChanges", input.clone(), "count");
    assert_eq!(undone, json!({ "count": 2, "errors": [] }));
    assert_eq!(find(&test, &coordinator, "projects", "Quay lamps", fields), Value::Null);
    let again = test.change(&coordinator, "undoChanges", input, "count");
    assert_eq!(
        again["errors"][0]["message"],
        "change: has been undone already: all that was made is archived"
    );
}

/// A priority of the plan in force.
fn find_priority(test: &TestRegister) -> String {
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { priorities { heading } } } }";
    let answer = test.ask(&Person::nobody(), query, json!({}));
    let heading = &answer["data"]["partnership"]["strategy"]["priorities"][0]["heading"];
    heading.as_str().unwrap().to_owned()
}

#[test]
fn one_wrong_row_keeps_every_row_out_and_is_named_by_its_number() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let before = test.sequence();
    let text = "Name,Website\nQuay lamps,https://example.org\nBus marshals,not an address\n";
    let payload = bring_in(&test, &coordinator, sheet("SCHEMES", text));
    assert_eq!((&payload["count"], &payload["change"]), (&json!(0), &Value::Null));
    assert_eq!(payload["errors"][0]["path"], json!(["rows", "3", "website"]));
    assert_eq!(test.sequence(), before);
}

#[test]
fn what_has_been_changed_since_is_not_undone_with_the_others() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let payload = bring_in(&test, &coordinator, sheet("SCHEMES", "Name\nQuay lamps\nBus marshals\n"));
    let scheme = find(&test, &coordinator, "projects", "Bus marshals", "id version");
    let update = json!({ "id": scheme["id"], "version": scheme["version"], "status": "ACTIVE" });
    test.change(&coordinator, "updateProject", update, "");
    let before = test.sequence();
    let input = json!({ "change": payload["change"]["id"], "reason": "The wrong sheet" });
    let refused = test.change(&coordinator, "undoChanges", input, "count");
    let message = refused["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("“Bus marshals” has been changed since"), "{message}");
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_change_that_made_nothing_new_is_not_undone_in_this_way() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let made = test.change(
        &coordinator,
        "createProject",
        json!({ "partnership": CHELMSFORD, "name": "Lamps" }),
        "project { id version }",
    );
    let update = json!({ "id": made["project"]["id"], "version": 1, "status": "ACTIVE" });
    test.change(&coordinator, "updateProject", update, "");
    let change = format!("change_{}", test.sequence());
    assert_eq!(
        test.refusal(&coordinator, "undoChanges", json!({ "change": change, "reason": "x" })),
        "BAD_REQUEST"
    );
    assert_eq!(
        test.refusal(&coordinator, "undoChanges", json!({ "change": "change_99999", "reason": "x" })),
        "NOT_FOUND"
    );
}

#[test]
fn an_action_log_comes_with_what_is_closed_already() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let text = "Ref\tAction\tOwner\tDue date\tStatus\tDate closed\tOutcome\n\
                12/1\tWrite to the landlord\tEssex Police; Chelmsford City Council\t1 May 2026\tOpen\t\t\n\
                12/2\tMend the gate\tessex-police\t\t\t2 June 2026\tMended\n";
    let payload = bring_in(&test, &coordinator, sheet("ACTIONS", text));
    assert_eq!((&payload["count"], &payload["errors"]), (&json!(2), &json!([])));
    let fields = "reference status dueOn closedOn closureNote owners { slug }";
    assert_eq!(
        find(&test, &coordinator, "actions", "landlord", fields),
        json!({ "reference": "12/1", "status": "OPEN", "dueOn": "2026-05-01", "closedOn": null, "closureNote": null,
            "owners": [{ "slug": "essex-police" }, { "slug": "chelmsford-city-council" }] })
    );
    let closed = find(&test, &coordinator, "actions", "gate", fields);
    assert_eq!(
        (&closed["status"], &closed["closedOn"], &closed["closureNote"]),
        (&json!("COMPLETED"), &json!("2026-06-02"), &json!("Mended"))
    );
}

#[test]
fn sittings_come_by_the_name_of_their_meeting_and_members_by_that_of_their_agency() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let meeting = json!({ "partnership": CHELMSFORD, "name": "Quay group" });
    test.change(&coordinator, "createMeeting", meeting, "");
    let text = "Meeting,Date,Time,Status\nQuay group,4 March 2031,2pm,\nQuay group,3 June 2025,10.30,Held\n";
    let payload = bring_in(&test, &coordinator, sheet("SITTINGS", text));
    assert_eq!((&payload["count"], &payload["errors"]), (&json!(2), &json!([])));
    let seen = preview(&test, &coordinator, &sheet("SITTINGS", text));
    assert_eq!(seen["rows"][0]["exists"], "The meeting has a sitting on this day already");

    let administrator = test.administrator();
    test.change(&administrator, "createAgency", json!({ "name": "Quay Residents’ Association" }), "");
    let text = "Organisation,Role\nQuay Residents' Association,\nEssex Police,Responsible authority\n";
    let input = with(sheet("MEMBERS", text), json!({ "skipExisting": true }));
    let seen = preview(&test, &coordinator, &input);
    assert_eq!((&seen["ready"], &seen["skipped"], &seen["wrong"]), (&json!(1), &json!(1), &json!(0)));
    let payload = bring_in(&test, &coordinator, input.clone());
    assert_eq!((&payload["count"], &payload["errors"]), (&json!(1), &json!([])));
    let nothing_left = bring_in(&test, &coordinator, input);
    assert_eq!(nothing_left["errors"][0]["path"], json!(["text"]));
}

#[test]
fn a_row_that_is_left_out_keeps_no_other_out_whatever_is_wrong_with_it() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let text = "Name,Status\nPubwatch,Nonsense\nQuay lamps,Active\nquay lamps,Nonsense\n";
    let seen = preview(&test, &coordinator, &with(sheet("SCHEMES", text), json!({ "skipExisting": true })));
    assert_eq!((&seen["ready"], &seen["skipped"], &seen["wrong"]), (&json!(1), &json!(2), &json!(0)));
    let why: Vec<&Value> = seen["rows"].as_array().unwrap().iter().map(|row| &row["exists"]).collect();
    assert_eq!(
        json!(why),
        json!(["There is a scheme of this name already", null, "A row above says the same"])
    );
}

#[test]
fn a_name_that_the_plan_does_not_have_is_refused_with_what_to_write() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let seen = preview(&test, &coordinator, &sheet("SCHEMES", "Name,Priorities\nQuay lamps,1\n"));
    let message = seen["rows"][0]["errors"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("“1”. Write its title, or its number such as “Priority 2”"), "{message}");
}

#[test]
fn a_partner_admin_brings_in_what_their_agency_leads_and_nothing_else() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let text = "Name,Lead agency\nQuay lamps,\nBus marshals,Chelmsford City Council\n";
    let seen = preview(&test, &sergeant, &sheet("SCHEMES", text));
    assert_eq!((&seen["ready"], &seen["wrong"]), (&json!(1), &json!(1)));
    let refused = &bring_in(&test, &sergeant, sheet("SCHEMES", text))["errors"][0];
    assert_eq!(refused["path"], json!(["rows", "3"]));
    assert!(
        refused["message"].as_str().unwrap().starts_with("rows[3]: You may do this only where an agency"),
        "{refused}"
    );
    let payload = bring_in(&test, &sergeant, sheet("SCHEMES", "Name\nQuay lamps\n"));
    assert_eq!(payload["count"], 1);
    let scheme = find(&test, &sergeant, "projects", "Quay lamps", "leadAgency { slug }");
    assert_eq!(scheme["leadAgency"]["slug"], "essex-police");
    assert_eq!(
        test.refusal(&sergeant, "importSheet", sheet("MEMBERS", "Agency\nEssex Police\n")),
        "FORBIDDEN"
    );
    assert_eq!(
        test.refusal(&test.auditor(CHELMSFORD), "importSheet", sheet("SCHEMES", "Name\nX\n")),
        "FORBIDDEN"
    );
}

#[test]
fn columns_can_be_said_and_what_they_cannot_mean_is_refused() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let input = with(
        sheet("SCHEMES", "Quay lamps,Active\n"),
        json!({ "hasHeadings": false, "columns": ["NAME", "STATUS"] }),
    );
    let seen = preview(&test, &coordinator, &input);
    assert_eq!((&seen["ready"], &seen["rows"][0]["number"]), (&json!(1), &json!(1)));
    for columns in [json!(["NAME", "NAME"]), json!(["NAME", "DUE_ON"]), json!(["NAME", null, null])] {
        let seen = preview(&test, &coordinator, &with(input.clone(), json!({ "columns": columns })));
        assert_ne!(seen["errors"], json!([]), "{columns}");
    }
    let without = preview(&test, &coordinator, &with(input, json!({ "columns": [null, "STATUS"] })));
    assert_eq!((&without["missing"], &without["ready"]), (&json!("NAME"), &json!(0)));
}

#[test]
fn a_sheet_speaks_of_nothing_that_its_reader_may_not_see() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let hidden = json!({ "partnership": CHELMSFORD, "name": "Quiet watch", "visibility": "RESTRICTED" });
    test.change(&coordinator, "createProject", hidden, "");
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let seen = preview(&test, &sergeant, &sheet("SCHEMES", "Name\nQuiet watch\n"));
    assert_eq!(seen["rows"][0]["exists"], Value::Null);
    assert_eq!(
        preview(&test, &coordinator, &sheet("SCHEMES", "Name\nQuiet watch\n"))["rows"][0]["exists"],
        "There is a scheme of this name already"
    );
}

#[test]
fn a_thousand_rows_are_tried_and_one_more_is_refused() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let row =
        |i: usize| format!("Scheme {i}\tEssex Police\tActive\t3 March 2026\tWhat it does, in a few words.\n");
    let rows = |count: usize| (0..count).map(row).collect::<String>();
    let text = format!("Name\tLead agency\tStatus\tStart date\tDescription\n{}", rows(1_000));
    let started = std::time::Instant::now();
    let seen = preview(&test, &coordinator, &sheet("SCHEMES", &text));
    println!("1,000 rows were tried in {} ms", started.elapsed().as_millis());
    assert_eq!((&seen["ready"], &seen["wrong"]), (&json!(1_000), &json!(0)));
    let more = preview(&test, &coordinator, &sheet("SCHEMES", &format!("Name\n{}", "x\n".repeat(1_001))));
    assert_eq!(more["errors"][0]["path"], json!(["text"]));
    assert_eq!(
        test.ask(&Person::nobody(), PREVIEW, json!({ "input": sheet("SCHEMES", "Name\nx") }))["errors"][0]["code"],
        "UNAUTHENTICATED"
    );
}
