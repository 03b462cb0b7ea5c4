//! Signing in, staying signed in, and ending it.

use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::accounts::{Client, PASSWORD};
use crate::support::server::{Answer, TestServer};

const EMAIL: &str = "jo.bloggs@example.org";

/// What a program signs in with.
fn program(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password, "kind": "TOKENS" })
}

const TOKENS: &str = "tokens { accessToken refreshToken } nextStep user { email }";

fn bearer<'s>(server: &'s TestServer, token: &Value) -> Client<'s> {
    server.nobody().with("authorization", format!("Bearer {}", token.as_str().unwrap()))
}

fn who(client: &Client<'_>) -> Value {
    client.data("{ viewer { kind user { email } } }")["viewer"].clone()
}

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

#[test]
fn a_program_signs_in_with_tokens_and_is_known_by_them() {
    let server = TestServer::founding();
    server.test.add_user(EMAIL, &[]);
    let payload = server.nobody().change("signIn", program(" Jo.Bloggs@Example.org ", PASSWORD), TOKENS);
    assert_eq!(payload["user"]["email"], EMAIL);
    assert_eq!(payload["nextStep"], Value::Null);
    let client = bearer(&server, &payload["tokens"]["accessToken"]);
    assert_eq!(who(&client), json!({ "kind": "TOKEN", "user": { "email": EMAIL } }));
    assert_eq!(who(&server.nobody()), Value::Null);
}

#[test]
fn a_browser_signs_in_with_a_cookie_that_counts_only_on_our_own_pages() {
    let server = TestServer::founding();
    server.test.add_user(EMAIL, &[]);
    let input = json!({ "email": EMAIL, "password": PASSWORD });
    let page = server.nobody().with("x-register-csrf", "1");
    let answer = page.post_mutation("signIn", input.clone(), "user { email } tokens { accessToken }");
    assert_eq!(answer.json()["data"]["signIn"]["tokens"], Value::Null);
    let set = answer.header("set-cookie").unwrap();
    assert!(set.starts_with("register=prs_") && set.contains("HttpOnly; SameSite=Strict"), "{set}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(!answer.body.contains("prs_"), "the secret is within reach of scripts");

    let browser = || server.nobody().with("cookie", cookie(&answer));
    assert_eq!(who(&browser().with("x-register-csrf", "1"))["kind"], "BROWSER");
    assert_eq!(who(&browser()), Value::Null);
    let foreign = browser().with("x-register-csrf", "1").with("origin", "https://evil.example");
    assert_eq!(who(&foreign), Value::Null);
    assert_eq!(foreign.refusal("endSession", json!({ "id": "x" })), "UNAUTHENTICATED");
    // Without the header a page could not use the cookie, so none is given.
    assert_eq!(server.nobody().refusal("signIn", input), "BAD_REQUEST");
}

#[test]
fn a_page_that_shows_somebody_else_does_nothing_in_their_name() {
    let server = TestServer::founding();
    let (sam, carol) = (server.test.add_user(EMAIL, &[]), server.test.add_user("carol@example.org", &[]));
    let shown = |user: String| server.browser(carol).with("x-register-viewer", user);
    assert_eq!(who(&shown(carol.to_string()))["user"]["email"], "carol@example.org");
    let answer = shown(sam.to_string()).post_mutation("endSession", json!({ "id": "x" }), "__typename");
    assert_eq!(answer.status, 409);
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "OTHER_VIEWER");
    assert_eq!(shown("nonsense".to_owned()).refusal("endSession", json!({ "id": "x" })), "OTHER_VIEWER");
    // Nobody is signed in: that is what the page is told.
    let nobody = server.nobody().with("x-register-csrf", "1").with("x-register-viewer", sam.to_string());
    assert_eq!(nobody.refusal("endSession", json!({ "id": "x" })), "UNAUTHENTICATED");
}

