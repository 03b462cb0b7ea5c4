//! The second factor: set up, asked for, lost and reset.

use partnership_register::auth::totp::TotpSecret;
use partnership_register::model::{Role, UserId};
use serde_json::{Value, json};

use crate::support::accounts::{Client, PASSWORD};
use crate::support::server::TestServer;

const EMAIL: &str = "jo.bloggs@example.org";
const CHELMSFORD: &str = "safer-chelmsford";
const STEP: &str = "nextStep tokens { accessToken }";

fn input(extra: Value) -> Value {
    let mut input = json!({ "email": EMAIL, "password": PASSWORD, "kind": "TOKENS" });
    input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    input
}

/// The bytes of a secret as an app reads them.
fn secret(base32: &str) -> TotpSecret {
    let mut bits = base32.bytes().flat_map(|letter| {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".bytes().position(|known| known == letter).unwrap();
        (0..5).rev().map(move |bit| value >> bit & 1 == 1)
    });
    let byte = |_| (0..8).fold(0_u8, |byte, _| byte << 1 | u8::from(bits.next().unwrap()));
    TotpSecret::from_bytes((0..20).map(byte).collect())
}

/// Somebody who coordinates and has no second factor yet.
fn editor(server: &TestServer) -> UserId {
    server.test.add_user(EMAIL, &[(Role::Coordinator, Some(server.test.partnership(CHELMSFORD)), None)])
}

/// Signs in and sets an app up; gives the app, the recovery codes and the client.
fn enrolled(server: &TestServer) -> (TotpSecret, Vec<String>, Client<'_>) {
    let token = server.nobody().change("signIn", input(json!({})), STEP)["tokens"]["accessToken"].clone();
    let client = server.nobody().with("authorization", format!("Bearer {}", token.as_str().unwrap()));
    let begun = client.change("enrolTotp", json!({ "password": PASSWORD }), "secret uri");
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
    let app = secret(begun["secret"].as_str().unwrap());
    let code = app.code(server.test.clock.now()).unwrap();
    let confirmed = client.change("confirmTotp", json!({ "code": code }), "recoveryCodes");
    let codes = confirmed["recoveryCodes"].as_array().unwrap().iter();
    let codes: Vec<String> = codes.map(|code| code.as_str().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10, "{confirmed}");
    (app, codes, client)
}

#[test]
fn an_editor_sets_an_app_up_and_goes_on_in_the_same_session() {
    let server = TestServer::founding();
    editor(&server);
    let (_, _, client) = enrolled(&server);
    let viewer = client.data("{ viewer { mustEnrol recoveryCodesLeft roles { role } } }")["viewer"].clone();
    assert_eq!(
        viewer,
        json!({ "mustEnrol": false, "recoveryCodesLeft": 10, "roles": [{ "role": "COORDINATOR" }] })
    );
    let project = json!({ "partnership": CHELMSFORD, "name": "Patrols" });
    assert_eq!(client.change("createProject", project, "")["errors"], json!([]));
}

#[test]
fn a_code_is_asked_for_and_counts_once() {
    let server = TestServer::founding();
    editor(&server);
    let (app, ..) = enrolled(&server);
    server.test.wait(60);
    let nobody = server.nobody();
    let asked = nobody.change("signIn", input(json!({})), STEP);
    assert_eq!(asked, json!({ "nextStep": "GIVE_SECOND_FACTOR", "tokens": null, "errors": [] }));
    let code = app.code(server.test.clock.now()).unwrap();
    let wrong = nobody.change("signIn", input(json!({ "code": "000000" })), STEP);
    assert_eq!(wrong["errors"][0]["path"], json!(["code"]));
    let right = nobody.change("signIn", input(json!({ "code": code })), STEP);
    assert_eq!(right["nextStep"], Value::Null);
    assert_ne!(right["tokens"], Value::Null);
    let again = nobody.change("signIn", input(json!({ "code": code })), STEP);
    assert_eq!(again["tokens"], Value::Null, "used before");
    let unknown = json!({ "email": EMAIL, "password": "not this one", "kind": "TOKENS", "code": code });
    assert_eq!(nobody.change("signIn", unknown, STEP)["errors"][0]["path"], json!(["password"]));
}

#[test]
fn a_recovery_code_stands_in_once() {
    let server = TestServer::founding();
    editor(&server);
    let (_, codes, _) = enrolled(&server);
    let nobody = server.nobody();
    let typed = codes[3].to_uppercase().replace('-', " ");
    let first = nobody.change("signIn", input(json!({ "recoveryCode": typed })), STEP);
    assert_ne!(first["tokens"], Value::Null);
    let again = nobody.change("signIn", input(json!({ "recoveryCode": codes[3] })), STEP);
    assert_eq!(again["tokens"], Value::Null);
}

