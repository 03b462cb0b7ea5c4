//! Strategies: drafted, published, approved and withdrawn by the coordinator.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

/// A draft of the founding partnership: its id and version.
fn draft(test: &TestRegister) -> (String, i64) {
    let input = json!({ "partnership": CHELMSFORD, "title": "Plan 2026 to 2029", "startsOn": "2026-04-01" });
    let coordinator = test.coordinator(CHELMSFORD);
    let payload = test.change(&coordinator, "createStrategy", input, "strategy { id version }");
    named(&payload["strategy"])
}

fn named(record: &Value) -> (String, i64) {
    (record["id"].as_str().unwrap().to_owned(), record["version"].as_i64().unwrap())
}

fn codes(payload: &Value) -> Vec<&str> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect()
}

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

fn seen(test: &TestRegister, person: &Person, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Strategy { state } } }";
    test.ask(person, query, json!({ "id": id }))["data"]["node"].clone()
}

#[test]
fn a_new_strategy_is_a_draft_that_the_public_does_not_see() {
    let test = TestRegister::founding();
    let before = test.sequence();
    let (id, version) = draft(&test);
    assert_eq!((version, test.sequence()), (1, before + 1));
    assert_eq!(seen(&test, &Person::nobody(), &id), Value::Null);
    let member = test.contributor(CHELMSFORD, "essex-police");
    assert_eq!(seen(&test, &member, &id), json!({ "state": "DRAFT" }));
}

#[test]
fn only_coordinators_of_the_partnership_change_its_strategies() {
    let test = TestRegister::founding();
    let (id, version) = draft(&test);
    let before = test.sequence();
    let new = json!({ "partnership": CHELMSFORD, "title": "Mine" });
    let known = json!({ "id": id, "version": version, "reason": "It is time." });
    let approval = json!({ "id": id, "version": version, "body": "Board", "outcome": "ADOPTED" });
    let next = json!({ "strategy": id, "title": "Next" });
    let commands = [
        ("createStrategy", &new),
        ("updateStrategy", &known),
        ("publishStrategy", &known),
        ("withdrawStrategy", &known),
        ("archiveStrategy", &known),
        ("unarchiveStrategy", &known),
        ("recordApproval", &approval),
        ("rollForwardStrategy", &next),
    ];
    for (mutation, input) in commands {
        let refuse = |person: &Person| test.refusal(person, mutation, input.clone());
        assert_eq!(refuse(&Person::nobody()), "UNAUTHENTICATED", "{mutation}");
        assert_eq!(refuse(&test.partner_admin(CHELMSFORD, "essex-police")), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.contributor(CHELMSFORD, "essex-police")), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.auditor(CHELMSFORD)), "FORBIDDEN", "{mutation}");
        let unseen = if mutation == "createStrategy" { "FORBIDDEN" } else { "NOT_FOUND" };
        assert_eq!(refuse(&test.administrator()), unseen, "{mutation}");
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_strategy_is_published_and_withdrawn_with_a_reason_and_never_by_an_update() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (id, version) = draft(&test);
    let update = |state: &str, version: i64| {
        let input = json!({ "id": id, "version": version, "state": state });
        test.change(&coordinator, "updateStrategy", input, "strategy { state }")
    };
    for state in ["PUBLISHED", "WITHDRAWN"] {
        assert_eq!(paths(&update(state, version)), [json!(["state"])]);
    }
    assert_eq!(update("CONSULTATION", version)["strategy"], json!({ "state": "CONSULTATION" }));
    assert_eq!(update("DRAFT", version + 1)["strategy"], json!({ "state": "DRAFT" }));

    let version = version + 2;
    let silent = json!({ "id": id, "version": version, "reason": " " });
    let payload = test.change(&coordinator, "publishStrategy", silent, "");
    assert_eq!(paths(&payload), [json!(["reason"])]);
    let told = json!({ "id": id, "version": version, "reason": "The board agreed it." });
    let payload = test.change(&coordinator, "publishStrategy", told.clone(), "strategy { state }");
    assert_eq!(payload, json!({ "strategy": { "state": "PUBLISHED" }, "errors": [] }));
    assert_eq!(seen(&test, &Person::nobody(), &id), json!({ "state": "PUBLISHED" }));
    let payload = test.change(&coordinator, "publishStrategy", told, "");
    assert_eq!(codes(&payload), ["CONFLICT"]);

    let version = version + 1;
    assert_eq!(paths(&update("DRAFT", version)), [json!(["state"]), json!(["reason"])]);
    let again = json!({ "id": id, "version": version, "reason": "Once more." });
    assert_eq!(codes(&test.change(&coordinator, "publishStrategy", again.clone(), "")), ["INVALID"]);
    let silent = json!({ "id": id, "version": version });
    assert_eq!(paths(&test.change(&coordinator, "withdrawStrategy", silent, "")), [json!(["reason"])]);
    let payload = test.change(&coordinator, "withdrawStrategy", again, "strategy { state }");
    assert_eq!(payload["strategy"], json!({ "state": "WITHDRAWN" }));
}

