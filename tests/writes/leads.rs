//! Who leads what: claimed by partners where nobody does, assigned by coordinators.

use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::people::Person;

const CHELMSFORD: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const RECORD: &str = "__typename ... on Project { id version leadAgency { slug } viewerCanClaim } \
                      ... on Meeting { chairAgencies { slug } viewerCanClaim } \
                      ... on Event { hostAgencies { slug } viewerCanClaim }";

/// The ids of a project, a meeting and an event that nobody leads.
fn unled(test: &TestRegister) -> [Value; 3] {
    let query = "{ partnership(slug: \"safer-chelmsford\") { projects(first: 1) { nodes { id } } \
                 meetings(first: 1) { nodes { id } } events(first: 1) { nodes { id } } } }";
    let answer = test.ask(&Person::nobody(), query, json!({}));
    let of = |list: &str| answer["data"]["partnership"][list]["nodes"][0]["id"].clone();
    [of("projects"), of("meetings"), of("events")]
}

#[test]
fn a_partner_admin_claims_what_nobody_leads_and_then_keeps_it() {
    let test = TestRegister::founding();
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    for id in unled(&test) {
        let sequence = test.sequence();
        let input = json!({ "record": id, "reason": "It is ours." });
        let payload = test.change(&sergeant, "claim", input.clone(), &format!("record {{ {RECORD} }}"));
        let record = &payload["record"];
        let led = match record["__typename"].as_str().unwrap() {
            "Project" => record["leadAgency"].clone(),
            "Meeting" => record["chairAgencies"][0].clone(),
            _ => record["hostAgencies"][0].clone(),
        };
        assert_eq!(led, json!({ "slug": POLICE }));
        assert_eq!(record["viewerCanClaim"], false);
        assert_eq!(test.sequence(), sequence + 1);
        let council = test.partner_admin(CHELMSFORD, "chelmsford-city-council");
        assert_eq!(test.refusal(&council, "claim", input), "FORBIDDEN");
    }
}

#[test]
fn nobody_but_a_partner_admin_claims() {
    let test = TestRegister::founding();
    let [project, ..] = unled(&test);
    let sequence = test.sequence();
    for (person, code) in [
        (Person::nobody(), "UNAUTHENTICATED"),
        (test.contributor(CHELMSFORD, POLICE), "FORBIDDEN"),
        (test.coordinator(CHELMSFORD), "FORBIDDEN"),
        (test.auditor(CHELMSFORD), "FORBIDDEN"),
        (test.administrator(), "FORBIDDEN"),
    ] {
        assert_eq!(test.refusal(&person, "claim", json!({ "record": project })), code);
    }
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    let others = json!({ "record": project, "agency": "chelmsford-city-council" });
    assert_eq!(test.refusal(&sergeant, "claim", others), "FORBIDDEN");
    assert_eq!(test.refusal(&sergeant, "claim", json!({ "record": "nothing" })), "NOT_FOUND");
    assert_eq!(test.sequence(), sequence);
}

#[test]
fn a_coordinator_assigns_leads_all_or_none_and_takes_a_claim_back() {
    let test = TestRegister::founding();
    let [project, meeting, event] = unled(&test);
    let sergeant = test.partner_admin(CHELMSFORD, POLICE);
    test.change(&sergeant, "claim", json!({ "record": project }), "");
    let coordinator = test.coordinator(CHELMSFORD);
    let sequence = test.sequence();
    let wrong = json!({ "rows": [{ "record": event, "agency": POLICE }, { "record": meeting, "agency": "nobody-here" }] });
    let payload = test.change(&coordinator, "assignLeads", wrong, "");
    assert_eq!(payload["errors"][0]["path"], json!(["rows", "1", "agency"]));
    let stale = json!({ "rows": [{ "record": event, "agency": POLICE }, { "record": project, "agency": null, "version": 1 }] });
    let payload = test.change(&coordinator, "assignLeads", stale, "");
    assert_eq!(payload["errors"][0]["code"], "CONFLICT");
    assert_eq!(payload["errors"][0]["path"], json!(["rows", "1", "version"]));
    let unknown =
        json!({ "rows": [{ "record": event, "agency": POLICE }, { "record": "nothing", "agency": POLICE }] });
    let payload = test.change(&coordinator, "assignLeads", unknown, "");
    assert_eq!(payload["errors"][0]["path"], json!(["rows", "1", "record"]));
    let input = json!({ "reason": "As agreed.", "rows": [
        { "record": project, "agency": null, "version": 2 },
        { "record": meeting, "agency": "chelmsford-city-council" },
        { "record": event, "agency": POLICE },
    ] });
    assert_eq!(test.refusal(&sergeant, "assignLeads", input.clone()), "FORBIDDEN");
    assert_eq!(test.sequence(), sequence);
    let payload = test.change(&coordinator, "assignLeads", input, &format!("records {{ {RECORD} }}"));
    assert_eq!(payload["records"][0]["leadAgency"], Value::Null);
    assert_eq!(payload["records"][1]["chairAgencies"][0]["slug"], "chelmsford-city-council");
    assert_eq!(payload["records"][2]["hostAgencies"][0]["slug"], POLICE);
    assert_eq!(test.sequence(), sequence + 3);
}

#[test]
fn a_record_in_two_rows_is_given_no_lead_at_all() {
    let test = TestRegister::founding();
    let [project, meeting, _] = unled(&test);
    let coordinator = test.coordinator(CHELMSFORD);
    let sequence = test.sequence();
    let row = |record: &Value, agency: &str| json!({ "record": record, "agency": agency });
    let rows =
        json!([row(&project, POLICE), row(&meeting, POLICE), row(&project, "chelmsford-city-council")]);
    let payload = test.change(&coordinator, "assignLeads", json!({ "rows": rows }), "");
    let error = &payload["errors"][0];
    assert_eq!((&error["path"], &error["code"]), (&json!(["rows", "2", "record"]), &json!("INVALID")));
    assert!(error["message"].as_str().unwrap().contains("rows[0]"), "{error}");
    assert_eq!(payload["errors"].as_array().unwrap().len(), 1);
    assert_eq!(test.sequence(), sequence);
}
