//! Requests that are sent again happen once.

use std::sync::atomic::{AtomicBool, Ordering};

use partnership_register::commands::gate::Command;
use partnership_register::error::{Error, Result};
use partnership_register::graphql::limits::roots::keyless;
use partnership_register::model::Role;
use partnership_register::store::tx::WriteTx;
use serde_json::{Value, json};

use crate::support::accounts::Client;
use crate::support::server::TestServer;

const CHELMSFORD: &str = "safer-chelmsford";

fn coordinator(server: &TestServer) -> Client<'_> {
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    server.browser_with(&[(Role::Coordinator, chelmsford, None)])
}

fn project(name: &str) -> Value {
    json!({ "partnership": CHELMSFORD, "name": name })
}

#[test]
fn a_request_with_the_same_key_happens_once_and_is_answered_again() {
    let server = TestServer::founding();
    let client = coordinator(&server).with("idempotency-key", "a-key");
    let first = client.change("createProject", project("Patrols"), "project { id name }");
    let sequence = server.test.sequence();
    assert_eq!(client.change("createProject", project("Patrols"), "project { id name }"), first);
    assert_eq!(server.test.sequence(), sequence);
    let other = client.post_mutation("createProject", project("Others"), "project { id }");
    assert_eq!((other.status, server.test.sequence()), (422, sequence));
    assert_eq!(other.json()["errors"][0]["extensions"]["code"], "BAD_REQUEST");
    // Another person's key is another key.
    let somebody = coordinator(&server).with("idempotency-key", "a-key");
    let theirs = somebody.change("createProject", project("Patrols"), "project { id }");
    assert_ne!(theirs["project"]["id"], first["project"]["id"]);
}

#[test]
fn a_request_that_found_nothing_to_change_is_kept_all_the_same() {
    let server = TestServer::founding();
    let client = coordinator(&server);
    let made = client.change("createProject", project("Patrols"), "project { id }");
    let named =
        |name: &str, version: i32| json!({ "id": made["project"]["id"], "version": version, "name": name });
    let keyed = coordinator(&server).with("idempotency-key", "a-key");
    assert_eq!(keyed.change("updateProject", named("Patrols", 1), "")["errors"], json!([]));
    client.change("updateProject", named("Night patrols", 1), "");
    assert_eq!(keyed.change("updateProject", named("Patrols", 1), "")["errors"], json!([]), "answered again");
    assert_eq!(keyed.post_mutation("updateProject", named("Others", 2), "").status, 422);
}

#[test]
fn a_secret_is_shown_once_even_if_the_request_is_sent_again() {
    let server = TestServer::founding();
    let client = coordinator(&server).with("idempotency-key", "a-key");
    let input = json!({ "name": "The app", "partnership": CHELMSFORD });
    let first = client.change("createApiKey", input.clone(), "secret apiKey { id }");
    let again = client.change("createApiKey", input, "secret apiKey { id }");
    assert!(first["secret"].is_string());
    assert_eq!((&again["secret"], &again["apiKey"]), (&Value::Null, &first["apiKey"]));
    assert_eq!(again["errors"][0]["code"], "ALREADY_SHOWN");
    let input = json!({
        "email": "new@example.org", "name": "New", "role": "CONTRIBUTOR", "partnership": CHELMSFORD,
        "agency": "essex-police", "reason": "Joined."
    });
    let client = coordinator(&server).with("idempotency-key", "another");
    let first = client.change("inviteUser", input.clone(), "link user { id }");
    let again = client.change("inviteUser", input, "link user { id }");
    assert_eq!((&again["link"], &again["user"]), (&Value::Null, &first["user"]));
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]).with("idempotency-key", "evidence");
    let first = auditor.change("exportEvidence", json!({}), "path");
    let sequence = server.test.sequence();
    let again = auditor.change("exportEvidence", json!({}), "path");
    assert!(first["path"].is_string() && again["path"].is_null());
    assert_eq!((&again["errors"][0]["code"], server.test.sequence()), (&json!("ALREADY_SHOWN"), sequence));
}

#[test]
fn a_key_goes_with_one_mutation_of_somebody_who_signed_in() {
    let server = TestServer::founding();
    let client = coordinator(&server).with("idempotency-key", "a-key");
    let one = format!(
        "createProject(input: {{ partnership: \"{CHELMSFORD}\", name: \"X\" }}) {{ project {{ id }} }}"
    );
    let two = client.post(&format!("mutation {{ a: {one} b: {one} }}"), json!({}));
    assert_eq!(
        (two.status, two.json()["errors"][0]["extensions"]["code"].clone()),
        (400, json!("BAD_REQUEST"))
    );
    let nobody = server.nobody().with("idempotency-key", "a-key");
    let input = json!({ "email": "a@example.org", "password": "x", "kind": "TOKENS" });
    assert_eq!(nobody.post_mutation("signIn", input, "nextStep").status, 400);
}

