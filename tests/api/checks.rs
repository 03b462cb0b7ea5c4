//! The checks of auditors and coordinators: each with something to find and with nothing,
//! and within what whoever runs it may see.

use partnership_register::model::Role;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::server::TestServer;
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const COUNCIL: &str = "chelmsford-city-council";

/// What a check over the plan says to somebody.
fn check(test: &TestRegister, person: &Person, selection: &str) -> Value {
    let query = format!("{{ partnership(slug: \"{SLUG}\") {{ checks {{ ranAt on {selection} }} }} }}");
    let answer = test.ask(person, &query, json!({}));
    assert_eq!(answer["errors"], json!([]), "{selection}");
    answer["data"]["partnership"]["checks"].clone()
}

/// Does something that must succeed; gives the payload.
fn act(test: &TestRegister, mutation: &str, input: Value, selection: &str) -> Value {
    let payload = test.change(&test.coordinator(SLUG), mutation, input, selection);
    assert_eq!(payload["errors"], json!([]), "{mutation}");
    payload
}

#[test]
fn schemes_without_lead_or_update_are_found_until_they_have_both() {
    let test = TestRegister::founding();
    let schemes =
        "schemes { examined staleAfterDays withoutLead { totalCount } withoutUpdate { totalCount } }";
    let found = check(&test, &test.auditor(SLUG), schemes);
    assert_eq!(found["on"], "2026-03-02");
    let expected = json!({
        "examined": 19, "staleAfterDays": 120, "withoutLead": { "totalCount": 19 }, "withoutUpdate": { "totalCount": 0 },
    });
    assert_eq!(found["schemes"], expected);
    test.wait(121 * 86_400);
    let projects: Vec<String> =
        test.graph(SLUG).projects.iter().map(|node| node.record.id.to_string()).collect();
    for id in projects {
        act(
            &test,
            "updateProject",
            json!({ "id": id, "version": 1, "leadAgency": POLICE }),
            "project { id }",
        );
    }
    let found = check(&test, &test.auditor(SLUG), schemes);
    assert_eq!(found["schemes"]["withoutLead"]["totalCount"], 0);
    assert_eq!(found["schemes"]["withoutUpdate"]["totalCount"], 19);
}

#[test]
fn actions_that_are_overdue_or_dated_anew_are_found() {
    let test = TestRegister::founding();
    let actions = "actions { examined open overdue { nodes { text } } \
                   redated { nodes { text timesRedated originalDueOn } } \
                   twice: redated(atLeast: 2) { totalCount } }";
    let auditor = test.auditor(SLUG);
    let nothing = json!({
        "examined": 0, "open": 0, "overdue": { "nodes": [] }, "redated": { "nodes": [] }, "twice": { "totalCount": 0 },
    });
    assert_eq!(check(&test, &auditor, actions)["actions"], nothing);
    for (text, due) in [("Late", "2026-02-01"), ("In time", "2026-04-01"), ("Put off", "2026-02-01")] {
        let input = json!({ "partnership": SLUG, "text": text, "dueOn": due });
        let payload = act(&test, "createAction", input, "action { id }");
        if text == "Put off" {
            let input = json!({ "id": payload["action"]["id"], "version": 1, "dueOn": "2026-06-01" });
            act(&test, "updateAction", input, "action { id }");
        }
    }
    let found = check(&test, &auditor, actions)["actions"].clone();
    let expected = json!({
        "examined": 3, "open": 3, "overdue": { "nodes": [{ "text": "Late" }] },
        "redated": { "nodes": [{ "text": "Put off", "timesRedated": 1, "originalDueOn": "2026-02-01" }] },
        "twice": { "totalCount": 0 },
    });
    assert_eq!(found, expected);
    // The public sees none of them.
    assert_eq!(check(&test, &Person::nobody(), actions)["actions"], nothing);
}

