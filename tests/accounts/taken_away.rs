//! What somebody may no longer do, from the moment at which it was taken from them.

use std::sync::Arc;

use partnership_register::auth::config::AuthConfig;
use partnership_register::commands::account::Proof;
use partnership_register::mail::Mailer;
use partnership_register::model::{Role, UserId};
use serde_json::{Value, json};

use crate::support::accounts::{Client, PASSWORD};
use crate::support::server::TestServer;
use crate::support::wait_for;

const CHELMSFORD: &str = "safer-chelmsford";

fn administrator(server: &TestServer, email: &str) -> UserId {
    server.test.add_user(email, &[(Role::Administrator, None, None)])
}

/// The account with this id, with its version.
fn account(client: &Client<'_>, id: UserId) -> Value {
    let query = "query($id: ID!) { user(id: $id) { id version state roles { id version } } }";
    client.ask(query, json!({ "id": id.to_string() }))["data"]["user"].clone()
}

/// The code of the error of one field of an answer; null when it was carried out.
fn refused(answer: &Value, field: &str) -> Value {
    let errors = answer["errors"].as_array().cloned().unwrap_or_default();
    let of_it = errors.iter().find(|error| error["path"][0] == field);
    of_it.map_or(Value::Null, |error| error["extensions"]["code"].clone())
}

#[test]
fn who_disables_themselves_does_nothing_more_in_the_same_request() {
    let server = TestServer::founding();
    let (mine, other) = (administrator(&server, "jo@example.org"), administrator(&server, "al@example.org"));
    let (jo, al) = (server.browser(mine), server.browser(other));
    let me = account(&jo, mine);
    let both = "mutation($off: ManageUserInput!, $on: ManageUserInput!, $new: CreateAgencyInput!) {
        off: disableUser(input: $off) { errors { code } }
        on: enableUser(input: $on) { errors { code } }
        new: createAgency(input: $new) { errors { code } } }";
    let version = me["version"].as_i64().unwrap();
    let input = |version: i64| json!({ "id": me["id"], "version": version, "reason": "Leaving." });
    let new = json!({ "name": "Mine", "kind": "VOLUNTARY" });
    let answer = jo.ask(both, json!({ "off": input(version), "on": input(version + 1), "new": new }));
    assert_eq!(refused(&answer, "off"), Value::Null, "{answer}");
    assert_eq!(refused(&answer, "on"), "UNAUTHENTICATED", "{answer}");
    assert_eq!(refused(&answer, "new"), "UNAUTHENTICATED", "{answer}");
    assert_eq!(account(&al, mine)["state"], "DISABLED");
}

#[test]
fn who_signs_out_or_gives_a_role_up_does_nothing_more_with_it_in_the_same_request() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let user = server.test.add_user("jo@example.org", &[(Role::Coordinator, chelmsford, None)]);
    let (jo, admin) = (server.browser(user), server.browser(administrator(&server, "al@example.org")));
    let role = account(&admin, user)["roles"][0].clone();
    let give_up = "mutation($role: RevokeRoleInput!, $new: CreateProjectInput!) {
        role: revokeRole(input: $role) { errors { code } }
        new: createProject(input: $new) { errors { code } } }";
    let role = json!({ "id": role["id"], "version": role["version"], "reason": "Leaving." });
    let new = json!({ "partnership": CHELMSFORD, "name": "Late" });
    let answer = jo.ask(give_up, json!({ "role": role, "new": new }));
    assert_eq!(
        (refused(&answer, "role"), refused(&answer, "new")),
        (Value::Null, json!("FORBIDDEN")),
        "{answer}"
    );

    let coordinator = server.browser_with(&[(Role::Coordinator, chelmsford, None)]);
    let leave = "mutation($new: CreateProjectInput!) { out: signOut { errors { code } }
        new: createProject(input: $new) { errors { code } } }";
    let answer = coordinator.ask(leave, json!({ "new": new }));
    assert_eq!(refused(&answer, "new"), "UNAUTHENTICATED", "{answer}");
    let found = server.nobody().data("{ projects(filter: { text: \"Late\" }) { totalCount } }");
    assert_eq!(found["projects"]["totalCount"], 0);
}

#[test]
fn a_role_for_an_agency_wherever_it_sits_ends_with_its_seat_in_the_same_request() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let police = Some(server.test.agency("essex-police"));
    let roles = [(Role::Coordinator, chelmsford, None), (Role::PartnerAdmin, None, police)];
    let user = server.test.add_user("jo@example.org", &roles);
    let (jo, admin) = (server.browser(user), server.browser(administrator(&server, "al@example.org")));
    let listed = "{ partnership(slug: \"safer-chelmsford\") { memberships { id version agency { slug } } } }";
    let members = jo.data(listed)["partnership"]["memberships"].clone();
    let member = members.as_array().unwrap().iter().find(|member| member["agency"]["slug"] == "essex-police");
    let query = "query($id: ID!) { user(id: $id) { roles { id version role } } }";
    let roles = admin.ask(query, json!({ "id": user.to_string() }))["data"]["user"]["roles"].clone();
    let role = roles.as_array().unwrap().iter().find(|role| role["role"] == "COORDINATOR").unwrap();
    let all = "mutation($member: ArchiveInput!, $role: RevokeRoleInput!, $new: CreateProjectInput!) {
        seat: archiveMembership(input: $member) { errors { message } }
        role: revokeRole(input: $role) { errors { message } }
        new: createProject(input: $new) { errors { message } } }";
    let gone = |of: &Value| json!({ "id": of["id"], "version": of["version"], "reason": "They left." });
    let new = json!({ "partnership": CHELMSFORD, "name": "Late", "leadAgency": "essex-police" });
    let answer = jo.ask(all, json!({ "member": gone(member.unwrap()), "role": gone(role), "new": new }));
    assert_eq!((refused(&answer, "seat"), refused(&answer, "role")), (Value::Null, Value::Null), "{answer}");
    assert_eq!(refused(&answer, "new"), "FORBIDDEN", "{answer}");
}