#[test]
fn a_page_is_not_shown_what_the_public_sees_as_what_its_account_sees() {
    let server = TestServer::founding();
    let (sam, carol) = (server.test.add_user(EMAIL, &[]), server.test.add_user("carol@example.org", &[]));
    let ask = |client: Client<'_>| client.post("{ partnerships { nodes { name } } }", json!({}));
    let code = |answer: &Answer| answer.json()["errors"][0]["extensions"]["code"].clone();
    let as_sam = |client: Client<'_>| ask(client.with("x-register-viewer", sam.to_string()));
    // The answer is kept for whoever asks as the public.
    assert_eq!(ask(server.nobody()).status, 200);
    let ended = as_sam(server.nobody().with("x-register-csrf", "1"));
    assert_eq!((ended.status, code(&ended)), (401, json!("UNAUTHENTICATED")));
    let other = as_sam(server.browser(carol));
    assert_eq!((other.status, code(&other)), (409, json!("OTHER_VIEWER")));
    // Neither refusal stands in anybody's way.
    assert_eq!(ask(server.nobody()).status, 200);
    assert_eq!(as_sam(server.browser(sam)).status, 200);
}

#[test]
fn a_wrong_password_and_an_unknown_account_get_the_same_words() {
    let server = TestServer::founding();
    server.test.add_user(EMAIL, &[]);
    let answer = |email: &str, password: &str| {
        server.nobody().post_mutation("signIn", program(email, password), TOKENS)
    };
    let known = answer(EMAIL, "not the password at all");
    assert_eq!(known.json()["data"]["signIn"]["errors"][0]["code"], "INVALID");
    assert_eq!(known.body, answer("nobody@example.org", "not the password at all").body);
    assert_eq!(known.body, answer(EMAIL, &"x".repeat(1_000)).body);
    assert_eq!(known.body, answer(&"x".repeat(1_000), PASSWORD).body);
}

#[test]
fn what_was_signed_out_of_ends_at_once() {
    let server = TestServer::founding();
    let user = server.test.add_user(EMAIL, &[]);
    let (here, there) = (server.browser(user), server.browser(user));
    let sessions = here.data("{ sessions { id isCurrent kind client } }")["sessions"].clone();
    assert_eq!(sessions.as_array().unwrap().len(), 2);
    let other = sessions.as_array().unwrap().iter().find(|s| s["isCurrent"] == false).unwrap();
    assert_eq!(here.change("endSession", json!({ "id": other["id"] }), "ended")["ended"], 1);
    assert_eq!(who(&there), Value::Null);
    assert_eq!(here.refusal("endSession", json!({ "id": other["id"] })), "NOT_FOUND");
    let answer = here.post("mutation { signOut { ended } }", json!({}));
    assert!(answer.header("set-cookie").unwrap().starts_with("register=; Path=/; Max-Age=0"));
    assert_eq!(who(&here), Value::Null);
}

#[test]
fn a_session_ends_by_itself() {
    let server = TestServer::founding();
    let user = server.test.add_user(EMAIL, &[]);
    let idle = server.browser(user);
    server.test.wait(3 * 3_600);
    assert_eq!(who(&idle), Value::Null, "unused for three hours");
    let payload = server.nobody().change("signIn", program(EMAIL, PASSWORD), TOKENS);
    let client = bearer(&server, &payload["tokens"]["accessToken"]);
    server.test.wait(15 * 60);
    let answer = client.post("{ viewer { kind } }", json!({}));
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

#[test]
fn a_refresh_token_works_once_and_its_reuse_ends_the_session() {
    let server = TestServer::founding();
    server.test.add_user(EMAIL, &[]);
    let first = server.nobody().change("signIn", program(EMAIL, PASSWORD), TOKENS)["tokens"].clone();
    let refresh = |token: &Value| {
        let input = json!({ "refreshToken": token });
        server.nobody().change("refreshSession", input, "tokens { accessToken refreshToken }")
    };
    let second = refresh(&first["refreshToken"])["tokens"].clone();
    assert_eq!(who(&bearer(&server, &second["accessToken"]))["kind"], "TOKEN");
    let again = refresh(&first["refreshToken"]);
    assert_eq!(again["tokens"], Value::Null);
    assert_eq!(again["errors"][0]["path"], json!(["refreshToken"]));
    // The thief or the owner: one of them holds the second, and it is worth nothing now.
    assert_eq!(refresh(&second["refreshToken"])["tokens"], Value::Null);
    assert_eq!(bearer(&server, &second["accessToken"]).post("{ viewer { kind } }", json!({})).status, 401);
    assert_eq!(refresh(&json!("prr_nonsense"))["tokens"], Value::Null);
}

#[test]
fn what_is_no_token_is_refused_even_where_none_is_needed() {
    let server = TestServer::founding();
    for value in ["Bearer", "Bearer x", "Basic am86cGFzcw==", "x", "Bearer prk_nonsense", ""] {
        let answer = server.nobody().with("authorization", value).post("{ __typename }", json!({}));
        assert_eq!(answer.status, 401, "{value:?}");
    }
}

#[test]
fn an_editor_without_a_second_factor_may_only_set_one_up() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership("safer-chelmsford"));
    server.test.add_user(EMAIL, &[(Role::Coordinator, chelmsford, None)]);
    let payload = server.nobody().change("signIn", program(EMAIL, PASSWORD), TOKENS);
    assert_eq!(payload["nextStep"], "SET_UP_SECOND_FACTOR");
    let client = bearer(&server, &payload["tokens"]["accessToken"]);
    let viewer = client.data("{ viewer { mustEnrol roles { role } } }")["viewer"].clone();
    assert_eq!(viewer, json!({ "mustEnrol": true, "roles": [] }));
    let input = json!({ "partnership": "safer-chelmsford", "name": "Patrols" });
    assert_eq!(client.refusal("createProject", input), "FORBIDDEN");
}