/// A sitting of the board on a day, held with this attendance.
fn held(test: &TestRegister, day: &str, attendance: Value) {
    let board = test.graph(SLUG);
    let board = board.meetings.iter().find(|node| node.record.is_board).unwrap().record.id.to_string();
    let input = json!({ "meeting": board, "startsOn": day });
    let payload = act(test, "scheduleMeeting", input, "occurrences { id }");
    let id = &payload["occurrences"][0]["id"];
    act(
        test,
        "recordMeeting",
        json!({ "id": id, "version": 1, "attendance": attendance }),
        "occurrence { id }",
    );
}

/// The founding partnership, of which the police and the council are responsible
/// authorities; the council joined in 2026.
fn authorities() -> TestRegister {
    let mut file = serde_json::to_value(founding_file()).unwrap();
    for member in file["memberships"].as_array_mut().unwrap() {
        if member["agency"] == POLICE || member["agency"] == COUNCIL {
            member["basis"] = json!("RESPONSIBLE_AUTHORITY");
        }
        if member["agency"] == COUNCIL {
            member["joinedOn"] = json!("2026-01-01");
        }
    }
    let test = TestRegister::new();
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    test
}

#[test]
fn attendance_counts_responsible_authorities_for_as_long_as_they_are_members() {
    let test = authorities();
    let line = "agency { slug } sittings came present apologies notRecorded";
    let asked = format!(
        "attendance(from: \"2025-06-01\") {{ from to examined basisStated \
         sittingsWithoutAttendance {{ startsOn }} agencies {{ {line} }} }}"
    );
    let auditor = test.auditor(SLUG);
    let found = check(&test, &auditor, &asked)["attendance"].clone();
    assert_eq!((&found["examined"], &found["basisStated"]), (&json!(0), &json!(true)));
    assert_eq!(found["to"], "2026-03-02");
    let present = |agency: &str| json!({ "agency": agency, "state": "PRESENT" });
    held(&test, "2025-05-01", json!([present(POLICE)]));
    held(&test, "2025-09-01", json!([present(POLICE)]));
    held(&test, "2026-01-20", json!([present(COUNCIL), { "agency": POLICE, "state": "APOLOGIES" }]));
    held(&test, "2026-02-10", json!([present(POLICE)]));
    held(&test, "2026-02-24", json!([]));
    let found = check(&test, &auditor, &asked)["attendance"].clone();
    assert_eq!(found["examined"], 3);
    assert_eq!(found["sittingsWithoutAttendance"], json!([{ "startsOn": "2026-02-24" }]));
    let of = |slug: &str, [sittings, came, apologies, not_recorded]: [i32; 4]| {
        json!({
            "agency": { "slug": slug }, "sittings": sittings, "came": came, "present": came,
            "apologies": apologies, "notRecorded": not_recorded,
        })
    };
    let lines = found["agencies"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines.contains(&of(POLICE, [3, 2, 1, 0])), "{lines:?}");
    assert!(lines.contains(&of(COUNCIL, [2, 1, 0, 1])), "{lines:?}");
    // Where no basis is stated, all members are counted.
    let test = TestRegister::founding();
    let found = check(&test, &test.auditor(SLUG), &asked)["attendance"].clone();
    assert_eq!(found["basisStated"], false);
    assert!(found["agencies"].as_array().unwrap().len() >= 10);
}

#[test]
fn a_strategy_is_approved_by_a_body_that_did_more_than_note_it() {
    for (outcome, found) in [("NOTED", 1), ("NOT_ADOPTED", 1), ("ADOPTED", 0), ("ROLLED_FORWARD", 0)] {
        let mut file = serde_json::to_value(founding_file()).unwrap();
        file["strategies"][0]["approvals"] = json!([{ "body": "The board", "outcome": outcome }]);
        let test = TestRegister::new();
        test.import(&serde_json::from_value(file).unwrap()).unwrap();
        let checked =
            check(&test, &Person::nobody(), "strategies { examined withoutApproval { totalCount } }");
        let expected = json!({ "examined": 1, "withoutApproval": { "totalCount": found } });
        assert_eq!(checked["strategies"], expected, "{outcome}");
    }
}

const LATE: &str = "lateEntries { examined days from to \
                    entries { totalCount nodes { kind about daysLate change { entityLabel actor { role } } } } }";

