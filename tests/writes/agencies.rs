//! Agencies and their succession: of the whole register.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";

fn paths(payload: &Value) -> Vec<Value> {
    payload["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect()
}

fn police(test: &TestRegister) -> Value {
    let query = "{ agency(slug: \"essex-police\") { id version slug name aliases website } }";
    test.ask(&Person::nobody(), query, json!({}))["data"]["agency"].clone()
}

#[test]
fn a_coordinator_adds_an_agency_which_gets_an_address_of_its_name() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(CHELMSFORD);
    let before = test.sequence();
    let input = json!({ "name": "Chelmsford Street Pastors", "kind": "VOLUNTARY" });
    let selection = "agency { slug key name kind version }";
    let payload = test.change(&coordinator, "createAgency", input.clone(), selection);
    let slug = "chelmsford-street-pastors";
    let expected = json!({ "slug": slug, "key": slug, "name": "Chelmsford Street Pastors", "kind": "VOLUNTARY", "version": 1 });
    assert_eq!(payload, json!({ "agency": expected, "errors": [] }));
    assert_eq!(test.sequence(), before + 1);
    let payload = test.change(&coordinator, "createAgency", input, "agency { slug }");
    assert_eq!(payload["agency"]["slug"], format!("{slug}-2"));
    let taken = json!({ "name": "Police", "slug": "essex-police" });
    assert_eq!(paths(&test.change(&coordinator, "createAgency", taken, "")), [json!(["slug"])]);
    let wrong = json!({ "name": "Police", "slug": "Essex Police" });
    assert_eq!(paths(&test.change(&coordinator, "createAgency", wrong, "")), [json!(["slug"])]);
    let new = json!({ "name": "Mine" });
    assert_eq!(test.refusal(&Person::nobody(), "createAgency", new.clone()), "UNAUTHENTICATED");
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    assert_eq!(test.refusal(&sergeant, "createAgency", new), "FORBIDDEN");
}

#[test]
fn a_renamed_agency_keeps_its_name_and_address_of_before() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let known = police(&test);
    let input = json!({ "id": known["id"], "version": known["version"], "name": "Essex Constabulary",
                        "slug": "essex-constabulary", "reason": "Renamed." });
    let payload =
        test.change(&administrator, "updateAgency", input.clone(), "agency { slug name aliases version }");
    assert_eq!(payload["agency"]["slug"], "essex-constabulary");
    assert!(payload["agency"]["aliases"].as_array().unwrap().contains(&known["name"]));
    assert_eq!(police(&test)["name"], "Essex Constabulary");
    let payload = test.change(&administrator, "updateAgency", input, "agency { name }");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["agency"]["name"], "Essex Constabulary");
    // Nobody else takes the address that it had.
    let taken = json!({ "name": "Another", "slug": "essex-police" });
    assert_eq!(paths(&test.change(&administrator, "createAgency", taken, "")), [json!(["slug"])]);
}

#[test]
fn aliases_that_are_given_stand_as_given() {
    let test = TestRegister::founding();
    let known = police(&test);
    let input = json!({ "id": known["id"], "version": known["version"], "name": "Essex Constabulary", "aliases": ["EC"] });
    let payload = test.change(&test.administrator(), "updateAgency", input, "agency { aliases }");
    assert_eq!(payload["agency"]["aliases"], json!(["EC"]));
}

#[test]
fn another_name_stands_once_and_is_not_the_name_itself() {
    let test = TestRegister::founding();
    let known = police(&test);
    let input = json!({ "id": known["id"], "version": known["version"], "aliases": ["EP", known["name"], "EP", "Police"] });
    let payload = test.change(&test.administrator(), "updateAgency", input, "agency { aliases }");
    assert_eq!(payload["agency"]["aliases"], json!(["EP", "Police"]));
}

#[test]
fn a_partner_admin_keeps_the_website_and_aliases_of_their_own_agency_only() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(CHELMSFORD, "essex-police");
    let known = police(&test);
    let input = json!({ "id": known["id"], "version": known["version"], "website": "https://www.essex.police.uk/",
                        "aliases": ["The police"] });
    let others = [
        test.partner_admin(CHELMSFORD, "chelmsford-city-council"),
        test.contributor(CHELMSFORD, "essex-police"),
        test.coordinator(CHELMSFORD),
        test.auditor(CHELMSFORD),
    ];
    for other in others {
        assert_eq!(test.refusal(&other, "updateAgency", input.clone()), "FORBIDDEN");
    }
    let payload = test.change(&sergeant, "updateAgency", input, "agency { website aliases version }");
    let agency = &payload["agency"];
    assert_eq!(
        (&agency["website"], &agency["aliases"]),
        (&json!("https://www.essex.police.uk/"), &json!(["The police"]))
    );
    let before = test.sequence();
    for more in [
        json!({ "name": "Mine" }),
        json!({ "kind": "OTHER" }),
        json!({ "slug": "mine" }),
        json!({ "sources": [] }),
    ] {
        let mut input = json!({ "id": known["id"], "version": agency["version"], "website": null });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(test.refusal(&sergeant, "updateAgency", input), "FORBIDDEN");
    }
    let archive = json!({ "id": known["id"], "version": agency["version"], "reason": "Mine." });
    assert_eq!(test.refusal(&sergeant, "archiveAgency", archive), "FORBIDDEN");
    assert_eq!(test.sequence(), before);
    let query =
        "{ agency(slug: \"essex-police\") { viewerCanUpdate viewerCanUpdateProfile viewerCanArchive } }";
    let ask = |person: &Person| test.ask(person, query, json!({}))["data"]["agency"].clone();
    let powers = |all: bool, profile: bool| json!({ "viewerCanUpdate": all, "viewerCanUpdateProfile": profile, "viewerCanArchive": all });
    assert_eq!(ask(&sergeant), powers(false, true));
    assert_eq!(ask(&test.administrator()), powers(true, true));
    assert_eq!(ask(&test.coordinator(CHELMSFORD)), powers(false, false));
}

#[test]
fn an_agency_is_archived_and_taken_out_again() {
    let test = TestRegister::founding();
    let administrator = test.administrator();
    let known = police(&test);
    let away = json!({ "id": known["id"], "version": known["version"], "reason": "Entered twice." });
    let payload = test.change(&administrator, "archiveAgency", away, "agency { isArchived version }");
    assert_eq!(payload["agency"]["isArchived"], true);
    let back = json!({ "id": known["id"], "version": payload["agency"]["version"] });
    let payload = test.change(&administrator, "unarchiveAgency", back, "agency { isArchived }");
    assert_eq!(payload["agency"]["isArchived"], false);
}
