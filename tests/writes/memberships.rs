//! Memberships: kept by the coordinator.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

fn members(test: &TestRegister) -> Vec<Value> {
    let query = "{ partnership(slug: \"safer-chelmsford\") { memberships(includeEnded: true)
        { id version position nameAsPublished agency { slug } } } }";
    let answer = test.ask(&Person::nobody(), query, json!({}));
    answer["data"]["partnership"]["memberships"].as_array().unwrap().clone()
}

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

/// An agency that sits nowhere yet.
fn new_agency(test: &TestRegister, name: &str) -> Value {
    let payload =
        test.change(&test.administrator(), "createAgency", json!({ "name": name }), "agency { id }");
    payload["agency"]["id"].clone()
}

#[test]
fn a_new_member_is_the_last_and_is_called_what_the_agency_is() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let count = members(&test).len();
    let pastors = new_agency(&test, "Street Pastors");
    let before = test.sequence();
    let input = json!({ "partnership": CHELMSFORD, "agency": pastors, "capacity": "ATTENDEE" });
    let selection = "membership { nameAsPublished position capacity basis agency { slug name } version }";
    let payload = test.change(&coordinator, "createMembership", input, selection);
    let membership = &payload["membership"];
    assert_eq!(membership["nameAsPublished"], membership["agency"]["name"]);
    assert_eq!(membership["position"], count + 1);
    assert_eq!((&membership["capacity"], &membership["basis"]), (&json!("ATTENDEE"), &json!("NOT_STATED")));
    assert_eq!(test.sequence(), before + 1);
    let wrong = json!({ "partnership": CHELMSFORD, "agency": "nobody" });
    assert_eq!(paths(&test.change(&coordinator, "createMembership", wrong, "")), [json!(["agency"])]);
    let wrong = json!({ "partnership": "nowhere", "agency": "essex-police" });
    assert_eq!(test.refusal(&coordinator, "createMembership", wrong), "NOT_FOUND");
}

#[test]
fn only_coordinators_change_the_members() {
    let test = TestRegister::founding();
    let all = members(&test);
    let ids: Vec<&Value> = all.iter().map(|member| &member["id"]).collect();
    let before = test.sequence();
    let known = json!({ "id": all[0]["id"], "version": all[0]["version"], "reason": "Mine." });
    let new = json!({ "partnership": CHELMSFORD, "agency": "essex-police" });
    let commands = [
        ("createMembership", new.clone()),
        ("createMemberships", json!({ "rows": [new] })),
        ("updateMembership", known.clone()),
        ("archiveMembership", known.clone()),
        ("unarchiveMembership", known),
        ("reorderMemberships", json!({ "partnership": CHELMSFORD, "memberships": ids })),
    ];
    for (mutation, input) in commands {
        let refuse = |person: &Person| test.refusal(person, mutation, input.clone());
        assert_eq!(refuse(&Person::nobody()), "UNAUTHENTICATED", "{mutation}");
        for person in [
            test.partner_admin(CHELMSFORD, "essex-police"),
            test.contributor(CHELMSFORD, "essex-police"),
            test.auditor(CHELMSFORD),
            test.administrator(),
        ] {
            assert_eq!(refuse(&person), "FORBIDDEN", "{mutation}");
        }
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_membership_ends_and_a_stale_version_is_a_conflict() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let member = members(&test)[0].clone();
    let input = json!({ "id": member["id"], "version": member["version"], "leftOn": "2026-02-28",
                        "joinedOn": "2020-01-01", "nameAsPublished": "The Council" });
    let selection = "membership { leftOn nameAsPublished version }";
    let payload = test.change(&coordinator, "updateMembership", input.clone(), selection);
    assert_eq!(payload["membership"]["leftOn"], "2026-02-28");
    let sequence = test.sequence();
    let payload = test.change(&coordinator, "updateMembership", input, selection);
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["membership"]["nameAsPublished"], "The Council");
    let version = &payload["membership"]["version"];
    let wrong = json!({ "id": member["id"], "version": version, "joinedOn": "2026-03-01", "agency": null });
    let payload = test.change(&coordinator, "updateMembership", wrong, "");
    assert_eq!(paths(&payload), [json!(["agency"]), json!(["leftOn"])]);
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn members_are_reordered_and_archived() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let all = members(&test);
    let mut ids: Vec<&Value> = all.iter().map(|member| &member["id"]).collect();
    ids.swap(0, 1);
    let before = test.sequence();
    let input = json!({ "partnership": CHELMSFORD, "memberships": ids });
    let selection = "partnership { memberships { id position } }";
    let payload = test.change(&coordinator, "reorderMemberships", input, selection);
    let shown = &payload["partnership"]["memberships"];
    assert_eq!(shown[0], json!({ "id": ids[0], "position": 1 }));
    assert_eq!(shown[1], json!({ "id": ids[1], "position": 2 }));
    assert_eq!(test.sequence(), before + 2);
    let missing = json!({ "partnership": CHELMSFORD, "memberships": ids[1..] });
    assert_eq!(
        paths(&test.change(&coordinator, "reorderMemberships", missing, "")),
        [json!(["memberships"])]
    );

    let last = all.last().unwrap();
    let away = json!({ "id": last["id"], "version": last["version"], "reason": "Listed twice." });
    let payload = test.change(&coordinator, "archiveMembership", away, "membership { isArchived version }");
    assert_eq!(payload["membership"]["isArchived"], true);
    assert_eq!(members(&test).len(), all.len() - 1);
    let back = json!({ "id": last["id"], "version": payload["membership"]["version"] });
    test.change(&coordinator, "unarchiveMembership", back, "");
    assert_eq!(members(&test).len(), all.len());
}

