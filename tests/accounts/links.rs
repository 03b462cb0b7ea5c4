//! Setting up, invitations and new passwords: links that work once.

use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::accounts::{Client, PASSWORD};
use crate::support::server::TestServer;
use crate::support::wait_for;

const CHELMSFORD: &str = "safer-chelmsford";
const GOOD: &str = "ledger plum onward tin";

/// What the server prints when it starts on an empty register.
fn set_up_link(server: &TestServer) -> Option<String> {
    wait_for(server.accounts.set_up_link()).unwrap()
}

fn set_up(server: &TestServer, token: &str) -> Value {
    let input = json!({ "token": token, "email": "first@example.org", "name": "First", "password": GOOD });
    server.nobody().change("setUp", input, "user { email state }")
}

fn signs_in(server: &TestServer, email: &str, password: &str) -> bool {
    let input = json!({ "email": email, "password": password, "kind": "TOKENS" });
    server.nobody().change("signIn", input, "tokens { accessToken }")["tokens"] != Value::Null
}

fn coordinator(server: &TestServer) -> Client<'_> {
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    server.browser_with(&[(Role::Coordinator, chelmsford, None)])
}

/// Invites a contributor of the police; gives the payload.
fn invite(client: &Client<'_>, email: &str) -> Value {
    let input = json!({
        "email": email, "name": "New Person", "role": "CONTRIBUTOR", "partnership": CHELMSFORD,
        "agency": "essex-police", "reason": "Joined the team."
    });
    client.change("inviteUser", input, "link user { id state roles { role agency { slug } } }")
}

fn accept(server: &TestServer, link: &str, password: &str) -> Value {
    server.nobody().change(
        "acceptInvitation",
        json!({ "token": link, "password": password }),
        "user { state }",
    )
}

fn path_of(payload: &Value) -> &Value {
    &payload["errors"][0]["path"]
}

#[test]
fn the_link_of_the_first_start_makes_the_first_administrator_once() {
    let server = TestServer::over(TestRegister::new());
    let replaced = set_up_link(&server).unwrap();
    let link = set_up_link(&server).unwrap();
    assert_eq!(path_of(&set_up(&server, &replaced)), &json!(["token"]), "replaced by a later one");
    let weak =
        json!({ "token": link, "email": "first@example.org", "name": "First", "password": "password1234" });
    assert_eq!(path_of(&server.nobody().change("setUp", weak, "")), &json!(["password"]));
    let payload = set_up(&server, &link);
    assert_eq!(payload["user"], json!({ "email": "first@example.org", "state": "ACTIVE" }));
    assert_eq!(path_of(&set_up(&server, &link)), &json!(["token"]), "used before");
    assert_eq!(set_up_link(&server), None);
    assert!(signs_in(&server, "first@example.org", GOOD));
}

#[test]
fn a_link_to_set_up_does_not_work_late() {
    let server = TestServer::over(TestRegister::new());
    let link = set_up_link(&server).unwrap();
    server.test.wait(25 * 3_600);
    assert_eq!(path_of(&set_up(&server, &link)), &json!(["token"]));
}

#[test]
fn an_invitation_is_accepted_once() {
    let server = TestServer::founding();
    let payload = invite(&coordinator(&server), "new@example.org");
    let role = json!([{ "role": "CONTRIBUTOR", "agency": { "slug": "essex-police" } }]);
    assert_eq!(payload["user"]["roles"], role);
    assert!(!signs_in(&server, "new@example.org", GOOD));
    let link = payload["link"].as_str().unwrap();
    assert!(link.contains("/admin/accept-invitation#prl_"), "{link}");
    assert_eq!(path_of(&accept(&server, link, "essexpolice12")), &json!(["password"]), "about their agency");
    assert_eq!(accept(&server, link, GOOD)["user"]["state"], "ACTIVE");
    assert_eq!(path_of(&accept(&server, link, GOOD)), &json!(["token"]));
    assert!(signs_in(&server, "new@example.org", GOOD));
}

#[test]
fn an_invitation_ends_by_itself_or_when_another_is_sent() {
    let server = TestServer::founding();
    let client = coordinator(&server);
    let first = invite(&client, "new@example.org");
    let id = &first["user"]["id"];
    let again = client.change("resendInvitation", json!({ "id": id }), "link");
    assert_eq!(path_of(&accept(&server, first["link"].as_str().unwrap(), GOOD)), &json!(["token"]));
    let waiting = client.data("{ invitations { nodes { user { email } expiresAt } } }");
    assert_eq!(waiting["invitations"]["nodes"][0]["user"]["email"], "new@example.org");
    server.test.wait(8 * 86_400);
    assert_eq!(path_of(&accept(&server, again["link"].as_str().unwrap(), GOOD)), &json!(["token"]));
}