#[test]
fn who_signs_out_changes_nothing_of_their_own_account_in_the_same_request() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let user = server.test.add_user("jo@example.org", &[(Role::Coordinator, chelmsford, None)]);
    let admin = server.browser(administrator(&server, "al@example.org"));
    let invited = admin.change(
        "inviteUser",
        json!({ "email": "new@example.org", "name": "New", "role": "AUDITOR", "partnership": CHELMSFORD,
            "reason": "a reason" }),
        "user { id }",
    );
    let own = [
        ("createCalendarFeed", "{ name: \"Mine\", partnership: \"safer-chelmsford\" }".to_owned()),
        (
            "changePassword",
            format!("{{ currentPassword: \"{PASSWORD}\", newPassword: \"{PASSWORD}-anew\" }}"),
        ),
        ("enrolTotp", format!("{{ password: \"{PASSWORD}\" }}")),
        ("resendInvitation", format!("{{ id: {} }}", invited["user"]["id"])),
    ];
    for (mutation, input) in own {
        let jo = server.browser(user);
        let both = format!(
            "mutation {{ out: signOut {{ ended }} done: {mutation}(input: {input}) {{ errors {{ code }} }} }}"
        );
        let answer = jo.ask(&both, json!({}));
        assert_eq!(refused(&answer, "out"), Value::Null, "{answer}");
        assert_eq!(refused(&answer, "done"), "UNAUTHENTICATED", "{mutation}: {answer}");
    }
}

#[test]
fn what_is_being_sent_ends_with_the_role_that_it_was_asked_with() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let user = server.test.add_user("jo@example.org", &[(Role::Auditor, chelmsford, None)]);
    let accounts = server.test.accounts("http://127.0.0.1", AuthConfig::default(), Mailer::none());
    let proof = Proof::Session(server.test.begin_session(user).hash());
    let viewer = Arc::new(wait_for(accounts.viewer(proof)).unwrap().unwrap());
    assert!(wait_for(accounts.is_unchanged(&viewer)).unwrap());
    let admin = server.browser(administrator(&server, "al@example.org"));
    let role = account(&admin, user)["roles"][0].clone();
    let role = json!({ "id": role["id"], "version": role["version"], "reason": "Over." });
    admin.change("revokeRole", role, "");
    assert!(!wait_for(accounts.is_unchanged(&viewer)).unwrap());
}

#[test]
fn what_became_of_somebody_who_left_is_not_told_with_the_role_that_they_had() {
    let server = TestServer::founding();
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let user = server.test.add_user("jo.before@example.org", &[(Role::Auditor, chelmsford, None)]);
    let admin = server.browser(administrator(&server, "al@example.org"));
    let coordinator = server.browser_with(&[(Role::Coordinator, chelmsford, None)]);
    let held = "{ roleGrants(partnership: \"safer-chelmsford\", on: \"2026-03-02\") {
        nodes { role userName user { name email } } } }";
    let of_jo = |client: &Client<'_>| {
        let roles = client.data(held)["roleGrants"]["nodes"].clone();
        roles.as_array().unwrap().iter().find(|role| role["role"] == "AUDITOR").unwrap().clone()
    };
    assert_eq!(of_jo(&coordinator)["user"]["email"], "jo.before@example.org");
    let role = account(&admin, user)["roles"][0].clone();
    let over = json!({ "id": role["id"], "version": role["version"], "reason": "Over." });
    admin.change("revokeRole", over, "");
    server.test.wait(60);
    let version = &account(&admin, user)["version"];
    let new = json!({ "id": user.to_string(), "version": version, "name": "Jo After", "email": "after@example.org" });
    assert_eq!(admin.change("updateUser", new, "")["errors"], json!([]));
    let told = of_jo(&coordinator);
    assert_eq!(told, json!({ "role": "AUDITOR", "userName": "jo before", "user": null }));
    assert_eq!(of_jo(&admin)["user"]["email"], "after@example.org");
    let table = coordinator.get("/export/check-roles.csv?partnership=safer-chelmsford&on=2026-03-02").body;
    assert!(table.contains("jo before") && !table.to_lowercase().contains("after"), "{table}");
}

#[test]
fn signing_in_again_ends_the_session_that_the_browser_had() {
    let server = TestServer::founding();
    let first = server.test.add_user("jo@example.org", &[]);
    server.test.add_user("al@example.org", &[]);
    let browser = server.browser(first);
    let viewer = "{ viewer { user { email } } }";
    assert_eq!(browser.data(viewer)["viewer"]["user"]["email"], "jo@example.org");
    let input = json!({ "email": "al@example.org", "password": PASSWORD });
    assert_eq!(browser.change("signIn", input, "")["errors"], json!([]));
    assert_eq!(browser.data(viewer)["viewer"], Value::Null, "the cookie from before opens nothing");
}
