//! Roles, keys and accounts: who grants, who sees, and when it ends.

use partnership_register::model::{Role, UserId};
use serde_json::{Value, json};

use crate::support::accounts::Client;
use crate::support::server::TestServer;

const CHELMSFORD: &str = "safer-chelmsford";

fn coordinator(server: &TestServer) -> Client<'_> {
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    server.browser_with(&[(Role::Coordinator, chelmsford, None)])
}

fn grant(client: &Client<'_>, user: &str, role: &str, agency: Option<&str>) -> Value {
    let input = json!({ "user": user, "role": role, "partnership": CHELMSFORD, "agency": agency, "reason": "Asked to." });
    client.change("grantRole", input, "roleGrant { id version role }")
}

/// The membership of the police in the founding partnership: its id and version.
fn membership_of_the_police(coordinator: &Client<'_>) -> Value {
    let query = "{ partnership(slug: \"safer-chelmsford\") { memberships { id version agency { slug } } } }";
    let members = coordinator.data(query)["partnership"]["memberships"].clone();
    let theirs = |m: &&Value| m["agency"]["slug"] == "essex-police";
    members.as_array().unwrap().iter().find(theirs).unwrap().clone()
}

fn roles(client: &Client<'_>) -> Value {
    client.data("{ viewer { roles { role agency { slug } } } }")["viewer"]["roles"].clone()
}

#[test]
fn a_role_holds_from_the_next_request_on_and_ends_so_too() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]);
    let (jo, coordinator) = (server.browser(user), coordinator(&server));
    assert_eq!(roles(&jo), json!([]));
    let granted =
        grant(&coordinator, "jo@example.org", "PARTNER_ADMIN", Some("essex-police"))["roleGrant"].clone();
    assert_eq!(roles(&jo), json!([{ "role": "PARTNER_ADMIN", "agency": { "slug": "essex-police" } }]));
    let twice = grant(&coordinator, "jo@example.org", "PARTNER_ADMIN", Some("essex-police"));
    assert_eq!(twice["errors"][0]["path"], json!(["role"]));
    let revoke = json!({ "id": granted["id"], "version": granted["version"], "reason": "Moved on." });
    let revoked = coordinator.change("revokeRole", revoke.clone(), "roleGrant { revokedAt }");
    assert!(revoked["roleGrant"]["revokedAt"].is_string(), "{revoked}");
    assert_eq!(roles(&jo), json!([]));
    assert_eq!(coordinator.change("revokeRole", revoke, "")["errors"][0]["code"], "CONFLICT");
}

#[test]
fn a_role_ends_with_its_last_day() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]);
    let coordinator = coordinator(&server);
    let input = json!({ "user": "jo@example.org", "role": "AUDITOR", "partnership": CHELMSFORD, "endsOn": "2026-03-03", "reason": "A review." });
    assert_eq!(coordinator.change("grantRole", input.clone(), "")["errors"], json!([]));
    assert_eq!(roles(&server.browser(user))[0]["role"], "AUDITOR");
    server.test.wait(2 * 86_400);
    assert_eq!(roles(&server.browser(user)), json!([]));
    let mut past = input;
    past["endsOn"] = json!("2026-03-03");
    let coordinator = self::coordinator(&server);
    assert_eq!(coordinator.change("grantRole", past, "")["errors"][0]["path"], json!(["endsOn"]));
}

#[test]
fn nobody_prolongs_their_own_role() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]);
    let coordinator = coordinator(&server);
    let role = |role: &str, ends_on: Option<&str>| {
        json!({ "user": "jo@example.org", "role": role, "agency": "essex-police",
        "partnership": CHELMSFORD, "endsOn": ends_on, "reason": "Cover." })
    };
    let cover = coordinator.change("grantRole", role("PARTNER_ADMIN", Some("2026-03-31")), "");
    assert_eq!(cover["errors"], json!([]));
    let jo = server.browser(user);
    for ends_on in [None, Some("2026-04-01")] {
        let refused = jo.change("grantRole", role("CONTRIBUTOR", ends_on), "");
        assert_eq!(refused["errors"][0]["path"], json!(["endsOn"]), "{refused}");
    }
    assert_eq!(jo.change("grantRole", role("CONTRIBUTOR", Some("2026-03-31")), "")["errors"], json!([]));
}

