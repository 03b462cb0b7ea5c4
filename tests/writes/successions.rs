//! Successions: kept by administrators.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

/// The police were replaced by the council: a succession and its version.
fn recorded(test: &TestRegister) -> Value {
    let input = json!({ "from": "essex-police", "to": "chelmsford-city-council", "on": "2026-01-01" });
    let selection = "succession { id key version kind on from { slug } to { slug } }";
    test.change(&test.administrator(), "createSuccession", input, selection)["succession"].clone()
}

#[test]
fn an_administrator_records_that_one_agency_followed_another() {
    let test = TestRegister::founding();
    let before = test.sequence();
    let succession = recorded(&test);
    assert_eq!(succession["key"], "essex-police-to-chelmsford-city-council");
    assert_eq!((&succession["kind"], &succession["on"]), (&json!("REPLACED"), &json!("2026-01-01")));
    assert_eq!(test.sequence(), before + 1);
    let query = "{ agency(slug: \"essex-police\") { successors { to { slug } } } }";
    let answer = test.ask(&Person::nobody(), query, json!({}));
    let expected = json!([{ "to": { "slug": "chelmsford-city-council" } }]);
    assert_eq!(answer["data"]["agency"]["successors"], expected);
    let moved = json!({ "from": "essex-police", "to": "chelmsford-city-council", "kind": "FUNCTIONS_MOVED" });
    let moved = test.change(&test.administrator(), "createSuccession", moved, "succession { key }");
    assert_ne!(moved["succession"]["key"], succession["key"]);
    let administrator = test.administrator();
    let wrong = json!({ "from": "nobody", "to": null });
    assert_eq!(
        paths(&test.change(&administrator, "createSuccession", wrong, "")),
        [json!(["from"]), json!(["to"])]
    );
    let ended = json!({ "from": "essex-police", "kind": "ABOLISHED" });
    let payload = test.change(&administrator, "createSuccession", ended, "succession { key to { slug } }");
    assert_eq!(payload["succession"], json!({ "key": "essex-police-ended", "to": null }));
}

#[test]
fn a_succession_is_corrected_and_a_stale_version_is_a_conflict() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let id = recorded(&test)["id"].clone();
    let input = json!({ "id": id, "version": 1, "kind": "MERGED", "on": "2026-02-01" });
    let selection = "succession { kind on version viewerCanUpdate }";
    let payload = test.change(&administrator, "updateSuccession", input.clone(), selection);
    let expected = json!({ "kind": "MERGED", "on": "2026-02-01", "version": 2, "viewerCanUpdate": true });
    assert_eq!(payload["succession"], expected);
    let sequence = test.sequence();
    let payload = test.change(&administrator, "updateSuccession", input, selection);
    assert_eq!((&payload["errors"][0]["code"], &payload["succession"]), (&json!("CONFLICT"), &expected));
    let wrong = json!({ "id": id, "version": 2, "from": null, "to": "essex-police" });
    assert_eq!(
        paths(&test.change(&administrator, "updateSuccession", wrong, "")),
        [json!(["from"]), json!(["to"])]
    );
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn the_same_is_not_said_twice() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let first = recorded(&test);
    let same = json!({ "from": "essex-police", "to": "chelmsford-city-council", "on": "2026-01-01" });
    let before = test.sequence();
    let again = test.change(&administrator, "createSuccession", same.clone(), "");
    assert_eq!(paths(&again), [json!([])]);
    let message = again["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("“essex-police-to-chelmsford-city-council”"), "{message}");
    assert_eq!(test.sequence(), before);

    // Nor by changing another, nor by taking one out again.
    let away = json!({ "id": first["id"], "version": 1, "reason": "It did not happen." });
    test.change(&administrator, "archiveSuccession", away, "");
    let second = test.change(&administrator, "createSuccession", same, "succession { id }");
    assert_eq!(second["errors"], json!([]));
    let back = json!({ "id": first["id"], "version": 2 });
    assert_eq!(paths(&test.change(&administrator, "unarchiveSuccession", back, "")), [json!([])]);
    let later = json!({ "from": "essex-police", "to": "chelmsford-city-council", "on": "2026-02-01" });
    let later = test.change(&administrator, "createSuccession", later, "succession { id }");
    let turned = json!({ "id": later["succession"]["id"], "version": 1, "on": "2026-01-01" });
    assert_eq!(paths(&test.change(&administrator, "updateSuccession", turned, "")), [json!([])]);
}

