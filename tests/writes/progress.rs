//! Progress, reported by the agencies that lead a scheme or take part in it.

use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const FIRE: &str = "essex-fire-and-rescue";

/// A project that the police lead and in which the fire service takes part: its id.
fn shared(test: &TestRegister) -> String {
    let input = json!({
        "partnership": CHELMSFORD, "name": "Night watch",
        "leadAgency": POLICE, "partnerAgencies": [FIRE],
    });
    let payload = test.change(&test.coordinator(CHELMSFORD), "createProject", input, "project { id }");
    payload["project"]["id"].as_str().unwrap().to_owned()
}

fn post(test: &TestRegister, person: &Person, mut input: Value, project: &str) -> Value {
    input["project"] = json!(project);
    let fields = "progressUpdate { id on rating visibility reportedBy { slug } }";
    test.change(person, "postProgress", input, fields)
}

#[test]
fn a_contributor_of_an_agency_that_takes_part_posts_progress_in_its_name() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let sequence = test.sequence();
    let officer = test.contributor(CHELMSFORD, FIRE);
    let payload = post(&test, &officer, json!({ "rating": "AMBER", "narrative": "Slow." }), &id);
    let update = &payload["progressUpdate"];
    assert_eq!(update["on"], "2026-03-02");
    assert_eq!(update["visibility"], "PARTNERS");
    assert_eq!(update["reportedBy"], json!({ "slug": FIRE }));
    assert_eq!(test.sequence(), sequence + 1);
    let query = "query($id: ID!) { node(id: $id) { ... on Project { latestProgress { rating } } } }";
    let seen = |person: &Person| {
        test.ask(person, query, json!({ "id": id }))["data"]["node"]["latestProgress"].clone()
    };
    assert_eq!(seen(&officer), json!({ "rating": "AMBER" }));
    assert_eq!(seen(&Person::nobody()), Value::Null);
}

#[test]
fn whoever_has_nothing_to_do_with_it_is_refused_and_nobody_reports_for_others() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let sequence = test.sequence();
    let own = json!({ "project": id, "rating": "GREEN", "reportedBy": "chelmsford-city-council" });
    for (person, code) in [
        (Person::nobody(), "UNAUTHENTICATED"),
        (test.partner_admin(CHELMSFORD, "chelmsford-city-council"), "FORBIDDEN"),
        (test.contributor(CHELMSFORD, "chelmsford-city-council"), "FORBIDDEN"),
        (test.contributor(CHELMSFORD, FIRE), "FORBIDDEN"),
        (test.auditor(CHELMSFORD), "FORBIDDEN"),
    ] {
        assert_eq!(test.refusal(&person, "postProgress", own.clone()), code);
    }
    assert_eq!(test.sequence(), sequence);
    let payload = test.change(
        &test.coordinator(CHELMSFORD),
        "postProgress",
        own,
        "progressUpdate { reportedBy { slug } }",
    );
    assert_eq!(payload["progressUpdate"]["reportedBy"]["slug"], "chelmsford-city-council");
}

#[test]
fn a_leap_from_red_to_green_needs_a_reason() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    post(&test, &sergeant, json!({ "rating": "RED", "on": "2026-02-01" }), &id);
    let payload = post(&test, &sergeant, json!({ "rating": "GREEN" }), &id);
    assert_eq!(payload["errors"][0]["path"], json!(["reason"]));
    assert_eq!(payload["progressUpdate"], Value::Null);
    let earlier = post(&test, &sergeant, json!({ "rating": "GREEN", "on": "2026-01-01" }), &id);
    assert_eq!(earlier["errors"], json!([]));
    // Nor may it leap by changing its day.
    let found = "{ node(id: $id) { ... on Project { progress(first: 9) { nodes { id on } } } } }";
    let answer = test.ask(&sergeant, &format!("query($id: ID!) {found}"), json!({ "id": id }));
    let nodes = answer["data"]["node"]["progress"]["nodes"].as_array().unwrap();
    let green = nodes.iter().find(|node| node["on"] == "2026-01-01").unwrap();
    let moved = json!({ "id": green["id"], "version": 1, "on": "2026-02-20" });
    let payload = test.change(&sergeant, "updateProgressUpdate", moved, "");
    assert_eq!(payload["errors"][0]["path"], json!(["reason"]));
    let payload = post(&test, &sergeant, json!({ "rating": "GREEN", "reason": "Funded." }), &id);
    assert_eq!(payload["progressUpdate"]["rating"], "GREEN");
    let tomorrow = post(&test, &sergeant, json!({ "rating": "GREEN", "on": "2026-03-03" }), &id);
    assert_eq!(tomorrow["errors"][0]["path"], json!(["on"]));
}

