//! Partnerships: made by administrators, kept by their coordinators.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

fn chelmsford(test: &TestRegister) -> Value {
    let query = "{ partnership(slug: \"safer-chelmsford\") { id version name aliases } }";
    test.ask(&Person::nobody(), query, json!({}))["data"]["partnership"].clone()
}

#[test]
fn an_administrator_makes_a_partnership_and_its_coordinator_fills_it() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let before = test.sequence();
    let input = json!({ "name": "Safer Brentwood", "areas": [{ "name": "Brentwood", "code": "E07000068" }],
        "aims": [{ "text": "Less crime", "purpose": "CRIME_AND_DISORDER" }], "staleAfterDays": 60 });
    let selection =
        "partnership { slug name kind areas { name code } aims { text purpose } memberships { id } }";
    let payload = test.change(&administrator, "createPartnership", input.clone(), selection);
    let expected = json!({ "slug": "safer-brentwood", "name": "Safer Brentwood",
        "kind": "COMMUNITY_SAFETY_PARTNERSHIP", "areas": [{ "name": "Brentwood", "code": "E07000068" }],
        "aims": [{ "text": "Less crime", "purpose": "CRIME_AND_DISORDER" }], "memberships": [] });
    assert_eq!(payload, json!({ "partnership": expected, "errors": [] }));
    assert_eq!(test.sequence(), before + 1);
    let payload = test.change(&administrator, "createPartnership", input, "partnership { slug }");
    assert_eq!(payload["partnership"]["slug"], "safer-brentwood-2");
    let taken = json!({ "name": "X", "slug": CHELMSFORD });
    assert_eq!(paths(&test.change(&administrator, "createPartnership", taken, "")), [json!(["slug"])]);

    let coordinator = test.coordinator("safer-brentwood");
    let input = json!({ "partnership": "safer-brentwood", "agency": "essex-police" });
    test.change(&coordinator, "createMembership", input, "");
    let input = json!({ "partnership": "safer-brentwood", "title": "First plan" });
    let payload = test.change(
        &coordinator,
        "createStrategy",
        input,
        "strategy { partnership { memberships { position } } }",
    );
    assert_eq!(payload["strategy"]["partnership"]["memberships"], json!([{ "position": 1 }]));
}

#[test]
fn a_partnership_keeps_the_names_and_addresses_that_it_had() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let known = chelmsford(&test);
    let input = json!({ "id": known["id"], "version": known["version"], "name": "One Chelmsford",
                        "slug": "one-chelmsford", "website": "https://example.org/", "reason": "Renamed." });
    let payload =
        test.change(&coordinator, "updatePartnership", input, "partnership { slug name aliases website }");
    assert_eq!(payload["partnership"]["slug"], "one-chelmsford");
    assert!(payload["partnership"]["aliases"].as_array().unwrap().contains(&known["name"]));
    assert_eq!(chelmsford(&test)["name"], "One Chelmsford");
    let back = json!({ "id": known["id"], "version": 2, "slug": CHELMSFORD });
    let payload = test.change(&coordinator, "updatePartnership", back, "partnership { slug }");
    assert_eq!(payload["partnership"]["slug"], CHELMSFORD);
}

#[test]
fn others_are_refused() {
    let test = TestRegister::founding();
    let known = chelmsford(&test);
    let before = test.sequence();
    let update = json!({ "id": known["id"], "version": known["version"], "name": "Mine" });
    let archive = json!({ "id": known["id"], "version": known["version"], "reason": "Mine." });
    let new = json!({ "name": "Mine" });
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let commands = [
        ("createPartnership", &new),
        ("updatePartnership", &update),
        ("archivePartnership", &archive),
        ("unarchivePartnership", &archive),
    ];
    for (mutation, input) in commands {
        let refuse = |person: &Person| test.refusal(person, mutation, input.clone());
        assert_eq!(refuse(&Person::nobody()), "UNAUTHENTICATED", "{mutation}");
        assert_eq!(refuse(&sergeant), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.auditor(CHELMSFORD)), "FORBIDDEN", "{mutation}");
        if mutation != "updatePartnership" {
            assert_eq!(refuse(&test.coordinator(CHELMSFORD)), "FORBIDDEN", "{mutation}");
        }
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn a_stale_version_is_a_conflict_and_no_partnership_is_above_itself() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let known = chelmsford(&test);
    let below = json!({ "name": "Below", "parent": CHELMSFORD });
    test.change(&administrator, "createPartnership", below, "");
    let input = |parent: &str| json!({ "id": known["id"], "version": known["version"], "parent": parent });
    for parent in ["below", CHELMSFORD, "nowhere"] {
        let payload = test.change(&administrator, "updatePartnership", input(parent), "");
        assert_eq!(paths(&payload), [json!(["parent"])], "{parent}");
    }
    let first =
        json!({ "id": known["id"], "version": known["version"], "contact": "The community safety team" });
    test.change(&administrator, "updatePartnership", first.clone(), "");
    let sequence = test.sequence();
    let payload = test.change(&administrator, "updatePartnership", first, "partnership { version contact }");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["partnership"]["contact"], "The community safety team");
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn an_administrator_archives_a_partnership_and_takes_it_out_again() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let known = chelmsford(&test);
    let away = json!({ "id": known["id"], "version": known["version"], "reason": "Merged." });
    let payload =
        test.change(&administrator, "archivePartnership", away, "partnership { isArchived version }");
    assert_eq!(payload["partnership"]["isArchived"], true);
    let back = json!({ "id": known["id"], "version": payload["partnership"]["version"] });
    let payload = test.change(&administrator, "unarchivePartnership", back, "partnership { isArchived }");
    assert_eq!(payload["partnership"]["isArchived"], false);
}

#[test]
fn a_client_learns_what_it_may_offer() {
    let test = TestRegister::founding();
    let query =
        "{ partnership(slug: \"safer-chelmsford\") { viewerCanUpdate viewerCanArchive viewerCanEditPlan
        viewerCanAddRecords } }";
    let ask = |person: &Person| {
        let found = test.ask(person, query, json!({}))["data"]["partnership"].clone();
        let powers = ["viewerCanUpdate", "viewerCanArchive", "viewerCanEditPlan", "viewerCanAddRecords"];
        powers.map(|power| found[power].as_bool().unwrap())
    };
    assert_eq!(ask(&Person::nobody()), [false; 4]);
    assert_eq!(ask(&test.coordinator(CHELMSFORD)), [true, false, true, true]);
    assert_eq!(ask(&test.administrator()), [true, true, false, false]);
    assert_eq!(ask(&test.partner_admin(CHELMSFORD, "essex-police")), [false, false, false, true]);
    assert_eq!(ask(&test.contributor(CHELMSFORD, "essex-police")), [false; 4]);
}