#[test]
fn nobody_is_given_a_role_for_an_agency_that_was_archived() {
    let server = TestServer::founding();
    server.test.add_user("jo@example.org", &[]);
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    let somebody = server.test.administrator();
    let gone = json!({ "name": "Gone", "kind": "LOCAL_AUTHORITY" });
    let made = server.test.change(&somebody, "createAgency", gone, "agency { id version }");
    let archive =
        json!({ "id": made["agency"]["id"], "version": made["agency"]["version"], "reason": "Closed." });
    server.test.change(&somebody, "archiveAgency", archive, "");
    let input = json!({ "user": "jo@example.org", "role": "CONTRIBUTOR", "partnership": CHELMSFORD,
        "agency": made["agency"]["id"], "reason": "r" });
    let refused = administrator.change("grantRole", input, "");
    assert_eq!(refused["errors"][0]["path"], json!(["agency"]), "{refused}");
}

#[test]
fn nobody_grants_more_than_they_may() {
    let server = TestServer::founding();
    server.test.add_user("jo@example.org", &[]);
    let chelmsford = Some(server.test.partnership(CHELMSFORD));
    let police = Some(server.test.agency("essex-police"));
    let admin_of_police = server.browser_with(&[(Role::PartnerAdmin, chelmsford, police)]);
    let input = |role: &str, partnership: Option<&str>| json!({ "user": "jo@example.org", "role": role, "partnership": partnership, "reason": "r" });
    for client in [&admin_of_police, &coordinator(&server)] {
        assert_eq!(client.refusal("grantRole", input("ADMINISTRATOR", None)), "FORBIDDEN");
        assert_eq!(client.refusal("grantRole", input("AUDITOR", None)), "FORBIDDEN");
    }
    assert_eq!(admin_of_police.refusal("grantRole", input("COORDINATOR", Some(CHELMSFORD))), "FORBIDDEN");
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    assert_eq!(administrator.change("grantRole", input("ADMINISTRATOR", None), "")["errors"], json!([]));
    assert_eq!(server.nobody().refusal("grantRole", input("AUDITOR", None)), "UNAUTHENTICATED");
}

#[test]
fn the_last_administrator_cannot_be_taken_away() {
    let server = TestServer::founding();
    let user = server.test.add_user("admin@example.org", &[(Role::Administrator, None, None)]);
    let admin = server.browser(user);
    let own = admin.data("{ viewer { user { version } roles { id } } }")["viewer"].clone();
    let revoke = json!({ "id": own["roles"][0]["id"], "version": 1, "reason": "r" });
    assert_eq!(admin.change("revokeRole", revoke, "")["errors"][0]["code"], "INVALID");
    let disable =
        json!({ "input": { "id": user.to_string(), "version": own["user"]["version"], "reason": "r" } });
    let query = "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code } } }";
    assert_eq!(admin.ask(query, disable)["data"]["disableUser"]["errors"][0]["code"], "INVALID");
}

#[test]
fn a_disabled_account_stops_at_the_next_request() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]);
    let (jo, admin) = (server.browser(user), server.browser_with(&[(Role::Administrator, None, None)]));
    let manage = |mutation: &str, version: i32| {
        let input = json!({ "input": { "id": user.to_string(), "version": version, "reason": "Left." } });
        let query = format!(
            "mutation M($input: ManageUserInput!) {{ {mutation}(input: $input) {{ user {{ state version }} errors {{ code }} }} }}"
        );
        admin.ask(&query, input)["data"][mutation].clone()
    };
    assert_eq!(manage("disableUser", 1)["user"], json!({ "state": "DISABLED", "version": 2 }));
    assert_eq!(jo.data("{ viewer { kind } }")["viewer"], Value::Null);
    assert_eq!(manage("disableUser", 1)["errors"][0]["code"], "CONFLICT");
    assert_eq!(manage("enableUser", 2)["user"]["state"], "INVITED");
    let newest = admin.data("{ changes(first: 1) { nodes { command } } }");
    assert_eq!(newest["changes"]["nodes"][0]["command"], "user.enable");
    assert_eq!(jo.data("{ viewer { kind } }")["viewer"], Value::Null, "their sessions had ended");
}

#[test]
fn a_reason_that_says_nothing_is_none() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]).to_string();
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let before = server.test.sequence();
    for reason in ["", " ", "\u{200B}"] {
        let grant =
            json!({ "user": user, "role": "AUDITOR", "partnership": "safer-chelmsford", "reason": reason });
        let granted = admin.change("grantRole", grant, "")["errors"][0].clone();
        let disable = json!({ "input": { "id": user, "version": 1, "reason": reason } });
        let query =
            "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code path } } }";
        let disabled = admin.ask(query, disable)["data"]["disableUser"]["errors"][0].clone();
        for error in [granted, disabled] {
            assert_eq!(
                (&error["code"], &error["path"]),
                (&json!("INVALID"), &json!(["reason"])),
                "{reason:?}"
            );
        }
    }
    assert_eq!(server.test.sequence(), before, "nothing was written");
}

