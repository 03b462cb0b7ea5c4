//! The role in which each change was made, against the roles that the history says its
//! actor had then.

use diesel::connection::SimpleConnection;
use partnership_register::model::{Role, UserId};
use partnership_register::store::verify;
use serde_json::{Value, json};

use crate::support::TestRegister;
use crate::support::commands::Rename;
use crate::support::people::Given;
use crate::support::server::TestServer;

const SLUG: &str = "safer-chelmsford";

/// Lets somebody rename a scheme, and gives what they were told.
fn renames(server: &TestServer, user: UserId, name: &str) -> Value {
    let scheme = server.test.graph(SLUG).projects[0].record.clone();
    let input = json!({
        "id": scheme.id.to_string(), "version": scheme.head.version, "name": name, "reason": "So it is called."
    });
    server.browser(user).change("updateProject", input, "")
}

fn problems(test: &TestRegister) -> Vec<String> {
    verify::everything(&mut test.database.url.connect().unwrap()).unwrap().problems
}

fn alter(test: &TestRegister, sql: &str) {
    test.database.url.connect().unwrap().batch_execute(sql).unwrap();
}

#[test]
fn a_role_that_was_altered_for_a_moment_is_found_by_what_was_done_in_it() {
    let server = TestServer::founding();
    let home = server.test.partnership(SLUG);
    let auditor: Given = (Role::Auditor, Some(home), None);
    let user = server.test.add_user("ann@example.org", &[auditor]);
    let mine = format!("WHERE user_id = '{user}'");
    alter(&server.test, &format!("UPDATE role_grant SET role = 'COORDINATOR' {mine}"));
    assert_eq!(renames(&server, user, "Another name")["errors"], json!([]));
    alter(&server.test, &format!("UPDATE role_grant SET role = 'AUDITOR' {mine}"));
    let change = server.test.sequence();
    let expected = format!("change {change}: {user} made it as COORDINATOR, which the history does not say");
    let found = problems(&server.test);
    assert!(found.len() == 1 && found[0].starts_with(&expected), "{found:#?}");
}

#[test]
fn a_role_that_was_lengthened_for_a_moment_is_found_too() {
    let server = TestServer::founding();
    let home = server.test.partnership(SLUG);
    let user = server.test.add_user("ann@example.org", &[(Role::Coordinator, Some(home), None)]);
    let mine = format!("WHERE user_id = '{user}'");
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let role =
        admin.data(&format!("{{ user(id: \"{user}\") {{ roles {{ id version }} }} }}"))["user"]["roles"][0]
            .clone();
    assert_eq!(renames(&server, user, "While it holds")["errors"], json!([]));
    let revoke = json!({ "id": role["id"], "version": role["version"], "reason": "Moved on." });
    assert_eq!(admin.change("revokeRole", revoke, "")["errors"], json!([]));
    server.test.wait(86_400);
    assert_eq!(problems(&server.test), Vec::<String>::new());
    alter(&server.test, &format!("UPDATE role_grant SET archived = false {mine}"));
    assert_eq!(renames(&server, user, "After it ended")["errors"], json!([]));
    alter(&server.test, &format!("UPDATE role_grant SET archived = true {mine}"));
    let found = problems(&server.test);
    assert!(found.len() == 1 && found[0].contains("made it as COORDINATOR"), "{found:#?}");
}

#[test]
fn a_role_that_was_moved_for_a_moment_to_give_roles_elsewhere_is_found() {
    let server = TestServer::founding();
    let home = server.test.partnership(SLUG);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let elsewhere = json!({ "name": "Elsewhere", "slug": "elsewhere" });
    assert_eq!(admin.change("createPartnership", elsewhere, "")["errors"], json!([]));
    let user = server.test.add_user("ann@example.org", &[(Role::Coordinator, Some(home), None)]);
    let away = server.test.partnership("elsewhere");
    let mine = format!("WHERE user_id = '{user}'");
    alter(&server.test, &format!("UPDATE role_grant SET partnership_id = '{away}' {mine}"));
    let invited = json!({ "email": "al@example.org", "name": "Al", "role": "COORDINATOR",
        "partnership": "elsewhere", "reason": "My friend." });
    assert_eq!(server.browser(user).change("inviteUser", invited, "")["errors"], json!([]));
    alter(&server.test, &format!("UPDATE role_grant SET partnership_id = '{home}' {mine}"));
    let found = problems(&server.test);
    assert!(found.len() == 1 && found[0].contains("made it as COORDINATOR"), "{found:#?}");
}