#[test]
fn what_was_published_changes_only_with_a_reason() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let query = "{ partnership(slug: \"safer-chelmsford\") { strategy { id version priorities { id version
        focusAreas { id version } } } } }";
    let strategy = test.ask(&coordinator, query, json!({}))["data"]["partnership"]["strategy"].clone();
    let priority = &strategy["priorities"][0];
    let area = &priority["focusAreas"][0];
    let (sid, pid) = (&strategy["id"], &priority["id"]);
    let reversed = |list: &Value| {
        let ids: Vec<&Value> = list.as_array().unwrap().iter().rev().map(|record| &record["id"]).collect();
        json!(ids)
    };
    let before = test.sequence();
    let edits = [
        ("updateStrategy", json!({ "id": sid, "version": strategy["version"], "summary": "Shorter." })),
        ("updatePriority", json!({ "id": pid, "version": priority["version"], "summary": "Shorter." })),
        ("updateFocusArea", json!({ "id": area["id"], "version": area["version"], "title": "Shorter" })),
        ("createPriority", json!({ "strategy": sid, "title": "A fifth" })),
        ("createFocusArea", json!({ "priority": pid, "title": "Another" })),
        ("reorderPriorities", json!({ "strategy": sid, "priorities": reversed(&strategy["priorities"]) })),
        ("reorderFocusAreas", json!({ "priority": pid, "focusAreas": reversed(&priority["focusAreas"]) })),
    ];
    for (mutation, input) in &edits {
        let payload = test.change(&coordinator, mutation, input.clone(), "");
        assert_eq!(paths(&payload), [json!(["reason"])], "{mutation}");
    }
    assert_eq!(test.sequence(), before);
    for (mutation, mut input) in edits {
        input["reason"] = json!("The board corrected it.");
        // Places move with the reordering before: read the version afresh.
        let payload = test.change(&coordinator, mutation, input, "");
        assert_eq!(codes(&payload), [""; 0], "{mutation}");
        if mutation == "createFocusArea" {
            break;
        }
    }
}

