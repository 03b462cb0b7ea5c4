//! Checkpoints by mail: to whom the settings name, and to whom auditors choose.

use std::time::Duration;

use chrono::TimeDelta;
use partnership_register::commands::notary::Named;
use partnership_register::mail::{Mailer, SmtpConfig, Writer};
use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::accounts::Client;
use crate::support::server::{Options, TestServer};
use crate::support::smtp::MailServer;
use crate::support::{TestRegister, beginning, log_keys};

/// A post office that sends what is due when it is told to.
struct Post {
    server: MailServer,
    mailer: Mailer,
    to: Vec<String>,
    runtime: tokio::runtime::Runtime,
}

impl Post {
    fn new(to: &[&str]) -> Self {
        let server = MailServer::start();
        let mailer = Mailer::new(&server.config()).unwrap();
        let to = to.iter().map(|address| (*address).to_owned()).collect();
        Post { server, mailer, to, runtime: tokio::runtime::Runtime::new().unwrap() }
    }

    fn send(&self, test: &TestRegister) {
        let _inside = self.runtime.enter();
        let writer = Writer { public_url: "https://register.example".to_owned() };
        let named = Named { to: self.to.clone(), every: TimeDelta::days(7) };
        test.notary.send(&test.gate, &self.mailer, &writer, &named).unwrap();
    }
}

/// The words of a letter, whose lines break where they like.
fn words(letter: &str) -> String {
    letter.split_whitespace().collect::<Vec<_>>().join(" ")
}

const DAY: i64 = 86_400;

#[test]
fn a_letter_that_no_mail_server_took_is_due_again() {
    let (test, post) = (TestRegister::founding(), Post::new(&["auditor@example.org"]));
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = SmtpConfig { port: Some(gone.port()), ..post.server.config() };
    let nowhere = Mailer::new(&config).unwrap();
    let away =
        Post { mailer: nowhere.clone(), server: MailServer::start(), ..Post::new(&["auditor@example.org"]) };
    away.send(&test);
    // A server that stops waits for no further attempt.
    assert_eq!(away.runtime.block_on(nowhere.close(Duration::from_secs(20))), 1);
    post.send(&test);
    assert!(post.server.letter().contains("Checkpoint of the register"));
    post.send(&test);
    assert!(post.server.is_empty());
}

#[test]
fn the_newest_checkpoint_is_mailed_now_and_then_to_whom_the_settings_name() {
    let to = ["auditor@example.org", "council@example.org"];
    let (test, post) = (TestRegister::founding(), Post::new(&to));
    post.send(&test);
    let letters = [post.server.letter(), post.server.letter()];
    assert!(to.iter().all(|address| letters.iter().any(|letter| letter.contains(address))));
    assert!(words(&letters[0]).contains("whoever runs the register named your address"), "{}", letters[0]);
    test.wait(6 * DAY);
    post.send(&test);
    assert!(post.server.is_empty());
    test.wait(DAY);
    post.send(&test);
    let (again, size) = (post.server.letter(), test.sequence());
    assert!(again.contains(&format!("Checkpoint of the register after {size} changes")), "{again}");
}

fn subscribed(client: &Client<'_>, mutation: &str, input: Value) -> Value {
    const SHOWN: &str =
        "checkpointLetters { sendsLetters subscriptions { email everyDays askedBy askedAt lastSentAt } }";
    let payload = client.change(mutation, input, SHOWN);
    assert_eq!(payload["errors"], json!([]));
    payload["checkpointLetters"]["subscriptions"].clone()
}