#[test]
fn an_account_that_was_enabled_for_a_moment_is_found_by_what_was_done_from_it() {
    let server = TestServer::founding();
    let home = server.test.partnership(SLUG);
    let user = server.test.add_user("ann@example.org", &[(Role::Coordinator, Some(home), None)]);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let disable = json!({ "id": user.to_string(), "version": 1, "reason": "Left." });
    let query = "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code } } }";
    assert_eq!(admin.ask(query, json!({ "input": disable }))["errors"], Value::Null);
    server.test.wait(86_400);
    alter(&server.test, &format!("UPDATE account SET state = 'ACTIVE' WHERE id = '{user}'"));
    assert_eq!(renames(&server, user, "After they left")["errors"], json!([]));
    alter(&server.test, &format!("UPDATE account SET state = 'DISABLED' WHERE id = '{user}'"));
    let found = problems(&server.test);
    assert!(found.len() == 1 && found[0].contains("whose account was disabled then"), "{found:#?}");
}

#[test]
fn what_people_do_in_the_roles_that_they_have_is_never_named() {
    let server = TestServer::founding();
    let home = server.test.partnership(SLUG);
    let user = server.test.add_user("jo@example.org", &[(Role::Coordinator, Some(home), None)]);
    assert_eq!(renames(&server, user, "As coordinator")["errors"], json!([]));
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    assert_eq!(auditor.change("exportEvidence", json!({}), "path")["errors"], json!([]));
    assert_eq!(problems(&server.test), Vec::<String>::new());
}

/// Gives somebody a role that ends, and gives who they are.
fn coordinator_until(server: &TestServer, day: &str) -> UserId {
    let home = server.test.partnership(SLUG);
    let user = server.test.add_user("ann@example.org", &[]);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let grant = json!({ "user": user.to_string(), "role": "COORDINATOR", "partnership": home.to_string(),
        "endsOn": day, "reason": "For a while." });
    assert_eq!(admin.change("grantRole", grant, "")["errors"], json!([]));
    user
}

#[test]
fn what_was_done_after_a_clock_ran_fast_is_not_taken_for_done_after_a_role_ended() {
    let server = TestServer::founding();
    let user = coordinator_until(&server, "2026-06-30");
    let now = server.test.clock.now();
    let project = server.test.graph(SLUG).projects[0].record.id;
    server.test.wait(365 * 86_400);
    server.test.run(Rename { project, name: "In a year" }).unwrap();
    server.test.clock.set(now);
    for name in ["Today", "And again"] {
        assert_eq!(renames(&server, user, name)["errors"], json!([]));
    }
    assert_eq!(problems(&server.test), Vec::<String>::new());
}

#[test]
fn a_role_of_which_the_end_was_altered_for_a_moment_is_found() {
    let server = TestServer::founding();
    let user = coordinator_until(&server, "2026-06-30");
    server.test.wait(365 * 86_400);
    let mine = format!("WHERE user_id = '{user}'");
    alter(&server.test, &format!("UPDATE role_grant SET ends_on = NULL {mine}"));
    assert_eq!(renames(&server, user, "After it ended")["errors"], json!([]));
    alter(&server.test, &format!("UPDATE role_grant SET ends_on = '2026-06-30' {mine}"));
    let found = problems(&server.test);
    assert!(found.len() == 1 && found[0].contains("made it as COORDINATOR"), "{found:#?}");
}