#[test]
fn a_remembered_browser_need_not_give_a_code_until_the_password_changes() {
    let server = TestServer::founding();
    let user = editor(&server);
    let (app, ..) = enrolled(&server);
    server.test.wait(60);
    let page = || server.nobody().with("x-register-csrf", "1");
    let code = app.code(server.test.clock.now()).unwrap();
    let input = |extra: Value| {
        let mut input = json!({ "email": EMAIL, "password": PASSWORD });
        input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        input
    };
    let answer = page().post_mutation("signIn", input(json!({ "code": code, "remember": true })), "nextStep");
    let cookies: Vec<&str> =
        answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, v)| v.as_str()).collect();
    let device = cookies.iter().find(|cookie| cookie.starts_with("register-device=")).unwrap();
    let device = device.split(';').next().unwrap();
    let remembered = page().with("cookie", device);
    let in_again = remembered.change("signIn", input(json!({})), "nextStep user { email }");
    assert_eq!(in_again["user"]["email"], EMAIL);
    let asked_again =
        remembered.post_mutation("signIn", input(json!({ "remember": true })), "user { email }");
    assert_eq!(asked_again.json()["data"]["signIn"]["user"]["email"], EMAIL);
    let prolongs =
        |(name, value): &(String, String)| name == "set-cookie" && value.contains("register-device");
    assert!(!asked_again.headers.iter().any(prolongs), "the days are counted from the code");
    let change = json!({ "currentPassword": PASSWORD, "newPassword": "ledger plum onward tin" });
    assert_eq!(server.browser(user).change("changePassword", change, "")["errors"], json!([]));
    let input = json!({ "email": EMAIL, "password": "ledger plum onward tin" });
    assert_eq!(remembered.change("signIn", input, "nextStep")["nextStep"], "GIVE_SECOND_FACTOR");
}

#[test]
fn whoever_guesses_recovery_codes_locks_the_account_and_the_history_says_so() {
    let server = TestServer::founding();
    editor(&server);
    let (_, _, client) = enrolled(&server);
    let guess = json!({ "recoveryCode": "aaaa-bbbb-cccc" });
    for _ in 0..10 {
        let refused =
            server.nobody().change("signIn", input(guess.clone()), "nextStep tokens { accessToken }");
        assert_eq!(refused["tokens"], Value::Null);
    }
    let viewer = client.data("{ viewer { user { lockedAt changes(first: 1) { nodes { command } } } } }");
    assert!(viewer["viewer"]["user"]["lockedAt"].is_string(), "{viewer}");
}

#[test]
fn a_lost_second_factor_is_reset_by_whoever_manages_the_account() {
    let server = TestServer::founding();
    let user = editor(&server);
    let (_, _, client) = enrolled(&server);
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let coordinator = server.browser_with(&[(Role::Coordinator, chelmsford, None)]);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let auditor = server.browser_with(&[(Role::Auditor, chelmsford, None)]);
    let id = user.to_string();
    let version = admin.data(&format!("{{ user(id: \"{id}\") {{ version }} }}"))["user"]["version"].clone();
    let reset = json!({ "id": id, "version": version, "reason": "Lost the phone." });
    let mutate = |client: &Client<'_>| {
        let query = "mutation M($input: ManageUserInput!) { resetSecondFactor(input: $input) { user { secondFactorAt } errors { message } } }";
        client.ask(query, json!({ "input": reset }))
    };
    assert_eq!(mutate(&auditor)["errors"][0]["extensions"]["code"], "FORBIDDEN");
    assert_eq!(mutate(&server.browser_with(&[]))["errors"][0]["extensions"]["code"], "NOT_FOUND");
    let done = mutate(&coordinator)["data"]["resetSecondFactor"].clone();
    assert_eq!(done, json!({ "user": { "secondFactorAt": null }, "errors": [] }));
    assert_eq!(client.post("{ viewer { kind } }", json!({})).status, 401, "their sessions end");
    let next = server.nobody().change("signIn", input(json!({})), STEP);
    assert_eq!(next["nextStep"], "SET_UP_SECOND_FACTOR");
    // One's own is not: a session that was found open would be as good as both factors.
    let own = server.test.add_user("root@example.org", &[(Role::Administrator, None, None)]);
    let query = "mutation M($input: ManageUserInput!) { resetSecondFactor(input: $input) { errors { path message } } }";
    let reset = json!({ "id": own.to_string(), "version": 1, "reason": "Lost the phone." });
    let refused = server.browser(own).ask(query, json!({ "input": reset }));
    let message = refused["data"]["resetSecondFactor"]["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("is your own account"), "{refused}");
}

#[test]
fn replacing_an_app_needs_the_one_before() {
    let server = TestServer::founding();
    editor(&server);
    let (app, codes, client) = enrolled(&server);
    server.test.wait(60);
    let without = client.change("enrolTotp", json!({ "password": PASSWORD }), "secret");
    assert_eq!((&without["secret"], &without["errors"][0]["path"]), (&Value::Null, &json!(["code"])));
    let wrong = client.change("enrolTotp", json!({ "password": "wrong" }), "secret");
    assert_eq!(wrong["errors"][0]["path"], json!(["password"]));
    let code = app.code(server.test.clock.now()).unwrap();
    let with = client.change("enrolTotp", json!({ "password": PASSWORD, "code": code }), "secret");
    assert_ne!(with["secret"], Value::Null);
    let renewed = json!({ "password": PASSWORD, "recoveryCode": codes[0] });
    let renewed = client.change("renewRecoveryCodes", renewed, "recoveryCodes");
    assert_eq!(renewed["recoveryCodes"].as_array().unwrap().len(), 10);
}
