//! Attempts that fail are counted, for an account and for an address.

use partnership_register::auth::config::AuthConfig;
use partnership_register::http::HttpConfig;
use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::accounts::PASSWORD;
use crate::support::server::{Answer, Options, TestServer};

const EMAIL: &str = "jo.bloggs@example.org";

fn server(attempts: u32, address_attempts: u32) -> TestServer {
    let auth = AuthConfig { attempts, address_attempts, ..AuthConfig::default() };
    let trusted_proxies = vec!["127.0.0.1".to_owned()];
    let http = HttpConfig { trusted_proxies, ..HttpConfig::default() };
    TestServer::set_up(TestRegister::founding(), Options { auth, http, ..Options::default() })
}

fn sign_in(server: &TestServer, from: &str, email: &str, password: &str) -> Answer {
    let client = server.nobody().with("x-forwarded-for", from);
    let input = json!({ "email": email, "password": password, "kind": "TOKENS" });
    client.post_mutation("signIn", input, "tokens { accessToken }")
}

fn is_refused(answer: &Answer) -> bool {
    let limited = answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED";
    assert_eq!(limited, answer.status == 429);
    assert_eq!(limited, answer.header("retry-after").is_some());
    limited
}

#[test]
fn an_account_is_locked_for_a_while_and_live_sessions_go_on() {
    let server = server(3, 100);
    let user = server.test.add_user(EMAIL, &[]);
    let live = server.browser(user);
    for n in 0..3 {
        assert!(!is_refused(&sign_in(&server, &format!("192.0.2.{n}"), EMAIL, "wrong")));
    }
    // From anywhere, with the right password too, and the same for nobody's account.
    let refused = sign_in(&server, "192.0.2.9", EMAIL, PASSWORD);
    assert!(is_refused(&refused));
    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=901).contains(&wait), "{wait}");
    for _ in 0..3 {
        assert!(!is_refused(&sign_in(&server, "192.0.2.77", "nobody@example.org", "wrong")));
    }
    assert!(is_refused(&sign_in(&server, "192.0.2.77", "nobody@example.org", "wrong")));
    assert_eq!(live.data("{ viewer { user { email } } }")["viewer"]["user"]["email"], EMAIL);
    assert!(live.data("{ viewer { user { lockedAt } } }")["viewer"]["user"]["lockedAt"].is_string());
    server.test.wait(901);
    assert_ne!(
        sign_in(&server, "192.0.2.9", EMAIL, PASSWORD).json()["data"]["signIn"]["tokens"],
        Value::Null
    );
}

#[test]
fn an_address_is_refused_for_a_while_and_others_are_not() {
    let server = server(100, 3);
    server.test.add_user(EMAIL, &[]);
    for n in 0..3 {
        assert!(!is_refused(&sign_in(&server, "192.0.2.1", &format!("a{n}@example.org"), "wrong")));
    }
    assert!(is_refused(&sign_in(&server, "192.0.2.1", EMAIL, PASSWORD)));
    assert!(
        is_refused(&sign_in(&server, "198.51.100.5, 192.0.2.1", EMAIL, PASSWORD)),
        "what a client wrote itself"
    );
    assert!(!is_refused(&sign_in(&server, "192.0.2.2", EMAIL, PASSWORD)));
}

#[test]
fn what_succeeds_does_not_count() {
    let server = server(3, 3);
    server.test.add_user(EMAIL, &[]);
    for _ in 0..3 {
        sign_in(&server, "192.0.2.1", EMAIL, "wrong");
        server.test.wait(600);
        assert!(!is_refused(&sign_in(&server, "192.0.2.1", EMAIL, PASSWORD)));
    }
}