#[test]
fn entries_about_a_day_long_passed_are_read_from_the_history() {
    let test = TestRegister::founding();
    let (auditor, project) = (test.auditor(SLUG), test.graph(SLUG).projects[0].record.id.to_string());
    let none = &check(&test, &auditor, LATE)["lateEntries"];
    assert_eq!(none["entries"], json!({ "totalCount": 0, "nodes": [] }));
    let before = none["examined"].as_i64().unwrap();
    for on in ["2026-02-20", "2025-12-01"] {
        let input = json!({ "project": project, "on": on, "rating": "GREEN", "narrative": "Going well." });
        act(&test, "postProgress", input, "progressUpdate { id }");
    }
    held(&test, "2026-01-10", json!([{ "agency": POLICE, "state": "PRESENT" }]));
    held(&test, "2026-02-28", json!([{ "agency": POLICE, "state": "PRESENT" }]));
    let payload =
        act(&test, "createAction", json!({ "partnership": SLUG, "text": "Do it" }), "action { id }");
    let close =
        json!({ "id": payload["action"]["id"], "version": 1, "outcome": "COMPLETED", "on": "2025-12-31" });
    act(&test, "closeAction", close, "action { id }");
    let found = &check(&test, &auditor, LATE)["lateEntries"];
    assert_eq!(found["examined"].as_i64().unwrap(), before + 5);
    let told: Vec<_> = found["entries"]["nodes"].as_array().unwrap().iter().collect();
    let said = |at: usize| (told[at]["kind"].as_str().unwrap(), told[at]["daysLate"].as_i64().unwrap());
    assert_eq!([said(0), said(1), said(2)], [("ACTION_CLOSED", 61), ("SITTING", 51), ("PROGRESS", 91)]);
    assert_eq!(told.len(), 3);
    assert_eq!(told[0]["change"]["actor"]["role"], "COORDINATOR");
    // Nobody's history is the public's.
    assert_eq!(check(&test, &Person::nobody(), LATE)["lateEntries"], Value::Null);
    // Those made before the days that are asked for are not looked at.
    test.wait(40 * 86_400);
    let later = check(&test, &auditor, &LATE.replacen("lateEntries", "lateEntries(from: \"2026-04-01\")", 1));
    assert_eq!(later["lateEntries"]["examined"], 0);
}

#[test]
fn late_entries_about_what_is_hidden_are_found_by_nobody_who_may_not_see_it() {
    let test = TestRegister::founding();
    let input =
        json!({ "partnership": SLUG, "text": "Secret", "owners": [POLICE], "visibility": "RESTRICTED" });
    let payload = act(&test, "createAction", input, "action { id }");
    let close =
        json!({ "id": payload["action"]["id"], "version": 1, "outcome": "COMPLETED", "on": "2025-12-31" });
    act(&test, "closeAction", close, "action { id }");
    let count = |person: &Person| {
        let found = check(&test, person, LATE)["lateEntries"].clone();
        (found["examined"].clone(), found["entries"]["totalCount"].clone())
    };
    let (_, seen) = count(&test.partner_admin(SLUG, POLICE));
    assert_eq!(seen, 1);
    assert_eq!(count(&test.auditor(SLUG)).1, 1);
    let (examined, seen) = count(&test.partner_admin(SLUG, COUNCIL));
    assert_eq!(seen, 0);
    assert_eq!(count(&test.auditor(SLUG)).0.as_i64().unwrap(), examined.as_i64().unwrap() + 1);
}

const ACCOUNTS: &str = "days examined signInsKeptForDays unused { nodes { user { email } lastUsedAt } }";