#[test]
fn an_api_key_reads_what_it_was_made_for_until_it_is_revoked() {
    let server = TestServer::founding();
    let coordinator = coordinator(&server);
    let input = json!({ "name": "The app", "partnership": CHELMSFORD, "reads": "PARTNERS", "expiresAt": "2026-04-01T00:00:00Z" });
    let made = coordinator.change("createApiKey", input.clone(), "secret apiKey { id version name works }");
    let secret = made["secret"].as_str().unwrap().to_owned();
    let app = || server.nobody().with("authorization", format!("Bearer {secret}"));
    assert_eq!(
        app().data("{ viewer { kind user { id } } }")["viewer"],
        json!({ "kind": "API_KEY", "user": null })
    );
    let answer = app().post("mutation { signOut { ended } }", json!({})).json();
    assert_eq!(
        answer["errors"][0]["extensions"]["code"], "FORBIDDEN",
        "there is no session to end: {answer}"
    );
    let hidden = json!({ "partnership": CHELMSFORD, "name": "Quiet patrols", "visibility": "PARTNERS" });
    coordinator.change("createProject", hidden, "");
    let count = |client: &Client<'_>| {
        client.data("{ projects(filter: { text: \"quiet\" }) { totalCount } }")["projects"]["totalCount"]
            .clone()
    };
    assert_eq!((count(&app()), count(&server.nobody())), (json!(1), json!(0)));
    assert_eq!(
        app().refusal("createProject", json!({ "partnership": CHELMSFORD, "name": "X" })),
        "FORBIDDEN"
    );
    let keys = coordinator.data("{ apiKeys { nodes { name lastUsedAt works } } }");
    assert_eq!(keys["apiKeys"]["nodes"][0]["name"], "The app");
    let mut restricted = input.clone();
    restricted["reads"] = json!("RESTRICTED");
    assert_eq!(coordinator.change("createApiKey", restricted, "")["errors"][0]["path"], json!(["reads"]));
    let mut register = input;
    register["partnership"] = Value::Null;
    assert_eq!(coordinator.refusal("createApiKey", register), "FORBIDDEN");
    let revoke = json!({ "id": made["apiKey"]["id"], "version": made["apiKey"]["version"], "reason": "No longer used." });
    let revoked = coordinator.change("revokeApiKey", revoke, "secret apiKey { isRevoked works }");
    assert_eq!(revoked["apiKey"], json!({ "isRevoked": true, "works": false }));
    assert_eq!(app().post("{ viewer { kind } }", json!({})).status, 401);
}

#[test]
fn an_api_key_ends_by_itself() {
    let server = TestServer::founding();
    let input = json!({ "name": "The app", "partnership": CHELMSFORD, "expiresAt": "2026-03-03T00:00:00Z" });
    let made = coordinator(&server).change("createApiKey", input, "secret");
    let app = server.nobody().with("authorization", format!("Bearer {}", made["secret"].as_str().unwrap()));
    assert_eq!(app.post("{ viewer { kind } }", json!({})).status, 200);
    server.test.wait(86_400);
    assert_eq!(app.post("{ viewer { kind } }", json!({})).status, 401);
}