#[test]
fn several_members_are_added_at_once_or_none() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let [pastors, samaritans] = ["Street Pastors", "Samaritans"].map(|name| new_agency(&test, name));
    let row = |agency: &Value| json!({ "partnership": CHELMSFORD, "agency": agency });
    let before = test.sequence();
    let rows = json!({ "rows": [row(&pastors), row(&json!("nobody"))] });
    let payload = test.change(&coordinator, "createMemberships", rows, "");
    assert_eq!(paths(&payload), [json!(["rows", "1", "agency"])]);
    assert_eq!(test.sequence(), before);
    let rows = json!({ "rows": [row(&pastors), row(&samaritans)] });
    let payload = test.change(&coordinator, "createMemberships", rows, "memberships { position key }");
    assert_eq!(payload["memberships"].as_array().unwrap().len(), 2);
    assert_eq!(test.sequence(), before + 2);
}

#[test]
fn an_agency_is_a_member_once_at_a_time() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let police =
        members(&test).into_iter().find(|member| member["agency"]["slug"] == "essex-police").unwrap();
    let again =
        |joined: Value| json!({ "partnership": CHELMSFORD, "agency": "essex-police", "joinedOn": joined });
    let before = test.sequence();
    let payload = test.change(&coordinator, "createMembership", again(Value::Null), "membership { id }");
    assert_eq!((paths(&payload), &payload["membership"]), (vec![json!(["agency"])], &Value::Null));
    assert!(payload["errors"][0]["message"].as_str().unwrap().contains("Essex Police"));
    assert_eq!(test.sequence(), before);

    // It left and came back: no day twice.
    let left = json!({ "id": police["id"], "version": police["version"], "leftOn": "2024-03-31" });
    test.change(&coordinator, "updateMembership", left, "");
    let payload = test.change(&coordinator, "createMembership", again(json!("2024-03-31")), "");
    assert_eq!(paths(&payload), [json!(["agency"])]);
    let payload = test.change(
        &coordinator,
        "createMembership",
        again(json!("2024-04-01")),
        "membership { id version }",
    );
    let back = &payload["membership"];
    assert_eq!(payload["errors"], json!([]));
    let sequence = test.sequence();
    let earlier = json!({ "id": back["id"], "version": back["version"], "joinedOn": "2024-03-01" });
    assert_eq!(paths(&test.change(&coordinator, "updateMembership", earlier, "")), [json!(["joinedOn"])]);
    let longer = json!({ "id": police["id"], "version": 2, "leftOn": null });
    assert_eq!(paths(&test.change(&coordinator, "updateMembership", longer, "")), [json!(["leftOn"])]);
    // What is said of it beside its days is not a second one.
    let listed = json!({ "id": back["id"], "version": back["version"], "listedUnder": "Members" });
    assert_eq!(test.change(&coordinator, "updateMembership", listed, "")["errors"], json!([]));
    assert_eq!(test.sequence(), sequence + 1);
}

