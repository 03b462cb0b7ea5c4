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

#[test]
fn a_new_member_is_the_last_and_is_called_what_the_agency_is() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let count = members(&test).len();
    let before = test.sequence();
    let input = json!({ "partnership": CHELMSFORD, "agency": "essex-police", "capacity": "ATTENDEE" });
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
    let row = |agency: &str| json!({ "partnership": CHELMSFORD, "agency": agency });
    let before = test.sequence();
    let rows = json!({ "rows": [row("essex-police"), row("nobody")] });
    let payload = test.change(&coordinator, "createMemberships", rows, "");
    assert_eq!(paths(&payload), [json!(["rows", "1", "agency"])]);
    assert_eq!(test.sequence(), before);
    let rows = json!({ "rows": [row("essex-police"), row("chelmsford-city-council")] });
    let payload = test.change(&coordinator, "createMemberships", rows, "memberships { position key }");
    assert_eq!(payload["memberships"].as_array().unwrap().len(), 2);
    assert_eq!(test.sequence(), before + 2);
}