#[test]
fn an_auditor_has_checkpoints_sent_to_an_outside_address_until_somebody_stops_them() {
    let post = Post::new(&[]);
    let options = Options { smtp: post.server.config(), ..Options::default() };
    let server = TestServer::set_up(TestRegister::founding(), options);
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    let before = server.test.sequence();
    let shown = subscribed(&auditor, "subscribeCheckpoints", json!({ "email": "Outside@Audit.example" }));
    assert_eq!((&shown[0]["email"], &shown[0]["everyDays"]), (&json!("outside@audit.example"), &json!(7)));
    assert_eq!(shown[0]["lastSentAt"], Value::Null);
    // A security event, which does not keep the address of an outsider for ever.
    assert_eq!(server.test.sequence(), before + 1);
    let noted = auditor.data("{ changes(first: 1) { nodes { command reason } } }");
    assert_eq!(noted["changes"]["nodes"][0]["command"], "checkpoint.subscribe");
    assert_eq!(noted["changes"]["nodes"][0]["reason"], "Checkpoints every 7 days to an address");

    post.send(&server.test);
    let letter = post.server.letter();
    let (size, said) = (server.test.sequence(), words(&letter));
    assert!(letter.contains("outside@audit.example") && letter.contains(&format!("\n{size}\n")), "{letter}");
    let by = shown[0]["askedBy"].as_str().unwrap();
    assert!(
        said.contains(&format!("every 7 days because {by} ({by}@example.org) asked for it on 2 March 2026")),
        "{said}"
    );
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{letter}");
    // Another server looks at the same moment.
    post.send(&server.test.beside());
    assert!(post.server.is_empty());
    server.test.wait(3 * DAY);
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    let sooner = json!({ "email": "outside@audit.example", "everyDays": 3 });
    let shown = subscribed(&administrator, "subscribeCheckpoints", sooner);
    assert_eq!((shown.as_array().unwrap().len(), &shown[0]["everyDays"]), (1, &json!(3)));
    post.send(&server.test);
    assert!(words(&post.server.letter()).contains("every 3 days"));

    let stop = json!({ "email": "outside@audit.example" });
    assert_eq!(subscribed(&administrator, "unsubscribeCheckpoints", stop.clone()), json!([]));
    server.test.wait(30 * DAY);
    post.send(&server.test);
    assert!(post.server.is_empty());
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    assert_eq!(administrator.refusal("unsubscribeCheckpoints", stop), "NOT_FOUND");
}

/// The path of the link with which the reader of a letter stops them.
fn stop_path(letter: &str) -> String {
    let link = letter.split("https://register.example").find(|rest| rest.starts_with("/log/stop/")).unwrap();
    link.split(['>', '\n', ' ']).next().unwrap().to_owned()
}

#[test]
fn who_gets_the_letters_stops_them_with_the_link_of_the_last_one() {
    let post = Post::new(&[]);
    let options = Options { smtp: post.server.config(), ..Options::default() };
    let server = TestServer::set_up(TestRegister::founding(), options);
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    subscribed(&auditor, "subscribeCheckpoints", json!({ "email": "a@audit.example" }));
    post.send(&server.test);
    let first = stop_path(&post.server.letter());
    server.test.wait(7 * DAY);
    post.send(&server.test);
    let last = stop_path(&post.server.letter());
    // Who looks through mail opens links: that alone stops nothing.
    let page = server.get(&last);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<form method=\"post\">"), "{}", page.body);
    assert!(page.header("content-security-policy").unwrap().contains("form-action 'self'"));
    assert_eq!(server.send(&first, "List-Unsubscribe=One-Click").status, 404, "an earlier one");
    let before = server.test.sequence();
    assert_eq!(server.send(&last, "List-Unsubscribe=One-Click").status, 200);
    assert_eq!(server.test.sequence(), before + 1);
    assert_eq!(server.send(&last, "").status, 404, "once is enough");
    assert_eq!(server.get("/log/stop/prm_x").status, 404);
    server.test.wait(7 * DAY);
    post.send(&server.test);
    assert!(post.server.is_empty());
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    let changes = auditor.data("{ changes(first: 5) { nodes { command reason } } }");
    let noted =
        changes["changes"]["nodes"].as_array().unwrap().iter().find(|c| c["command"] == "checkpoint.stop");
    assert!(
        noted.unwrap()["reason"]
            .as_str()
            .unwrap()
            .starts_with("No more checkpoints to an address: who got them")
    );
}