#[test]
fn of_two_updates_of_one_version_one_is_a_conflict() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (id, version) = draft(&test);
    let input = |title: &str| json!({ "id": id, "version": version, "title": title });
    test.change(&coordinator, "updateStrategy", input("First"), "");
    let sequence = test.sequence();
    let stale = [
        ("updateStrategy", input("Second")),
        ("withdrawStrategy", json!({ "id": id, "version": version, "reason": "No." })),
        ("archiveStrategy", json!({ "id": id, "version": version, "reason": "No." })),
        ("recordApproval", json!({ "id": id, "version": version, "body": "Board", "outcome": "NOTED" })),
    ];
    for (mutation, input) in stale {
        let payload = test.change(&coordinator, mutation, input, "strategy { title version }");
        assert_eq!(payload["strategy"], json!({ "title": "First", "version": version + 1 }), "{mutation}");
        assert_eq!(codes(&payload), ["CONFLICT"], "{mutation}");
    }
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn decisions_of_bodies_are_added_one_by_one() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (id, version) = draft(&test);
    let approval = |version: i64| {
        json!({ "id": id, "version": version, "body": "Full Council", "agency": "chelmsford-city-council",
                "outcome": "ADOPTED", "on": "2026-02-25" })
    };
    let to_come =
        json!({ "id": id, "version": version, "body": "Cabinet", "outcome": "ADOPTED", "on": "2029-05-01" });
    assert_eq!(paths(&test.change(&coordinator, "recordApproval", to_come, "")), [json!(["on"])]);
    let listed = json!({ "partnership": CHELMSFORD, "title": "T", "approvals": [{ "body": "Cabinet", "outcome": "ADOPTED", "on": "2150-05-01" }] });
    let refused = test.change(&coordinator, "createStrategy", listed, "");
    assert_eq!(paths(&refused), [json!(["approvals", "0", "on"])]);
    let selection = "strategy { approvals { body outcome on agency { slug } } }";
    let payload = test.change(&coordinator, "recordApproval", approval(version), selection);
    let expected = json!([{ "body": "Full Council", "outcome": "ADOPTED", "on": "2026-02-25",
                            "agency": { "slug": "chelmsford-city-council" } }]);
    assert_eq!(payload["strategy"]["approvals"], expected);
    assert_eq!(codes(&test.change(&coordinator, "recordApproval", approval(version + 1), "")), ["INVALID"]);
    let wrong =
        json!({ "id": id, "version": version + 1, "body": " ", "agency": "nobody", "outcome": "NOTED" });
    let payload = test.change(&coordinator, "recordApproval", wrong, "");
    assert_eq!(paths(&payload)[0], json!(["agency"]));
    let none = json!({ "id": id, "version": version + 1, "approvals": null });
    let payload = test.change(&coordinator, "updateStrategy", none, selection);
    assert_eq!(payload["strategy"]["approvals"], json!([]));
}

#[test]
fn an_archived_strategy_can_be_taken_out_again() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (id, version) = draft(&test);
    let silent = json!({ "id": id, "version": version });
    assert_eq!(paths(&test.change(&coordinator, "archiveStrategy", silent, "")), [json!(["reason"])]);
    let input = json!({ "id": id, "version": version, "reason": "Begun twice." });
    let payload = test.change(&coordinator, "archiveStrategy", input, "strategy { isArchived }");
    assert_eq!(payload["strategy"], json!({ "isArchived": true }));
    let archived = json!({ "id": id, "version": version + 1, "reason": "Now." });
    assert_eq!(paths(&test.change(&coordinator, "publishStrategy", archived, "")), [json!(["id"])]);
    let back = json!({ "id": id, "version": version + 1 });
    let payload = test.change(&coordinator, "unarchiveStrategy", back, "strategy { isArchived }");
    assert_eq!(payload["strategy"], json!({ "isArchived": false }));
}

#[test]
fn editions_cannot_follow_each_other_in_a_circle() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let (first, version) = draft(&test);
    let next = json!({ "strategy": first, "title": "The next" });
    let payload = test.change(&coordinator, "rollForwardStrategy", next, "strategy { id }");
    let second = &payload["strategy"]["id"];
    let input = json!({ "id": first, "version": version, "supersedes": second });
    assert_eq!(paths(&test.change(&coordinator, "updateStrategy", input, "")), [json!(["supersedes"])]);
    let input = json!({ "id": first, "version": version, "supersedes": first });
    assert_eq!(paths(&test.change(&coordinator, "updateStrategy", input, "")), [json!(["supersedes"])]);
}

#[test]
fn a_client_learns_what_it_may_offer() {
    let test = TestRegister::founding();
    let (id, _) = draft(&test);
    let query = "query($id: ID!) { node(id: $id) { ... on Strategy { viewerCanUpdate viewerCanArchive
        viewerCanPublish viewerCanWithdraw viewerCanRollForward viewerCanRecordApproval
        viewerCanEditPriorities } } }";
    let ask = |person: &Person| test.ask(person, query, json!({ "id": id }))["data"]["node"].clone();
    let all = |yes: bool, withdraw: bool| {
        json!({ "viewerCanUpdate": yes, "viewerCanArchive": yes, "viewerCanPublish": yes,
                "viewerCanWithdraw": withdraw, "viewerCanRollForward": yes, "viewerCanRecordApproval": yes,
                "viewerCanEditPriorities": yes })
    };
    assert_eq!(ask(&test.coordinator(CHELMSFORD)), all(true, false));
    assert_eq!(ask(&test.partner_admin(CHELMSFORD, "essex-police")), all(false, false));
}