#[test]
fn attempts_are_kept_for_administrators_and_auditors() {
    let server = server(3, 100);
    let user = server.test.add_user(EMAIL, &[]);
    sign_in(&server, "192.0.2.1", EMAIL, "wrong");
    sign_in(&server, "192.0.2.1", "my password by mistake", "x");
    sign_in(&server, "192.0.2.1", EMAIL, PASSWORD);
    let query = "{ signIns { totalCount nodes { outcome address user { email } } } }";
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let found = admin.data(query)["signIns"].clone();
    assert_eq!(found["totalCount"], 3);
    let outcomes: Vec<&Value> = found["nodes"].as_array().unwrap().iter().map(|n| &n["outcome"]).collect();
    assert_eq!(outcomes, ["SIGNED_IN", "UNKNOWN_ACCOUNT", "WRONG_PASSWORD"]);
    assert_eq!(found["nodes"][1]["user"], Value::Null);
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    let filtered = "{ signIns(filter: { outcome: WRONG_PASSWORD }) { totalCount } }";
    assert_eq!(auditor.data(filtered)["signIns"]["totalCount"], 1);
    assert_eq!(server.browser(user).data(query)["signIns"]["totalCount"], 0);
    assert_eq!(server.nobody().data(query)["signIns"]["totalCount"], 0);
}

#[test]
fn attempts_refused_without_looking_are_kept_once_for_an_account_and_an_address() {
    let server = server(3, 100);
    server.test.add_user(EMAIL, &[]);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let query = "{ signIns(filter: { outcome: THROTTLED }) { nodes { address user { email } } } }";
    let throttled = || admin.data(query)["signIns"]["nodes"].clone();
    for _ in 0..3 {
        sign_in(&server, "192.0.2.1", EMAIL, "wrong");
    }
    assert_eq!(throttled(), json!([]));
    let kept = |address: &str| json!({ "address": address, "user": { "email": EMAIL } });
    for _ in 0..3 {
        assert!(is_refused(&sign_in(&server, "192.0.2.1", EMAIL, PASSWORD)));
    }
    assert_eq!(throttled(), json!([kept("192.0.2.1")]));
    assert!(is_refused(&sign_in(&server, "192.0.2.2", EMAIL, PASSWORD)));
    assert_eq!(throttled(), json!([kept("192.0.2.2"), kept("192.0.2.1")]));
    server.test.wait(901);
    for _ in 0..3 {
        sign_in(&server, "192.0.2.1", EMAIL, "wrong");
    }
    assert!(is_refused(&sign_in(&server, "192.0.2.1", EMAIL, PASSWORD)));
    assert_eq!(throttled(), json!([kept("192.0.2.1"), kept("192.0.2.2"), kept("192.0.2.1")]));
}

#[test]
fn a_session_with_tokens_goes_on_whatever_others_at_its_address_try() {
    let server = server(100, 3);
    server.test.add_user(EMAIL, &[]);
    let client = server.nobody().with("x-forwarded-for", "192.0.2.1");
    let input = json!({ "email": EMAIL, "password": PASSWORD, "kind": "TOKENS" });
    let tokens = client.change("signIn", input, "tokens { refreshToken }")["tokens"].clone();
    for n in 0..3 {
        sign_in(&server, "192.0.2.1", &format!("nobody{n}@example.org"), "wrong");
    }
    assert!(is_refused(&sign_in(&server, "192.0.2.1", "nobody@example.org", "wrong")));
    let refresh = |token: &Value| {
        client.post_mutation("refreshSession", json!({ "refreshToken": token }), "tokens { refreshToken }")
    };
    let answer = refresh(&tokens["refreshToken"]);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_ne!(answer.json()["data"]["refreshSession"]["tokens"], Value::Null);
}

#[test]
fn attempts_of_one_moment_are_taken_back_one_by_one() {
    let server = server(100, 3);
    server.test.add_user(EMAIL, &[]);
    // The clock stands still, as it does for requests that share a transaction.
    for n in 0..2 {
        assert!(!is_refused(&sign_in(&server, "192.0.2.1", &format!("a{n}@example.org"), "wrong")));
    }
    assert!(!is_refused(&sign_in(&server, "192.0.2.1", EMAIL, PASSWORD)));
    assert!(!is_refused(&sign_in(&server, "192.0.2.1", "a2@example.org", "wrong")));
    assert!(is_refused(&sign_in(&server, "192.0.2.1", "a3@example.org", "wrong")));
}