#[test]
fn whoever_no_longer_sees_what_a_request_made_is_told_so_when_it_is_sent_again() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let user = server.test.add_user("jo@example.org", &[(Role::Coordinator, chelmsford, None)]);
    let client = server.browser(user).with("idempotency-key", "a-key");
    let hidden = json!({ "partnership": CHELMSFORD, "name": "Patrols", "visibility": "RESTRICTED" });
    client.change("createProject", hidden.clone(), "project { id }");
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let roles = format!("{{ user(id: \"{user}\") {{ roles {{ id version }} }} }}");
    let role = admin.data(&roles)["user"]["roles"][0].clone();
    let over = json!({ "id": role["id"], "version": role["version"], "reason": "Over." });
    assert_eq!(admin.change("revokeRole", over, "")["errors"], json!([]));
    let sequence = server.test.sequence();
    let again = client.post_mutation("createProject", hidden, "project { id }").json();
    assert_eq!(again["errors"][0]["extensions"]["code"], "FORBIDDEN", "{again}");
    assert_eq!(server.test.sequence(), sequence);
}

#[test]
fn two_keys_of_one_request_are_refused() {
    let server = TestServer::founding();
    let client = coordinator(&server).with("idempotency-key", "a-key").with("idempotency-key", "another");
    let sequence = server.test.sequence();
    let answer = client.post_mutation("createProject", project("Patrols"), "project { id }");
    assert_eq!((answer.status, server.test.sequence()), (400, sequence));
    assert!(answer.body.contains("send the header once"), "{}", answer.body);
}

#[test]
fn a_mutation_that_is_selected_twice_under_one_name_is_not_carried_out() {
    let server = TestServer::founding();
    let client = coordinator(&server);
    let sequence = server.test.sequence();
    let variables = json!({ "i": project("Patrols") });
    for selected in [
        "mutation M($i: CreateProjectInput!) { ...A ...B }
         fragment A on Mutation { r: createProject(input: $i) { project { id } } }
         fragment B on Mutation { r: createProject(input: $i) { errors { code } } }",
        "mutation M($i: CreateProjectInput!) {
             r: createProject(input: $i) { project { id } } r: createProject(input: $i) { errors { code } } }",
    ] {
        let answer = client.post(selected, variables.clone());
        let error = &answer.json()["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_REQUEST");
        assert!(error["message"].as_str().unwrap().contains("selects r twice"), "{error}");
    }
    assert_eq!(server.test.sequence(), sequence);
    let apart = "mutation M($i: CreateProjectInput!) { a: createProject(input: $i) { project { key } }
                 b: createProject(input: $i) { project { key } } }";
    let made = client.post(apart, variables).json()["data"].clone();
    assert_ne!(made["a"]["project"]["key"], made["b"]["project"]["key"], "an alias each makes two");
}

#[test]
fn a_key_that_would_not_protect_is_refused_before_anything_is_done() {
    let server = TestServer::founding();
    let email = "key@example.org";
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let user = server.test.add_user(email, &[(Role::Coordinator, chelmsford, None)]);
    let client = server.browser(user).with("idempotency-key", "a-key");
    for mutation in keyless() {
        // Whatever is asked of it: the input is not looked at.
        let answer = client.post(&format!("mutation {{ {mutation} {{ __typename }} }}"), json!({}));
        let error = &answer.json()["errors"][0];
        assert_eq!((answer.status, &error["extensions"]["code"]), (400, &json!("BAD_REQUEST")), "{mutation}");
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(mutation) && message.contains("without the key"), "{message}");
    }
    let input = json!({ "name": "Outlook", "partnership": CHELMSFORD });
    assert_eq!(client.post_mutation("createCalendarFeed", input.clone(), "address").status, 400);
    let keyless = server.browser(user);
    let feeds = "{ viewer { calendarFeeds { name } } }";
    assert_eq!(keyless.data(feeds)["viewer"]["calendarFeeds"], json!([]));
    assert!(keyless.change("createCalendarFeed", input, "address")["address"].is_string());
}

/// A command that the database fails under: the others of its transaction run again.
struct Fail;

impl Command for Fail {
    type Output = ();
    const KEY: &'static str = "project.update";

    fn execute(&self, _tx: &mut WriteTx<'_>) -> Result<()> {
        Err(Error::internal("on purpose"))
    }
}

#[test]
fn a_key_is_kept_whatever_happens_to_others_in_its_transaction() {
    let server = TestServer::founding();
    let made = coordinator(&server).change("createProject", project("Patrols"), "project { id }");
    let named = |name: &str| json!({ "id": made["project"]["id"], "version": 1, "name": name });
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    assert!(server.test.run(Fail).is_err());
                }
            });
        }
        let user = server.test.add_user(
            "jo@example.org",
            &[(Role::Coordinator, Some(server.test.partnership(CHELMSFORD)), None)],
        );
        for n in 0..30 {
            let keyed = server.browser(user).with("idempotency-key", format!("key-{n}"));
            assert_eq!(keyed.change("updateProject", named("Patrols"), "")["errors"], json!([]));
            assert_eq!(keyed.post_mutation("updateProject", named("Others"), "").status, 422, "key {n}");
        }
        done.store(true, Ordering::Relaxed);
    });
}