#[test]
fn nobody_invites_into_what_is_not_theirs() {
    let server = TestServer::founding();
    let test = &server.test;
    let chelmsford = Some(test.partnership(CHELMSFORD));
    let police = Some(test.agency("essex-police"));
    let admin = server.browser_with(&[(Role::PartnerAdmin, chelmsford, police)]);
    let input = |role: &str, agency: &str| json!({ "email": "x@example.org", "name": "X", "role": role, "partnership": CHELMSFORD, "agency": agency, "reason": "r" });
    assert_eq!(admin.refusal("inviteUser", input("CONTRIBUTOR", "chelmsford-city-council")), "FORBIDDEN");
    let auditor = json!({ "email": "x@example.org", "name": "X", "role": "AUDITOR", "reason": "r" });
    assert_eq!(admin.refusal("inviteUser", auditor.clone()), "FORBIDDEN");
    assert_eq!(coordinator(&server).refusal("inviteUser", auditor), "FORBIDDEN");
    let nobody = server.nobody();
    assert_eq!(nobody.refusal("inviteUser", input("CONTRIBUTOR", "essex-police")), "UNAUTHENTICATED");
    let contributor = server.browser_with(&[(Role::Contributor, chelmsford, police)]);
    assert_eq!(contributor.refusal("inviteUser", input("CONTRIBUTOR", "essex-police")), "FORBIDDEN");
    assert_eq!(invite(&admin, "colleague@example.org")["errors"], json!([]));
    assert_eq!(path_of(&invite(&admin, "colleague@example.org")), &json!(["role"]), "theirs already");
}

#[test]
fn a_colleague_who_has_an_account_is_given_the_role() {
    let server = TestServer::founding();
    let test = &server.test;
    let (chelmsford, police) = (Some(test.partnership(CHELMSFORD)), Some(test.agency("essex-police")));
    let council = Some(test.agency("chelmsford-city-council"));
    // For the police too, but wherever they sit: another role than the one that is given.
    let known = test.add_user("jo@example.org", &[(Role::Contributor, None, police)]);
    test.add_user("other@example.org", &[(Role::Contributor, chelmsford, council)]);
    let admin = server.browser_with(&[(Role::PartnerAdmin, chelmsford, police)]);
    let before = test.sequence();
    let payload = invite(&admin, "Jo@example.org");
    assert_eq!((&payload["errors"], &payload["link"]), (&json!([]), &Value::Null), "{payload}");
    assert_eq!(payload["user"]["id"], json!(known.to_string()));
    assert_eq!(test.sequence(), before + 1, "the role alone is written");
    let roles = server.browser(known).data("{ viewer { roles { agency { slug } } } }");
    assert_eq!(roles["viewer"]["roles"].as_array().unwrap().len(), 2, "{roles}");
    let input = json!({
        "user": "jo@example.org", "role": "PARTNER_ADMIN", "partnership": CHELMSFORD,
        "agency": "essex-police", "reason": "Leads the team now."
    });
    assert_eq!(admin.change("grantRole", input.clone(), "")["errors"], json!([]));
    assert_eq!(path_of(&invite(&admin, "other@example.org")), &json!(["email"]), "of another agency");
    assert_eq!(invite(&coordinator(&server), "other@example.org")["errors"], json!([]));
    let disabled = test.add_user("gone@example.org", &[]);
    let input = json!({ "id": disabled.to_string(), "version": 1, "reason": "Left." });
    let register = server.browser_with(&[(Role::Administrator, None, None)]);
    let query = "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code } } }";
    register.ask(query, json!({ "input": input }));
    assert_eq!(path_of(&invite(&coordinator(&server), "gone@example.org")), &json!(["email"]));
}

#[test]
fn a_link_that_was_shown_gives_no_role_that_came_later() {
    let server = TestServer::founding();
    let test = &server.test;
    let (chelmsford, police) = (Some(test.partnership(CHELMSFORD)), Some(test.agency("essex-police")));
    let admin = server.browser_with(&[(Role::PartnerAdmin, chelmsford, police)]);
    let register = server.browser_with(&[(Role::Administrator, None, None)]);
    let elevate = json!({ "email": "a@example.org", "name": "A", "role": "ADMINISTRATOR", "reason": "r" });
    let shown = invite(&admin, "a@example.org")["link"].as_str().unwrap().to_owned();
    let fresh = register.change("inviteUser", elevate, "link")["link"].as_str().unwrap().to_owned();
    assert_eq!(path_of(&accept(&server, &shown, GOOD)), &json!(["token"]));
    assert_eq!(accept(&server, &fresh, GOOD)["user"]["state"], "ACTIVE");
    let shown = invite(&admin, "b@example.org")["link"].as_str().unwrap().to_owned();
    let elevate = json!({ "user": "b@example.org", "role": "ADMINISTRATOR", "reason": "r" });
    assert_eq!(register.change("grantRole", elevate, "")["errors"], json!([]));
    assert_eq!(path_of(&accept(&server, &shown, GOOD)), &json!(["token"]));
}