#[test]
fn accounts_are_seen_by_scope() {
    let server = TestServer::founding();
    let test = &server.test;
    let chelmsford = Some(test.partnership(CHELMSFORD));
    let police = Some(test.agency("essex-police"));
    let council = Some(test.agency("chelmsford-city-council"));
    let person = |email: &str, role| test.add_user(email, &[role]);
    let admin = person("admin@example.org", (Role::Administrator, None, None));
    let lead = person("lead@example.org", (Role::Coordinator, chelmsford, None));
    let sergeant = person("sergeant@example.org", (Role::PartnerAdmin, chelmsford, police));
    person("constable@example.org", (Role::Contributor, chelmsford, police));
    let officer = person("officer@example.org", (Role::Contributor, chelmsford, council));
    test.add_user("stranger@example.org", &[]);
    let seen = |user: UserId| -> Vec<String> {
        let answer = server.browser(user).data("{ users { nodes { email } } }");
        let nodes = answer["users"]["nodes"].as_array().unwrap().iter();
        nodes.map(|node| node["email"].as_str().unwrap().split('@').next().unwrap().to_owned()).collect()
    };
    assert_eq!(seen(admin), ["admin", "constable", "lead", "officer", "sergeant", "stranger"]);
    assert_eq!(seen(lead), ["constable", "lead", "officer", "sergeant"]);
    assert_eq!(seen(sergeant), ["constable", "sergeant"]);
    assert_eq!(seen(officer), ["officer"]);
    assert_eq!(server.nobody().data("{ users { totalCount } }")["users"]["totalCount"], 0);
    let query = format!("{{ user(id: \"{admin}\") {{ email }} }}");
    assert_eq!(server.browser(lead).data(&query)["user"], Value::Null);
    let roles = "{ roleGrants(partnership: \"safer-chelmsford\") { nodes { role user { email lastSignInAt secondFactorAt } grantedBy { email } } } }";
    assert_eq!(server.browser(lead).data(roles)["roleGrants"]["nodes"].as_array().unwrap().len(), 4);
    assert_eq!(server.browser(officer).data(roles)["roleGrants"]["nodes"].as_array().unwrap().len(), 1);
    let page = server
        .browser(admin)
        .data("{ users(first: 2) { nodes { email } pageInfo { endCursor hasNextPage } totalCount } }");
    let after = page["users"]["pageInfo"]["endCursor"].as_str().unwrap();
    let rest = format!(
        "{{ users(first: 2, after: \"{after}\") {{ nodes {{ email }} pageInfo {{ hasPreviousPage }} }} }}"
    );
    assert_eq!(server.browser(admin).data(&rest)["users"]["nodes"][0]["email"], "lead@example.org");
}

#[test]
fn who_sees_all_of_a_partnership_sees_what_became_of_its_peoples_accounts() {
    let server = TestServer::founding();
    let police = server.test.agency("essex-police");
    let home = server.test.graph(CHELMSFORD).partnership.id;
    let roles = [(Role::PartnerAdmin, Some(home), Some(police))];
    let user = server.test.add_user("jo@example.org", &roles).to_string();
    let disable = json!({ "input": { "id": user, "version": 1, "reason": "Left." } });
    let query = "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code } } }";
    let coordinator = coordinator(&server);
    assert_eq!(coordinator.ask(query, disable)["data"]["disableUser"]["errors"], json!([]));
    let seen = |client: &Client<'_>| {
        let asked = format!(
            "{{ changes(filter: {{ type: [USER], entity: \"{user}\" }}) {{ nodes {{ command reason }} }} }}"
        );
        client.data(&asked)["changes"]["nodes"].clone()
    };
    let auditor = server.browser_with(&[(Role::Auditor, Some(home), None)]);
    for client in [&coordinator, &auditor] {
        assert_eq!(seen(client)[0], json!({ "command": "user.disable", "reason": "Left." }));
        let all = "{ changes(first: 1, filter: { type: [USER], action: [UPDATE] }) { nodes { entityId } } }";
        assert_eq!(client.data(all)["changes"]["nodes"], json!([{ "entityId": user }]));
    }
    let colleague = server.browser_with(&roles);
    assert_eq!(seen(&colleague), json!([]));
    let own = auditor.data("{ users { nodes { changes(first: 1) { nodes { command entityId } } } } }");
    let disabled = json!({ "command": "user.disable", "entityId": user });
    assert!(own.to_string().contains(&disabled.to_string()), "{own}");
    // What is counted is what is listed.
    let counted = auditor.data("{ changes { totalCount } changeStats(by: MONTH) { changes } }");
    let stats = counted["changeStats"].as_array().unwrap();
    let sum: i64 = stats.iter().map(|year| year["changes"].as_i64().unwrap()).sum();
    assert_eq!(counted["changes"]["totalCount"], sum);
}

#[test]
fn a_role_that_ended_on_a_day_held_on_that_day_and_holds_no_more() {
    let server = TestServer::founding();
    let home = server.test.graph(CHELMSFORD).partnership.id;
    let user = server.test.add_user("jo@example.org", &[(Role::Auditor, Some(home), None)]).to_string();
    let coordinator = coordinator(&server);
    let held = |on: &str| {
        let asked = format!("{{ roleGrants(user: \"{user}\"{on}) {{ nodes {{ id version }} }} }}");
        coordinator.data(&asked)["roleGrants"]["nodes"].clone()
    };
    let grant = held("")[0].clone();
    let revoke = json!({ "id": grant["id"], "version": grant["version"], "reason": "Left." });
    assert_eq!(coordinator.change("revokeRole", revoke, "")["errors"], json!([]));
    assert_eq!(held(""), json!([]));
    assert_eq!(held(", on: \"2026-03-02\"")[0]["id"], grant["id"]);
    assert_eq!(held(", on: \"2026-03-03\""), json!([]));
}

