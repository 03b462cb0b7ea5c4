//! Letters, through a mail server.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use partnership_register::mail::{Mailer, Patience, SmtpConfig, Writer};
use partnership_register::model::Role;
use partnership_register::store::db::DatabaseUrl;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::accounts::PASSWORD;
use crate::support::program::Serving;
use crate::support::remote::Remote;
use crate::support::server::{Options, TestServer};
use crate::support::smtp::MailServer;

const EMAIL: &str = "jo.bloggs@example.org";
const GOOD: &str = "ledger plum onward tin";

fn server(mail: &MailServer) -> TestServer {
    TestServer::set_up(TestRegister::founding(), Options { smtp: mail.config(), ..Options::default() })
}

/// The link in a letter.
fn link(letter: &str) -> String {
    letter.split_whitespace().find(|word| word.contains("#prl_")).unwrap().to_owned()
}

fn ask(server: &TestServer, email: &str) -> String {
    server.nobody().post_mutation("requestPasswordReset", json!({ "email": email }), "sendsLetters").body
}

fn reset(server: &TestServer, link: &str, password: &str) -> Value {
    server.nobody().change("resetPassword", json!({ "token": link, "password": password }), "user { email }")
}

#[test]
fn a_link_to_a_new_password_is_mailed_and_works_once() {
    let mail = MailServer::start();
    let server = server(&mail);
    let user = server.test.add_user(EMAIL, &[]);
    let live = server.browser(user);
    assert_eq!(ask(&server, EMAIL), ask(&server, "nobody@example.org"));
    let letter = mail.letter();
    assert!(
        letter.contains("To: \"jo bloggs\" <jo.bloggs@example.org>")
            || letter.contains("<jo.bloggs@example.org>"),
        "{letter}"
    );
    let link = link(&letter);
    assert!(mail.is_empty(), "nobody else was written to");
    assert_eq!(reset(&server, &link, "password1234")["errors"][0]["path"], json!(["password"]));
    assert_eq!(reset(&server, &link, GOOD)["user"]["email"], EMAIL);
    assert!(mail.letter().contains("Your password was changed"));
    assert_eq!(live.data("{ viewer { kind } }")["viewer"], Value::Null, "their sessions end");
    assert_eq!(reset(&server, &link, GOOD)["errors"][0]["path"], json!(["token"]), "used before");
    let input = json!({ "email": EMAIL, "password": GOOD, "kind": "TOKENS" });
    assert_ne!(server.nobody().change("signIn", input, "tokens { accessToken }")["tokens"], Value::Null);
    let old = json!({ "email": EMAIL, "password": PASSWORD, "kind": "TOKENS" });
    assert_eq!(server.nobody().change("signIn", old, "tokens { accessToken }")["tokens"], Value::Null);
}

#[test]
fn a_changed_address_is_told_at_both_addresses_and_is_never_ones_own_doing() {
    let mail = MailServer::start();
    let server = server(&mail);
    let user = server.test.add_user(EMAIL, &[(Role::Administrator, None, None)]);
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    let input =
        json!({ "id": user.to_string(), "version": 1, "email": "jo@new.example", "reason": "Married." });
    let own = server.browser(user).change("updateUser", input.clone(), "");
    assert_eq!(own["errors"][0]["path"], json!(["email"]), "a session alone is not enough");
    assert_eq!(administrator.change("updateUser", input, "")["errors"], json!([]));
    let letters = [mail.letter(), mail.letter()];
    for address in [EMAIL, "jo@new.example"] {
        let to = format!("<{address}>");
        let told =
            letters.iter().any(|letter| letter.contains(&to) && letter.contains("is now jo@new.example"));
        assert!(told, "{address} was not told: {letters:?}");
    }
}

#[test]
fn a_letter_under_way_is_sent_before_a_server_stops() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("register.db"));
    let test = TestRegister::in_file(url.clone());
    test.add_user(EMAIL, &[]);
    drop(test);
    let mail = MailServer::slow(Duration::from_secs(2));
    let (config, from) = (mail.config(), "register@example.org");
    let (host, port) = (config.host.unwrap(), config.port.unwrap().to_string());
    let settings =
        ["--smtp-host", &host, "--smtp-port", &port, "--smtp-security", "none", "--smtp-from", from];
    let server = Serving::start(&url, 0, &settings);
    let query = "mutation M($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { sendsLetters } }";
    let body = json!({ "query": query, "variables": { "input": { "email": EMAIL } } });
    let (status, answer) = Remote::of(&server, None).post(None, &body).unwrap();
    assert!(status == 200 && answer.get("errors").is_none(), "{answer}");
    assert_eq!(server.stop(), Some(0));
    assert!(!mail.is_empty(), "the server ended before the letter was sent");
}

#[tokio::test]
async fn a_mailer_that_closes_says_how_many_letters_were_not_sent() {
    let writer = Writer { public_url: "http://localhost:8080".to_owned() };
    let letter = || writer.password_changed(EMAIL, "Jo");
    let quick = MailServer::start();
    let mailer = Mailer::new(&quick.config()).unwrap();
    mailer.post(letter());
    mailer.post(letter());
    assert_eq!(mailer.close(Duration::from_secs(20)).await, 0);
    assert!(!quick.is_empty() && !quick.is_empty() && quick.is_empty());

    // One that does not answer in time.
    let silent = MailServer::slow(Duration::from_secs(60));
    let mailer = Mailer::new(&silent.config()).unwrap();
    mailer.post(letter());
    mailer.post(letter());
    assert_eq!(mailer.close(Duration::from_millis(300)).await, 2);

    // One that is not there: what would wait for another attempt has it now, its last.
    let config = SmtpConfig { port: Some(1), ..quick.config() };
    let mailer = Mailer::new(&config).unwrap();
    mailer.post(letter());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let began = Instant::now();
    assert_eq!(mailer.close(Duration::from_secs(20)).await, 1);
    assert!(began.elapsed() < Duration::from_secs(4), "it waited for an attempt that is never made");
}