#[test]
fn only_auditors_and_administrators_see_and_choose_where_checkpoints_go() {
    let server = TestServer::founding();
    let home = server.test.partnership("safer-chelmsford");
    let asked = "{ checkpointLetters { sendsLetters subscriptions { email } } }";
    for role in [Role::Auditor, Role::Administrator] {
        let client = server.browser_with(&[(role, (role == Role::Auditor).then_some(home), None)]);
        let none = json!({ "sendsLetters": false, "subscriptions": [] });
        assert_eq!(client.data(asked)["checkpointLetters"], none, "{role:?}");
    }
    let coordinator = server.browser_with(&[(Role::Coordinator, Some(home), None)]);
    assert_eq!(coordinator.data(asked)["checkpointLetters"], Value::Null);
    assert_eq!(coordinator.refusal("subscribeCheckpoints", json!({ "email": "a@example.org" })), "FORBIDDEN");
    assert_eq!(server.data(asked)["checkpointLetters"], Value::Null);
    let auditor = server.browser_with(&[(Role::Auditor, Some(home), None)]);
    for (input, place) in [
        (json!({ "email": "nowhere" }), "email"),
        (json!({ "email": "a@example.org", "everyDays": 0 }), "everyDays"),
        (json!({ "email": "a@example.org", "everyDays": 367 }), "everyDays"),
    ] {
        let payload = auditor.change("subscribeCheckpoints", input, "");
        assert_eq!(payload["errors"][0]["path"], json!([place]));
    }
}

#[test]
fn a_letter_says_when_nothing_is_signed_any_more_and_so_does_the_register() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outside");
    let clock = || partnership_register::clock::Clock::manual(beginning());
    let on = |database| TestRegister::signed(database, clock(), &log_keys(1), Some(&file));
    let longer = on(TestRegister::new().into_database());
    longer.import(&crate::support::founding_file()).unwrap();
    longer.import(&crate::support::any_file("east", 4)).unwrap();
    let signed = longer.sequence();
    drop(longer);
    let shorter = on(TestRegister::founding().into_database());
    let post = Post::new(&["auditor@example.org"]);
    post.send(&shorter);
    assert!(words(&post.server.letter()).contains("Important: the register has signed nothing since."));
    let server = TestServer::over(shorter);
    let told = server.data("{ proof { state changes signed contradicted } }");
    let changes = server.test.sequence();
    let lost =
        json!({ "state": "HISTORY_LOST", "changes": changes, "signed": changes, "contradicted": signed });
    assert_eq!(told["proof"], lost);
}

#[test]
fn the_register_says_whether_it_signs() {
    let server = TestServer::founding();
    let size = server.test.sequence();
    let signed = json!({ "state": "SIGNED", "changes": size, "signed": size, "contradicted": null });
    assert_eq!(server.data("{ proof { state changes signed contradicted } }")["proof"], signed);
}

#[test]
fn whoever_is_erased_gets_no_more_checkpoints() {
    let server = TestServer::founding();
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    let user = server.test.add_user("jo@audit.example", &[(Role::Auditor, None, None)]);
    for email in ["jo@audit.example", "other@audit.example"] {
        subscribed(&administrator, "subscribeCheckpoints", json!({ "email": email }));
    }
    let erase = json!({ "id": user.to_string(), "version": 1, "reason": "They asked for it." });
    let query = "mutation($input: ManageUserInput!) { eraseUser(input: $input) { errors { message } } }";
    let answer = administrator.ask(query, json!({ "input": erase }));
    assert_eq!(answer["data"]["eraseUser"]["errors"], json!([]), "{answer}");
    let left = administrator.data("{ checkpointLetters { subscriptions { email } } }");
    assert_eq!(left["checkpointLetters"]["subscriptions"], json!([{ "email": "other@audit.example" }]));
}