#[test]
fn a_role_of_an_agency_that_left_since_held_on_the_days_on_which_it_sat() {
    let server = TestServer::founding();
    let police = server.test.agency("essex-police");
    server.test.add_user("jo@example.org", &[(Role::PartnerAdmin, None, Some(police))]);
    let coordinator = coordinator(&server);
    let member = membership_of_the_police(&coordinator);
    let left = json!({ "id": member["id"], "version": member["version"], "leftOn": "2026-03-02" });
    assert_eq!(coordinator.change("updateMembership", left, "")["errors"], json!([]));
    server.test.wait(3 * 86_400);
    let coordinator = self::coordinator(&server);
    let held = |on: &str| {
        let asked = format!("{{ roleGrants(partnership: \"{CHELMSFORD}\"{on}) {{ nodes {{ userName }} }} }}");
        coordinator.data(&asked)["roleGrants"]["nodes"].to_string().contains("\"jo\"")
    };
    assert_eq!([held(", on: \"2026-03-02\""), held(", on: \"2026-03-03\""), held("")], [true, false, false]);
    let table = |day: &str| {
        coordinator.get(&format!("/export/check-roles.csv?partnership={CHELMSFORD}&on={day}")).body
    };
    assert!(table("2026-03-02").contains("jo") && !table("2026-03-03").contains("jo,"));
}

#[test]
fn an_agencys_role_holds_where_it_sits_from_the_first_day_to_the_last() {
    let server = TestServer::founding();
    let police = server.test.agency("essex-police");
    let coordinator = coordinator(&server);
    let member = membership_of_the_police(&coordinator);
    let mut version = member["version"].as_i64().unwrap();
    // 2 March 2026 in the tests.
    let days = [
        (json!("2026-03-03"), Value::Null, false),
        (json!("2026-03-02"), Value::Null, true),
        (Value::Null, json!("2026-03-02"), true),
        (Value::Null, json!("2026-03-01"), false),
    ];
    for (joined, left, holds) in days {
        let input = json!({ "id": member["id"], "version": version, "joinedOn": joined, "leftOn": left });
        let changed = coordinator.change("updateMembership", input, "membership { version }");
        version = changed["membership"]["version"].as_i64().unwrap();
        let sergeant = server.browser_with(&[(Role::PartnerAdmin, None, Some(police))]);
        let may = sergeant.data("{ partnership(slug: \"safer-chelmsford\") { viewerAgencies { slug } } }");
        let agencies = may["partnership"]["viewerAgencies"].as_array().unwrap().len();
        assert_eq!(agencies == 1, holds, "{changed}");
        let project = json!({ "partnership": CHELMSFORD, "name": "Patrols", "leadAgency": "essex-police" });
        let refusal = sergeant.refusal("createProject", project);
        assert_eq!(refusal.is_empty(), holds, "{refusal}");
    }
}

#[test]
fn nobody_gives_roles_where_their_agency_does_not_sit_or_no_longer() {
    let server = TestServer::founding();
    let police = server.test.agency("essex-police");
    let sergeant = server.test.add_user("jo@example.org", &[(Role::PartnerAdmin, None, Some(police))]);
    let sergeant = server.browser(sergeant);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let elsewhere = json!({ "name": "Elsewhere", "slug": "elsewhere" });
    assert_eq!(admin.change("createPartnership", elsewhere, "")["errors"], json!([]));
    let roles = |partnership: &str| {
        let to_themselves = json!({ "user": "jo@example.org", "role": "PARTNER_ADMIN", "partnership": partnership,
            "agency": "essex-police", "reason": "Of my own." });
        let to_another = json!({ "email": "al@example.org", "name": "Al", "role": "CONTRIBUTOR",
            "partnership": partnership, "agency": "essex-police", "reason": "Of my own." });
        [("grantRole", to_themselves), ("inviteUser", to_another)]
    };
    for (mutation, input) in roles("elsewhere") {
        assert_eq!(sergeant.refusal(mutation, input), "FORBIDDEN", "{mutation}");
    }
    let coordinator = coordinator(&server);
    let member = membership_of_the_police(&coordinator);
    let input = json!({ "id": member["id"], "version": member["version"], "leftOn": "2026-03-01" });
    assert_eq!(coordinator.change("updateMembership", input, "")["errors"], json!([]));
    for (mutation, input) in roles(CHELMSFORD) {
        assert_eq!(sergeant.refusal(mutation, input), "FORBIDDEN", "{mutation}");
    }
}