#[test]
fn a_membership_that_was_put_away_does_not_come_back_beside_another() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let member = members(&test)[0].clone();
    let away = json!({ "id": member["id"], "version": member["version"], "reason": "Listed twice." });
    test.change(&coordinator, "archiveMembership", away, "");
    let input = json!({ "partnership": CHELMSFORD, "agency": member["agency"]["slug"] });
    assert_eq!(test.change(&coordinator, "createMembership", input, "")["errors"], json!([]));
    let sequence = test.sequence();
    let back = json!({ "id": member["id"], "version": 2 });
    assert_eq!(paths(&test.change(&coordinator, "unarchiveMembership", back, "")), [json!([])]);
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn rows_that_make_one_agency_a_member_twice_are_named() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let pastors = new_agency(&test, "Street Pastors");
    let row = |joined: &str, left: Value| json!({ "partnership": CHELMSFORD, "agency": pastors, "joinedOn": joined, "leftOn": left });
    let sequence = test.sequence();
    let rows = json!({ "rows": [row("2020-01-01", json!("2020-12-31")), row("2020-06-01", Value::Null)] });
    let payload = test.change(&coordinator, "createMemberships", rows, "");
    assert_eq!(paths(&payload), [json!(["rows", "1", "agency"])]);
    assert_eq!(test.sequence(), sequence);
    let rows = json!({ "rows": [row("2020-01-01", json!("2020-12-31")), row("2021-01-01", Value::Null)] });
    assert_eq!(test.change(&coordinator, "createMemberships", rows, "")["errors"], json!([]));
}

/// Whether an agency and the partnership find each other in lists, and in the partnership
/// itself.
fn is_listed(test: &TestRegister, agency: &Value, as_of: &str) -> [bool; 3] {
    let query = format!(
        "query ($id: ID!) {{
            agencies(first: 100, filter: {{ partnership: \"{CHELMSFORD}\" }}{as_of}) {{ nodes {{ id }} }}
            partnerships(filter: {{ agency: $id }}{as_of}) {{ nodes {{ slug }} }}
            partnership(slug: \"{CHELMSFORD}\"{as_of}) {{ agencies {{ id }} }} }}"
    );
    let data = test.ask(&Person::nobody(), &query, json!({ "id": agency }))["data"].clone();
    let holds = |list: &Value| list.as_array().unwrap().iter().any(|found| found["id"] == *agency);
    let home = data["partnerships"]["nodes"].as_array().unwrap().iter().any(|p| p["slug"] == CHELMSFORD);
    [holds(&data["agencies"]["nodes"]), home, holds(&data["partnership"]["agencies"])]
}

#[test]
fn an_agency_that_is_to_join_sits_from_its_day_on() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let pastors = new_agency(&test, "Street Pastors");
    let input = json!({ "partnership": CHELMSFORD, "agency": pastors, "joinedOn": "2026-03-04" });
    assert_eq!(paths(&test.change(&coordinator, "createMembership", input, "")), Vec::<Value>::new());
    assert_eq!(is_listed(&test, &pastors, ""), [false; 3]);
    let query =
        "{ partnership(slug: \"safer-chelmsford\") { memberships(includeEnded: true) { agency { id } } } }";
    let all = test.ask(&coordinator, query, json!({}))["data"]["partnership"]["memberships"].take();
    assert!(all.as_array().unwrap().iter().any(|member| member["agency"]["id"] == pastors), "{all}");
    test.clock.set("2026-03-04T09:00:00Z".parse().unwrap());
    assert_eq!(is_listed(&test, &pastors, ""), [true; 3]);
}

#[test]
fn an_agency_that_has_left_is_in_no_list_of_those_that_sit() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let pastors = new_agency(&test, "Street Pastors");
    let input = json!({ "partnership": CHELMSFORD, "agency": pastors });
    let payload = test.change(&coordinator, "createMembership", input, "membership { id }");
    let membership = payload["membership"]["id"].clone();
    test.wait(60);
    let then = test.clock.now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    test.wait(60);
    let last_day = json!({ "id": membership, "version": 1, "leftOn": "2026-03-02" });
    assert_eq!(paths(&test.change(&coordinator, "updateMembership", last_day, "")), Vec::<Value>::new());
    assert_eq!(is_listed(&test, &pastors, ""), [true; 3]);
    let gone = json!({ "id": membership, "version": 2, "leftOn": "2026-03-01" });
    assert_eq!(paths(&test.change(&coordinator, "updateMembership", gone, "")), Vec::<Value>::new());
    assert_eq!(is_listed(&test, &pastors, ""), [false; 3]);
    assert_eq!(is_listed(&test, &pastors, &format!(", asOf: \"{then}\"")), [true; 3]);
    test.wait(60);
    let now = test.clock.now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    test.wait(60);
    assert_eq!(is_listed(&test, &pastors, &format!(", asOf: \"{now}\"")), [false; 3]);
}