#[tokio::test]
async fn a_server_that_looks_at_a_letter_for_long_is_sent_it_once() {
    let writer = Writer { public_url: "http://localhost:8080".to_owned() };
    let letter = writer.password_changed(EMAIL, "Jo");
    let mail = MailServer::thoughtful(Duration::from_millis(700));
    // Connecting is to be quick; what the server says of the letter may take longer.
    let quick = Duration::from_millis(200);
    let patient = Patience { connecting: quick, sending: Duration::from_secs(20) };
    let mailer = Mailer::waiting(&mail.config(), patient).unwrap();
    assert_eq!(mailer.send(&letter).await, Ok(()));
    assert!(mail.letter().contains("Your password was changed"));
    assert!(mail.is_empty(), "it was sent once");
    // Whoever waits no longer than it takes to connect does not know that it was taken.
    let hasty = Mailer::waiting(&mail.config(), Patience { connecting: quick, sending: quick }).unwrap();
    assert_eq!(hasty.send(&letter).await, Err("the mail server does not answer".to_owned()));
    let patience = Patience::default();
    assert!(patience.sending > Duration::from_secs(600) && patience.connecting < Duration::from_secs(60));
}

#[test]
fn a_link_to_a_new_password_does_not_work_late_or_after_another() {
    let mail = MailServer::start();
    let server = server(&mail);
    server.test.add_user(EMAIL, &[]);
    ask(&server, EMAIL);
    let first = link(&mail.letter());
    ask(&server, EMAIL);
    let second = link(&mail.letter());
    assert_eq!(reset(&server, &first, GOOD)["errors"][0]["path"], json!(["token"]));
    server.test.wait(61 * 60);
    assert_eq!(reset(&server, &second, GOOD)["errors"][0]["path"], json!(["token"]));
}

#[test]
fn an_invitation_is_mailed_and_its_link_is_shown_to_nobody_else() {
    let mail = MailServer::start();
    let server = server(&mail);
    let chelmsford = Some(server.test.partnership("safer-chelmsford"));
    let coordinator = server.browser_with(&[(Role::Coordinator, chelmsford, None)]);
    let input = json!({
        "email": EMAIL, "name": "Jo", "role": "CONTRIBUTOR", "partnership": "safer-chelmsford",
        "agency": "essex-police", "reason": "Joined."
    });
    assert_eq!(coordinator.change("inviteUser", input, "link")["link"], Value::Null);
    let accept = json!({ "token": link(&mail.letter()), "password": GOOD });
    assert_eq!(server.nobody().change("acceptInvitation", accept, "user { email }")["user"]["email"], EMAIL);
}

#[test]
fn whoever_is_invited_and_has_an_account_is_told_of_the_role() {
    let mail = MailServer::start();
    let server = server(&mail);
    let chelmsford = Some(server.test.partnership("safer-chelmsford"));
    server.test.add_user(EMAIL, &[]);
    let coordinator = server.browser_with(&[(Role::Coordinator, chelmsford, None)]);
    let input = json!({
        "email": EMAIL, "name": "Jo", "role": "CONTRIBUTOR", "partnership": "safer-chelmsford",
        "agency": "essex-police", "reason": "Joined."
    });
    assert_eq!(coordinator.change("inviteUser", input, "link")["errors"], json!([]));
    let letter = mail.letter();
    assert!(letter.contains("You were given a role") && !letter.contains("#prl_"), "{letter}");
    assert!(mail.is_empty(), "nobody else was written to");
}

/// Sends a request and hangs up without waiting for the answer.
fn hang_up(server: &TestServer, cookie: &str, query: &str, input: &Value) {
    let body = json!({ "query": query, "variables": { "input": input } }).to_string();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\nx-register-csrf: 1\r\n\
         cookie: {cookie}\r\ncontent-length: {}\r\n\r\n",
        server.address,
        body.len()
    );
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all((head + &body).as_bytes()).unwrap();
}

#[test]
fn whoever_hangs_up_keeps_no_letter_from_being_sent() {
    let mail = MailServer::start();
    let server = server(&mail);
    let chief = server.test.add_user("chief@example.org", &[(Role::Administrator, None, None)]);
    let cookie = format!("register={}", server.test.begin_session(chief).reveal());
    let query = "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code } } }";
    for n in 0..4 {
        let user = server.test.add_user(&format!("jo{n}@example.org"), &[]);
        let input = json!({ "id": user.to_string(), "version": 1, "reason": "Left." });
        let is_disabled = || {
            let state = format!("{{ user(id: \"{user}\") {{ state }} }}");
            server.browser(chief).data(&state)["user"]["state"] == "DISABLED"
        };
        // One that was not read before the end of the connection is sent again.
        while !is_disabled() {
            hang_up(&server, &cookie, query, &input);
        }
        assert!(mail.letter().contains("Your account was disabled"));
    }
}