#[test]
fn a_link_is_shown_only_to_those_who_could_have_given_every_role_behind_it() {
    let server = TestServer::founding();
    let test = &server.test;
    let (chelmsford, police) = (Some(test.partnership(CHELMSFORD)), Some(test.agency("essex-police")));
    let colleague = server.browser_with(&[(Role::PartnerAdmin, chelmsford, police)]);
    let register = server.browser_with(&[(Role::Administrator, None, None)]);
    let boss = json!({ "email": "boss@example.org", "name": "Boss", "role": "ADMINISTRATOR", "reason": "r" });
    let first = register.change("inviteUser", boss, "link")["link"].as_str().unwrap().to_owned();
    let taken = invite(&coordinator(&server), "boss@example.org");
    assert_eq!((&taken["errors"], &taken["link"]), (&json!([]), &Value::Null), "{taken}");
    assert_eq!(path_of(&accept(&server, &first, GOOD)), &json!(["token"]), "it would give the new role");
    let again = register.change("resendInvitation", json!({ "id": taken["user"]["id"] }), "link");
    assert_eq!(accept(&server, again["link"].as_str().unwrap(), GOOD)["user"]["state"], "ACTIVE");

    // Invited by a colleague, and made more since.
    assert!(invite(&colleague, "jo@example.org")["link"].is_string());
    let more =
        json!({ "user": "jo@example.org", "role": "AUDITOR", "partnership": CHELMSFORD, "reason": "r" });
    assert_eq!(register.change("grantRole", more, "")["errors"], json!([]));
    let input = json!({ "email": "jo@example.org", "name": "Jo", "role": "PARTNER_ADMIN", "partnership": CHELMSFORD,
        "agency": "essex-police", "reason": "r" });
    let taken = colleague.change("inviteUser", input.clone(), "link");
    assert_eq!((&taken["errors"], &taken["link"]), (&json!([]), &Value::Null), "{taken}");
    let mut contributor = input;
    contributor["role"] = json!("COORDINATOR");
    contributor["agency"] = Value::Null;
    assert!(coordinator(&server).change("inviteUser", contributor, "link")["link"].is_string());
}

#[test]
fn a_partner_admin_invites_for_their_own_agency_alone() {
    let server = TestServer::founding();
    let test = &server.test;
    let (chelmsford, police) = (Some(test.partnership(CHELMSFORD)), Some(test.agency("essex-police")));
    let admin = server.browser_with(&[(Role::PartnerAdmin, chelmsford, police)]);
    let mut input = json!({ "email": "jo@example.org", "name": "Jo", "role": "CONTRIBUTOR", "partnership": CHELMSFORD,
        "agency": "essex-police", "employer": "chelmsford-city-council", "reason": "r" });
    assert_eq!(path_of(&admin.change("inviteUser", input.clone(), "link")), &json!(["employer"]));
    input["employer"] = json!("essex-police");
    assert_eq!(admin.change("inviteUser", input, "link")["errors"], json!([]));
}

#[test]
fn asking_for_a_new_password_does_not_tell_whether_there_is_an_account() {
    let server = TestServer::founding();
    server.test.add_user("jo@example.org", &[]);
    let ask = |email: &str| {
        server.nobody().post_mutation("requestPasswordReset", json!({ "email": email }), "sendsLetters").body
    };
    assert_eq!(ask("jo@example.org"), ask("nobody@example.org"));
}

#[test]
fn a_changed_password_ends_other_sessions() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]);
    let (here, there) = (server.browser(user), server.browser(user));
    let wrong = json!({ "currentPassword": "not this one", "newPassword": GOOD });
    assert_eq!(path_of(&here.change("changePassword", wrong, "")), &json!(["currentPassword"]));
    let weak = json!({ "currentPassword": PASSWORD, "newPassword": "jo@example.org" });
    assert_eq!(path_of(&here.change("changePassword", weak, "")), &json!(["newPassword"]));
    let input = json!({ "currentPassword": PASSWORD, "newPassword": GOOD });
    let payload = here.change("changePassword", input, "user { passwordChangedAt }");
    assert!(payload["user"]["passwordChangedAt"].is_string(), "{payload}");
    assert_ne!(here.data("{ viewer { kind } }")["viewer"], Value::Null);
    assert_eq!(there.data("{ viewer { kind } }")["viewer"], Value::Null);
    assert!(!signs_in(&server, "jo@example.org", PASSWORD) && signs_in(&server, "jo@example.org", GOOD));
}

#[test]
fn a_link_that_went_to_an_address_that_was_corrected_is_dead() {
    let server = TestServer::founding();
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let invited = invite(&coordinator(&server), "wrong@example.org");
    let id = invited["user"]["id"].clone();
    let correct = json!({ "id": id, "version": 1, "email": "right@example.org", "reason": "Mistyped." });
    assert_eq!(admin.change("updateUser", correct, "")["errors"], json!([]));
    let link = invited["link"].as_str().unwrap().rsplit('#').next().unwrap();
    assert_eq!(path_of(&accept(&server, link, GOOD)), &json!(["token"]));
    let again = admin.change("resendInvitation", json!({ "id": id }), "link");
    let link = again["link"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
    assert_eq!(accept(&server, &link, GOOD)["user"]["state"], "ACTIVE");
}