#[test]
fn nothing_follows_what_was_abolished() {
    let test = TestRegister::founding();
    let input = json!({ "from": "essex-police", "to": "chelmsford-city-council", "kind": "ABOLISHED" });
    assert_eq!(paths(&test.change(&test.administrator(), "createSuccession", input, "")), [json!(["to"])]);
    let id = recorded(&test)["id"].clone();
    let input = json!({ "id": id, "version": 1, "kind": "ABOLISHED" });
    assert_eq!(paths(&test.change(&test.administrator(), "updateSuccession", input, "")), [json!(["to"])]);
    let input = json!({ "id": id, "version": 1, "kind": "ABOLISHED", "to": null });
    assert_eq!(
        paths(&test.change(&test.administrator(), "updateSuccession", input, "")),
        Vec::<Value>::new()
    );
}

#[test]
fn only_administrators_change_successions() {
    let test = TestRegister::founding();
    let id = recorded(&test)["id"].clone();
    let before = test.sequence();
    let known = json!({ "id": id, "version": 1, "reason": "Mine." });
    let new = json!({ "from": "essex-police", "kind": "ABOLISHED" });
    for (mutation, input) in [
        ("createSuccession", &new),
        ("updateSuccession", &known),
        ("archiveSuccession", &known),
        ("unarchiveSuccession", &known),
    ] {
        let refuse = |person: &Person| test.refusal(person, mutation, input.clone());
        assert_eq!(refuse(&Person::nobody()), "UNAUTHENTICATED", "{mutation}");
        assert_eq!(refuse(&test.coordinator(CHELMSFORD)), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.partner_admin(CHELMSFORD, "essex-police")), "FORBIDDEN", "{mutation}");
        assert_eq!(refuse(&test.auditor(CHELMSFORD)), "FORBIDDEN", "{mutation}");
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn an_archived_succession_no_longer_says_what_followed() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let id = recorded(&test)["id"].clone();
    let successors = || {
        let query = "{ agency(slug: \"essex-police\") { successors { id } } }";
        test.ask(&Person::nobody(), query, json!({}))["data"]["agency"]["successors"].clone()
    };
    let away = json!({ "id": id, "version": 1, "reason": "It did not happen." });
    test.change(&administrator, "archiveSuccession", away, "");
    assert_eq!(successors(), json!([]));
    let back = json!({ "id": id, "version": 2 });
    test.change(&administrator, "unarchiveSuccession", back, "");
    assert_eq!(successors(), json!([{ "id": id }]));
}

#[test]
fn no_agency_comes_after_itself() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let first = recorded(&test);
    let link = |from: &str, to: &str| json!({ "from": from, "to": to });
    let create =
        |input: Value| test.change(&administrator, "createSuccession", input, "succession { id version }");
    let itself = create(link("essex-county-council", "essex-county-council"));
    assert_eq!(paths(&itself), [json!(["to"])]);
    assert_eq!(create(link("chelmsford-city-council", "essex-county-council"))["errors"], json!([]));
    let sequence = test.sequence();
    for from in ["essex-county-council", "chelmsford-city-council"] {
        let back = create(link(from, "essex-police"));
        assert_eq!(paths(&back), [json!(["to"])], "{from}");
        let message = back["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("Essex Police → Chelmsford City Council"), "{message}");
    }
    assert_eq!(test.sequence(), sequence);

    // Nor by changing one, nor by taking one out again.
    let away = json!({ "id": first["id"], "version": 1, "reason": "It did not happen." });
    test.change(&administrator, "archiveSuccession", away, "");
    let other = create(link("essex-county-council", "essex-police"))["succession"].clone();
    let sequence = test.sequence();
    let out =
        test.change(&administrator, "unarchiveSuccession", json!({ "id": first["id"], "version": 2 }), "");
    assert_eq!(paths(&out), [json!([])]);
    let turned = json!({ "id": other["id"], "version": 1, "to": "chelmsford-city-council" });
    assert_eq!(paths(&test.change(&administrator, "updateSuccession", turned, "")), [json!(["to"])]);
    assert_eq!(test.sequence(), sequence);
}
