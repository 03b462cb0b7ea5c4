//! What clients are told of values that do not fit.

use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::accounts::Client;
use crate::support::server::TestServer;

const CHELMSFORD: &str = "safer-chelmsford";

/// The message with which a mutation is refused.
fn told(client: &Client<'_>, mutation: &str, input: Value) -> String {
    let answer = client.mutate(mutation, input, "");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_REQUEST", "{answer}");
    answer["errors"][0]["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_value_that_does_not_fit_is_named_by_its_place_and_by_what_belongs_there() {
    let server = TestServer::founding();
    let here = Some(server.test.partnership(CHELMSFORD));
    let client = server.browser_with(&[(Role::Coordinator, here, None)]);
    let before = server.test.sequence();
    let row = |more: Value| {
        let mut row = json!({ "partnership": CHELMSFORD, "name": "Patrols" });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "rows": [{ "partnership": CHELMSFORD, "name": "Lamps" }, row] })
    };
    for (more, expected) in [
        (json!({ "startsOn": "31/03/2026" }), "input.rows[1].startsOn must be a day such as 2026-03-31."),
        (json!({ "name": 7 }), "input.rows[1].name must be text."),
        (json!({ "name": null }), "input.rows[1].name must be text."),
        (json!({ "partnerAgencies": { "a": 1 } }), "input.rows[1].partnerAgencies must be an id."),
        (
            json!({ "title": "x" }),
            "input.rows[1].title is not known: leave it out, or look up its name in the schema.",
        ),
    ] {
        assert_eq!(told(&client, "createProjects", row(more)), expected);
    }
    let status = told(&client, "createProjects", row(json!({ "status": "RUNNING" })));
    assert!(status.starts_with("input.rows[1].status must be one of "), "{status}");
    assert!(status.contains("ACTIVE") && status.ends_with(", not RUNNING."), "{status}");
    let missing = told(&client, "createProjects", json!({ "rows": [{ "name": "Lamps" }] }));
    assert_eq!(missing, "input.rows[0].partnership is missing: give it a value.");
    let words = told(&client, "createProject", json!("Lamps"));
    assert_eq!(words, "An argument of createProject must be an object with fields, not \"Lamps\".");
    let large = json!({ "id": "project_1", "version": 3_000_000_000_u32 });
    let large = told(&client, "updateProject", large);
    assert!(large.starts_with("An argument of updateProject cannot be read: Only integers"), "{large}");
    assert_eq!(server.test.sequence(), before);
}