#[test]
fn unused_accounts_are_found_by_coordinators_and_auditors_and_by_no_partner() {
    let server = TestServer::founding();
    let place = Some(server.test.partnership(SLUG));
    let police = Some(server.test.agency(POLICE));
    server.test.add_user("pat.police@example.org", &[(Role::PartnerAdmin, place, police)]);
    let sam = server.test.add_user("sam.police@example.org", &[(Role::Contributor, place, police)]);
    let asked = format!("{{ accountCheck(partnership: \"{SLUG}\") {{ {ACCOUNTS} }} }}");
    let coordinator = [(Role::Coordinator, place, None)];
    let fresh = server.browser_with(&coordinator).data(&asked)["accountCheck"].clone();
    assert_eq!((&fresh["examined"], &fresh["unused"]["nodes"]), (&json!(3), &json!([])));
    server.test.wait(100 * 86_400);
    server.test.begin_session(sam);
    server.test.wait(100 * 86_400);
    for roles in [coordinator, [(Role::Auditor, place, None)]] {
        let found = server.browser_with(&roles).data(&asked)["accountCheck"].clone();
        let emails: Vec<&str> = found["unused"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|node| node["user"]["email"].as_str())
            .collect();
        // Beside Pat there is the coordinator of 200 days ago.
        assert!(emails.contains(&"pat.police@example.org") && emails.len() == 2, "{emails:?}");
        assert_eq!(found["signInsKeptForDays"], 365);
    }
    let everywhere = format!("{{ accountCheck {{ {ACCOUNTS} }} }}");
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    assert_ne!(administrator.data(&everywhere)["accountCheck"], Value::Null);
    let partner = server.browser_with(&[(Role::PartnerAdmin, place, police)]);
    for (who, query) in [(&partner, &asked), (&partner, &everywhere), (&server.nobody(), &asked)] {
        assert_eq!(who.data(query)["accountCheck"], Value::Null);
    }
    let coordinator = server.browser_with(&coordinator);
    assert_eq!(coordinator.data(&everywhere)["accountCheck"], Value::Null);
    for table in ["check-accounts", "check-roles"] {
        let path = format!("/export/{table}.csv?partnership={SLUG}");
        assert_eq!(partner.get(&path).status, 404, "{table}");
        assert_eq!(server.get(&path).status, 401, "{table}");
        let answer = coordinator.get(&path);
        assert_eq!(answer.status, 200, "{table}");
        assert!(answer.body.contains("pat.police@example.org"), "{table}");
    }
    let before = coordinator.get(&format!("/export/check-roles.csv?partnership={SLUG}&on=2026-03-01")).body;
    assert_eq!(before.lines().count(), 1);
}

#[test]
fn every_check_of_a_plan_is_a_table_that_says_when_it_was_run() {
    let server = TestServer::over(authorities());
    let place = Some(server.test.partnership(SLUG));
    let auditor = server.browser_with(&[(Role::Auditor, place, None)]);
    held(&server.test, "2026-01-10", json!([{ "agency": POLICE, "state": "PRESENT" }]));
    let input = json!({ "partnership": SLUG, "text": "Late", "dueOn": "2026-02-01" });
    act(&server.test, "createAction", input, "action { id }");
    let expected =
        [("schemes", 19), ("actions", 1), ("attendance", 2), ("late-entries", 1), ("strategies", 1)];
    for (name, rows) in expected {
        let answer = auditor.get(&format!("/export/check-{name}.csv?partnership={SLUG}"));
        assert_eq!(answer.status, 200, "{name}");
        let mut lines = answer.body.lines();
        assert!(lines.next().unwrap().starts_with("ranAt,partnership,from,to,"), "{name}");
        let found: Vec<&str> = lines.collect();
        assert!(
            found.iter().all(|line| line.starts_with("2026-03-02T09:00:00Z,safer-chelmsford,")),
            "{name}"
        );
        assert_eq!(found.len(), rows, "{name}");
    }
    // What the public may see of a plan, it may check; the history is not among it.
    assert_eq!(server.get(&format!("/export/check-schemes.csv?partnership={SLUG}")).status, 200);
    assert_eq!(server.get(&format!("/export/check-late-entries.csv?partnership={SLUG}")).status, 404);
    assert_eq!(auditor.get("/export/check-schemes.csv").status, 404);
    let wrong = auditor.get(&format!("/export/check-attendance.csv?partnership={SLUG}&from=soon"));
    assert_eq!(wrong.status, 400);
}
