//! Letters, through a mail server.

use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::accounts::PASSWORD;
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
