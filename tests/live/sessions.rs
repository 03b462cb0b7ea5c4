//! Sockets of people who signed in: known by cookie or token, and ended with the session.

use std::time::{Duration, Instant};

use partnership_register::model::Role;
use serde_json::{Value, json};

use super::client::Client;
use super::{CHANGES, SLUG, register, rename};
use crate::support::accounts::PASSWORD;
use crate::support::server::TestServer;
use crate::support::until;

const EMAIL: &str = "jo.bloggs@example.org";
/// What is promised to whoever is shut out.
const PROMISED: Duration = Duration::from_secs(1);
/// The seconds after which an unused session ends.
const IDLE: i64 = 120 * 60;

fn begin(client: &mut Client) {
    assert_eq!(client.message(), json!({ "type": "connection_ack" }));
    client.subscribe("a", CHANGES);
    client.settle();
}

/// An access token of somebody who only reads, and so needs no second factor.
fn token(server: &TestServer) -> String {
    let home = Some(server.test.partnership(SLUG));
    server.test.add_user(EMAIL, &[(Role::Auditor, home, None)]);
    let input = json!({ "email": EMAIL, "password": PASSWORD, "kind": "TOKENS" });
    let payload = server.nobody().change("signIn", input, "tokens { accessToken }");
    format!("Bearer {}", payload["tokens"]["accessToken"].as_str().unwrap())
}

#[test]
fn a_page_of_ours_hears_until_its_session_ends() {
    let server = TestServer::over(register());
    let home = Some(server.test.partnership(SLUG));
    let user = server.test.add_user(EMAIL, &[(Role::Coordinator, home, None)]);
    let cookie = format!("register={}", server.test.begin_session(user).reveal());
    let other = format!("register={}", server.test.begin_session(user).reveal());
    let (mut first, mut second) =
        (Client::page(server.address, &cookie), Client::page(server.address, &other));
    begin(&mut first);
    begin(&mut second);
    rename(&server.test, "pubwatch", "Heard");
    assert_eq!(first.event("a")["changes"]["entityLabel"], "Heard");
    assert_eq!(second.event("a")["changes"]["entityLabel"], "Heard");
    let browser = server.nobody().with("cookie", cookie).with("x-register-csrf", "1");
    let start = Instant::now();
    browser.ask("mutation { signOut { ended } }", json!({}));
    assert_eq!(first.end(), 4403);
    assert!(start.elapsed() < PROMISED, "{:?}", start.elapsed());
    second.settle();
}

#[test]
fn a_socket_that_is_open_does_not_keep_a_session_alive() {
    let server = TestServer::over(register());
    let home = Some(server.test.partnership(SLUG));
    let user = server.test.add_user(EMAIL, &[(Role::Auditor, home, None)]);
    let mut client =
        Client::page(server.address, &format!("register={}", server.test.begin_session(user).reveal()));
    begin(&mut client);
    // It is asked about in between; had that counted as use, the session would still last.
    let start = Instant::now();
    server.test.wait(IDLE / 2);
    until(|| start.elapsed() > PROMISED);
    client.settle();
    server.test.wait(IDLE / 2 + 600);
    assert_eq!(client.end(), 4403);
}

#[test]
fn a_token_is_worth_a_socket_until_it_expires() {
    let server = TestServer::over(register());
    let mut client = Client::known_as(&server, &token(&server));
    client.subscribe("a", CHANGES);
    client.settle();
    rename(&server.test, "hidden", "Heard");
    assert_eq!(client.event("a")["changes"]["entityLabel"], "Heard");
    server.test.wait(15 * 60);
    assert_eq!(client.end(), 4403);
}

#[test]
fn what_is_no_token_opens_nothing() {
    let server = TestServer::over(register());
    let token = token(&server);
    let cut = &token[..token.len() - 2];
    for wrong in ["Bearer", "Bearer x", "Basic am86cGFzcw==", "Bearer prk_nonsense", "", cut] {
        let mut client = Client::open(&server, &[]).unwrap();
        client.send(json!({ "type": "connection_init", "payload": { "authorization": wrong } }));
        assert_eq!(client.end(), 4403, "{wrong}");
    }
}

#[test]
fn an_editor_who_has_to_set_up_a_second_factor_does_not_listen() {
    let server = TestServer::over(register());
    let home = Some(server.test.partnership(SLUG));
    server.test.add_user(EMAIL, &[(Role::Coordinator, home, None)]);
    let input = json!({ "email": EMAIL, "password": PASSWORD, "kind": "TOKENS" });
    let payload = server.nobody().change("signIn", input, "tokens { accessToken } nextStep");
    assert_eq!(payload["nextStep"], "SET_UP_SECOND_FACTOR");
    let token: &Value = &payload["tokens"]["accessToken"];
    let mut client = Client::open(&server, &[]).unwrap();
    let payload = json!({ "authorization": format!("Bearer {}", token.as_str().unwrap()) });
    client.send(json!({ "type": "connection_init", "payload": payload }));
    assert_eq!(client.end(), 4403);
}

#[test]
fn a_session_that_ends_on_another_server_ends_its_sockets_here() {
    let test = register();
    let there = TestServer::over(test.beside());
    let here = TestServer::over(test);
    let home = Some(here.test.partnership(SLUG));
    let user = here.test.add_user(EMAIL, &[(Role::Auditor, home, None)]);
    let cookie = format!("register={}", here.test.begin_session(user).reveal());
    let mut client = Client::page(here.address, &cookie);
    begin(&mut client);
    let start = Instant::now();
    let browser = there.nobody().with("cookie", cookie).with("x-register-csrf", "1");
    browser.ask("mutation { signOut { ended } }", json!({}));
    assert_eq!(client.end(), 4403);
    assert!(start.elapsed() < PROMISED, "{:?}", start.elapsed());
}