#[test]
fn the_accounts_of_an_agency_that_left_are_followed_no_further() {
    let server = TestServer::founding();
    let police = server.test.agency("essex-police");
    let user = server.test.add_user("jo@example.org", &[(Role::PartnerAdmin, None, Some(police))]);
    let coordinator = coordinator(&server);
    let member = membership_of_the_police(&coordinator);
    let input = json!({ "id": member["id"], "version": member["version"], "leftOn": "2026-03-02" });
    assert_eq!(coordinator.change("updateMembership", input, "")["errors"], json!([]));
    server.test.wait(3 * 86_400);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let disable = json!({ "id": user.to_string(), "version": 1, "reason": "Left." });
    let query = "mutation M($input: ManageUserInput!) { disableUser(input: $input) { errors { code } } }";
    assert_eq!(admin.ask(query, json!({ "input": disable }))["errors"], Value::Null);
    let query = format!("{{ changes(filter: {{ entity: \"{user}\" }}) {{ nodes {{ command }} }} }}");
    let seen = self::coordinator(&server).data(&query)["changes"]["nodes"].clone();
    assert!(!seen.to_string().contains("user.disable"), "{seen}");
    assert!(admin.data(&query)["changes"]["nodes"].to_string().contains("user.disable"));
}

#[test]
fn who_granted_a_role_is_known_by_name_without_their_account() {
    let server = TestServer::founding();
    let admin = server.test.add_user("admin@example.org", &[(Role::Administrator, None, None)]);
    let user = server.test.add_user("jo@example.org", &[]);
    grant(&server.browser(admin), "jo@example.org", "CONTRIBUTOR", Some("essex-police"));
    let query = "{ viewer { user { roles { grantedByName grantedBy { email lastSignInAt } } } } }";
    let seen = server.browser(user).data(query)["viewer"]["user"]["roles"][0].clone();
    assert_eq!(seen, json!({ "grantedByName": "admin", "grantedBy": null }));
    let query = format!("{{ user(id: \"{user}\") {{ roles {{ grantedBy {{ email }} }} }} }}");
    let seen = server.browser(admin).data(&query)["user"]["roles"][0].clone();
    assert_eq!(seen["grantedBy"]["email"], "admin@example.org");
}

#[test]
fn a_text_that_no_database_keeps_is_refused_in_words() {
    let server = TestServer::founding();
    let input = json!({ "email": "a\0b@example.org", "password": "x", "kind": "TOKENS" });
    let answer = server.nobody().post_mutation("signIn", input, "nextStep");
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "BAD_REQUEST", "{}", answer.body);
    let literal =
        "mutation { requestPasswordReset(input: { email: \"a\\u0000b@example.org\" }) { sendsLetters } }";
    let answer = server.nobody().post(literal, json!({}));
    assert!(answer.body.contains("U+0000"), "{}", answer.body);
    assert_eq!(coordinator(&server).get("/export/changes.csv?text=a%00b").status, 400);
}

#[test]
fn what_became_of_an_account_before_its_role_is_told_to_nobody_of_the_partnership() {
    let server = TestServer::founding();
    let user = server.test.add_user("jo@example.org", &[]);
    let admin = server.browser_with(&[(Role::Administrator, None, None)]);
    let rename = |version: i32, reason: &str| {
        let input = json!({ "id": user.to_string(), "version": version, "name": format!("Jo {version}"), "reason": reason });
        assert_eq!(admin.change("updateUser", input, "")["errors"], json!([]));
    };
    rename(1, "Of elsewhere");
    server.test.wait(60);
    let coordinator = coordinator(&server);
    grant(&coordinator, "jo@example.org", "CONTRIBUTOR", Some("essex-police"));
    server.test.wait(60);
    rename(2, "Of here");
    let query = format!("{{ changes(filter: {{ entity: \"{user}\" }}) {{ nodes {{ reason }} }} }}");
    assert_eq!(coordinator.data(&query)["changes"]["nodes"], json!([{ "reason": "Of here" }]));
}