#[test]
fn green_comes_to_follow_red_in_no_other_way_without_a_reason() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let mut posted = Vec::new();
    for (rating, on) in [("RED", "2026-01-01"), ("AMBER", "2026-01-05"), ("GREEN", "2026-01-10")] {
        let payload = post(&test, &sergeant, json!({ "rating": rating, "on": on }), &id);
        assert_eq!(payload["errors"], json!([]));
        let found = "query($id: ID!) { node(id: $id) { ... on Project { latestProgress { id } } } }";
        posted.push(
            test.ask(&sergeant, found, json!({ "id": id }))["data"]["node"]["latestProgress"]["id"].clone(),
        );
    }
    let change = |update: &Value, version: i64, fields: Value| {
        let mut input = json!({ "id": update, "version": version });
        input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        test.change(&sergeant, "updateProgressUpdate", input, "")["errors"].clone()
    };
    let below = post(&test, &sergeant, json!({ "rating": "RED", "on": "2026-01-07" }), &id);
    assert_eq!(below["errors"][0]["path"], json!(["reason"]), "a red one put before the green one");
    for fields in
        [json!({ "on": "2025-12-01" }), json!({ "rating": "NOT_RATED" }), json!({ "rating": "RED" })]
    {
        assert_eq!(change(&posted[1], 1, fields.clone())[0]["path"], json!(["reason"]), "{fields}");
    }
    assert_eq!(change(&posted[1], 1, json!({ "on": "2026-01-06" })), json!([]), "it stays between them");
    assert_eq!(change(&posted[1], 2, json!({ "on": "2025-12-01", "reason": "Mistaken." })), json!([]));
    let red = json!({ "rating": "RED", "on": "2026-02-01" });
    let query = "query($id: ID!) { node(id: $id) { ... on Project { latestProgress { id } } } }";
    assert_eq!(post(&test, &sergeant, red, &id)["errors"], json!([]));
    let own = test.ask(&sergeant, query, json!({ "id": id }))["data"]["node"]["latestProgress"]["id"].clone();
    assert_eq!(change(&own, 1, json!({ "rating": "NOT_RATED" })), json!([]));
    let leap = change(&own, 2, json!({ "rating": "GREEN" }));
    assert_eq!(leap[0]["path"], json!(["reason"]), "the rating that it had before it had none");
    // It is red no more, so what follows asks for nothing; being red again makes that a leap.
    assert_eq!(
        post(&test, &sergeant, json!({ "rating": "GREEN", "on": "2026-02-08" }), &id)["errors"],
        json!([])
    );
    assert_eq!(change(&own, 2, json!({ "rating": "RED" }))[0]["path"], json!(["reason"]));
    // What follows red already needs no other reason for that.
    assert_eq!(change(&posted[2], 1, json!({ "on": "2026-01-12" })), json!([]));
    assert_eq!(change(&posted[2], 2, json!({ "narrative": "All is well." })), json!([]));
}

#[test]
fn progress_is_on_exactly_one_thing() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let payload = test.change(&coordinator, "postProgress", json!({ "rating": "RED" }), "");
    assert_eq!(payload["errors"][0]["path"], json!([]));
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { priorities { id viewerCanPostProgress focusAreas { id viewerCanPostProgress } } } } }";
    let answer = test.ask(&coordinator, query, json!({}));
    let priority = &answer["data"]["partnership"]["strategy"]["priorities"][0];
    assert_eq!(priority["viewerCanPostProgress"], true);
    let focus_area = &priority["focusAreas"][0]["id"];
    let fields = "progressUpdate { subject { ... on FocusArea { id } ... on Priority { id } } }";
    let on_area = json!({ "focusArea": focus_area, "rating": "AMBER" });
    let payload = test.change(&coordinator, "postProgress", on_area, fields);
    assert_eq!(payload["progressUpdate"]["subject"]["id"], *focus_area);
    let on_priority = json!({ "priority": priority["id"], "rating": "AMBER" });
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    assert_eq!(test.refusal(&sergeant, "postProgress", on_priority.clone()), "FORBIDDEN");
    test.change(&coordinator, "postProgress", on_priority, fields);
}