#[test]
fn nothing_is_looked_at_before_somebody_signed_in() {
    let server = TestServer::founding();
    let nobody = server.nobody();
    for query in [
        "mutation { createProject(input: { nonsense: 1 }) { errors { code } } }",
        "mutation { a: createProject(input: {}) { errors { code } } b: __typename }",
        "mutation { ...F } fragment F on Mutation { signOut { ended } }",
        "mutation { noSuchThing }",
    ] {
        let answer = nobody.ask(query, json!({}));
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{query}");
        assert_eq!(answer.get("data"), None, "{query}");
    }
}

#[test]
fn a_request_is_one_attempt() {
    let server = TestServer::founding();
    let one = "signIn(input: { email: \"a@b.uk\", password: \"x\", kind: TOKENS }) { nextStep }";
    let answer = server.nobody().ask(&format!("mutation {{ a: {one} b: {one} }}"), json!({}));
    let extensions = &answer["errors"][0]["extensions"];
    assert_eq!(*extensions, json!({ "code": "LIMIT_EXCEEDED", "limit": "credential_mutations", "value": 1 }));
}

#[test]
fn a_browser_in_which_an_editor_is_signed_in_changes_what_they_may() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership("safer-chelmsford"));
    let coordinator = server.browser_with(&[(Role::Coordinator, chelmsford, None)]);
    let input = json!({ "partnership": "safer-chelmsford", "name": "Patrols" });
    let payload = coordinator.change("createProject", input, "project { name }");
    assert_eq!(payload, json!({ "project": { "name": "Patrols" }, "errors": [] }));
    let answer =
        coordinator.post("{ viewer { roles { role partnership { slug } agency { slug } } } }", json!({}));
    let role =
        json!({ "role": "COORDINATOR", "partnership": { "slug": "safer-chelmsford" }, "agency": null });
    assert_eq!(answer.json()["data"]["viewer"]["roles"], json!([role]));
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
}

#[test]
fn nobody_comes_in_with_a_password_that_was_changed_while_it_was_looked_at() {
    let server = TestServer::founding();
    const NEXT: [&str; 2] = ["ledger plum onward tin", "candle river seven oak"];
    let user = server.test.add_user("late@example.org", &[]);
    let mut old = PASSWORD;
    for next in NEXT.into_iter().cycle().take(6) {
        let input = json!({ "email": "late@example.org", "password": old, "kind": "TOKENS" });
        let late = std::thread::scope(|scope| {
            let late = scope.spawn(|| server.nobody().change("signIn", input, "tokens { accessToken }"));
            let change = json!({ "currentPassword": old, "newPassword": next });
            assert_eq!(server.browser(user).change("changePassword", change, "")["errors"], json!([]));
            late.join().unwrap()
        });
        if let Some(token) = late["tokens"]["accessToken"].as_str() {
            let client = server.nobody().with("authorization", format!("Bearer {token}"));
            assert_eq!(client.post("{ viewer { kind } }", json!({})).status, 401, "a session outlived it");
        }
        old = next;
        server.test.wait(1_000);
    }
}