#[test]
fn an_update_is_changed_by_the_agency_whose_report_it_is() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let officer = test.contributor(CHELMSFORD, FIRE);
    let payload = post(&test, &officer, json!({ "rating": "RED" }), &id);
    let update = &payload["progressUpdate"]["id"];
    let input = json!({ "id": update, "version": 1, "rating": "AMBER", "narrative": "Better." });
    let fields = "progressUpdate { rating version viewerCanUpdate viewerCanArchive }";
    let payload = test.change(&officer, "updateProgressUpdate", input.clone(), fields);
    let expected =
        json!({ "rating": "AMBER", "version": 2, "viewerCanUpdate": true, "viewerCanArchive": false });
    assert_eq!(payload["progressUpdate"], expected);
    let payload = test.change(&officer, "updateProgressUpdate", input.clone(), fields);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    let police = test.partner_admin(CHELMSFORD, POLICE);
    assert_eq!(test.refusal(&police, "updateProgressUpdate", input), "FORBIDDEN");
    let away = json!({ "id": update, "version": 2, "reason": "Entered twice." });
    assert_eq!(test.refusal(&officer, "archiveProgressUpdate", away.clone()), "FORBIDDEN");
    let admin = test.partner_admin(CHELMSFORD, FIRE);
    let payload = test.change(&admin, "archiveProgressUpdate", away, "progressUpdate { isArchived }");
    assert_eq!(payload["progressUpdate"]["isArchived"], true);
    let out = json!({ "id": update, "version": 3 });
    test.change(&admin, "unarchiveProgressUpdate", out, "");
}

#[test]
fn a_green_rating_that_comes_back_behind_a_red_one_needs_a_reason() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let green = post(&test, &coordinator, json!({ "rating": "GREEN", "on": "2026-02-10" }), &id);
    let green = green["progressUpdate"]["id"].clone();
    let away = json!({ "id": green, "version": 1, "reason": "Too early." });
    assert_eq!(test.change(&coordinator, "archiveProgressUpdate", away, "")["errors"], json!([]));
    let red = post(&test, &coordinator, json!({ "rating": "RED", "on": "2026-02-01" }), &id);
    assert_eq!(red["errors"], json!([]));
    let back = |reason: Value| {
        let input = json!({ "id": green, "version": 2, "reason": reason });
        test.change(&coordinator, "unarchiveProgressUpdate", input, "")["errors"].clone()
    };
    assert_eq!(back(Value::Null)[0]["path"], json!(["reason"]));
    assert_eq!(back("It was right after all.".into()), json!([]));
}

#[test]
fn an_agency_reports_on_what_it_leads_or_takes_part_in() {
    let test = TestRegister::founding();
    let id = shared(&test);
    let place = Some(test.partnership(CHELMSFORD));
    let council = "chelmsford-city-council";
    let of = |agency: &str| (Role::Contributor, place, Some(test.agency(agency)));
    let both = Person::with(&[of(FIRE), of(council)]);
    let payload = post(&test, &both, json!({ "rating": "GREEN", "reportedBy": council }), &id);
    assert_eq!(payload["errors"][0]["path"], json!(["reportedBy"]));
    assert_eq!(
        post(&test, &both, json!({ "rating": "GREEN", "reportedBy": FIRE }), &id)["errors"],
        json!([])
    );
    let coordinator = test.coordinator(CHELMSFORD);
    let entered = json!({ "rating": "GREEN", "reportedBy": council });
    assert_eq!(post(&test, &coordinator, entered, &id)["errors"], json!([]), "what somebody told them");
}
