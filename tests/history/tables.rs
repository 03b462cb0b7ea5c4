//! Lists as tables: everything that the caller may see, and no formula.

use partnership_register::model::Role;
use partnership_register::model::file::PartnershipFile;
use serde_json::json;

use crate::support::server::TestServer;
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";
/// A word that stands in hidden records only.
const SECRET: &str = "Zanzibar";

/// The founding partnership with a restricted project and records that depend on it, and
/// a project whose name a spreadsheet would take for a formula.
fn file() -> PartnershipFile {
    let mut file = serde_json::to_value(founding_file()).unwrap();
    let projects = file["projects"].as_array_mut().unwrap();
    projects.push(
        json!({ "key": "hidden", "name": SECRET, "visibility": "RESTRICTED", "leadAgency": "essex-police" }),
    );
    projects.push(json!({ "key": "formula", "name": "=cmd()", "description": "+1, \"quoted\"\nand more" }));
    file["progress"] = json!([{ "key": "p", "project": "hidden", "on": "2026-03-01", "narrative": SECRET, "visibility": "PUBLIC" }]);
    file["actions"] = json!([{ "key": "a", "text": SECRET, "project": "hidden", "visibility": "PUBLIC" }]);
    file["documents"].as_array_mut().unwrap().push(
        json!({ "key": "d", "title": "An open document", "visibility": "PUBLIC", "projects": ["hidden", "pubwatch"] }),
    );
    serde_json::from_value(file).unwrap()
}

fn server() -> TestServer {
    let test = TestRegister::new();
    test.import(&file()).unwrap();
    TestServer::over(test)
}

/// The records of a table.
fn rows(body: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let (mut cell, mut quoted) = (String::new(), false);
    let mut letters = body.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => rows.last_mut().unwrap().push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                rows.last_mut().unwrap().push(std::mem::take(&mut cell));
                rows.push(Vec::new());
            }
            other => cell.push(other),
        }
    }
    rows.pop();
    rows
}

const LISTS: [&str; 15] = [
    "partnerships",
    "agencies",
    "successions",
    "members",
    "strategies",
    "priorities",
    "focus-areas",
    "meetings",
    "sittings",
    "events",
    "event-occurrences",
    "projects",
    "progress",
    "actions",
    "documents",
];

#[test]
fn every_list_is_a_table_of_what_anyone_may_see() {
    let server = server();
    for list in LISTS {
        let answer = server.get(&format!("/export/{list}.csv"));
        assert_eq!(answer.status, 200, "{list}");
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert!(!answer.body.contains(SECRET), "{list}");
        let rows = rows(&answer.body);
        assert_eq!(rows[0][0], "id");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{list}");
    }
    assert_eq!(rows(&server.get("/export/projects.csv").body).len(), 1 + 19 + 1);
    assert_eq!(
        rows(&server.get("/export/agencies.csv").body).len(),
        1 + server.test.register.directory().agencies().len()
    );
    let of_one = server.get("/export/projects.csv?partnership=safer-chelmsford");
    assert_eq!(rows(&of_one.body).len(), 1 + 19 + 1);
    let of_one = server.get("/export/agencies.csv?partnership=safer-chelmsford");
    let listed = server
        .nobody()
        .data("{ agencies(filter: { partnership: \"safer-chelmsford\" }, first: 100) { totalCount } }");
    let members = listed["agencies"]["totalCount"].as_u64().unwrap() as usize;
    assert!(members > 0 && rows(&of_one.body).len() == 1 + members, "{members} {}", of_one.body);
    let of_none = server.get("/export/successions.csv?partnership=safer-chelmsford");
    assert_eq!(of_none.status, 400);
    assert!(of_none.body.contains("belong to no partnership"), "{}", of_none.body);
}

#[test]
fn what_was_put_away_takes_its_parts_with_it() {
    let server = server();
    let test = &server.test;
    let coordinator = test.coordinator(SLUG);
    let made = |mutation: &str, input: serde_json::Value, what: &str| {
        test.change(&coordinator, mutation, input, &format!("{what} {{ id version }}"))[what].clone()
    };
    let fete = json!({ "partnership": SLUG, "name": "Cancelled fete", "visibility": "PUBLIC" });
    let fete = made("createEvent", fete, "event");
    let day = json!({ "event": fete["id"], "startsOn": "2026-12-13", "visibility": "PUBLIC" });
    made("createEventOccurrence", day, "occurrence");
    let priority = test.graph(SLUG).priorities[0].record.clone();
    let area = test
        .graph(SLUG)
        .focus_areas
        .iter()
        .find(|a| a.record.priority == priority.id)
        .unwrap()
        .record
        .clone();
    let calendar = "{ partnership(slug: \"safer-chelmsford\") {
        calendar(from: \"2026-12-13\", to: \"2026-12-13\") { __typename } } }";
    let dates = || server.nobody().data(calendar)["partnership"]["calendar"].as_array().unwrap().len();
    let holds = |list: &str, what: &str| server.get(&format!("/export/{list}.csv")).body.contains(what);
    assert!(dates() == 1 && holds("event-occurrences", "Cancelled fete"));
    assert!(holds("focus-areas", &area.id.to_string()));
    for (mutation, id, version) in [
        ("archiveEvent", fete["id"].clone(), fete["version"].clone()),
        ("archivePriority", json!(priority.id.to_string()), json!(priority.head.version)),
    ] {
        test.change(
            &coordinator,
            mutation,
            json!({ "id": id, "version": version, "reason": "Called off." }),
            "",
        );
    }
    assert!(dates() == 0 && !holds("event-occurrences", "Cancelled fete"));
    assert!(!holds("focus-areas", &area.id.to_string()));
}

#[test]
fn no_cell_is_taken_for_a_formula_and_no_text_is_lost() {
    let answer = server().get("/export/projects.csv");
    let table = rows(&answer.body);
    let row = table.iter().find(|row| row[1] == "formula").unwrap();
    assert_eq!(row[3], "'=cmd()");
    assert!(row.contains(&"'+1, \"quoted\"\nand more".to_owned()));
}

#[test]
fn the_history_and_the_people_are_for_those_who_sign_in() {
    let server = server();
    for list in ["changes", "users", "grants", "api-keys"] {
        let answer = server.get(&format!("/export/{list}.csv"));
        assert_eq!(answer.status, 401, "{list}");
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }
}

#[test]
fn the_history_is_a_table_with_a_line_for_each_change_that_the_caller_may_see() {
    let server = server();
    let place = Some(server.test.partnership(SLUG));
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    let answer = auditor.get("/export/changes.csv");
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let table = rows(&answer.body);
    assert_eq!(table.len(), 1 + server.test.sequence() as usize);
    assert_eq!(table[1][1], server.test.sequence().to_string());
    assert!(table.iter().any(|row| row[7] == SECRET && row[10] == "import"));
    let council = Some(server.test.agency("chelmsford-city-council"));
    let outside = server.browser_with(&[(Role::PartnerAdmin, place, council)]);
    let told = outside.get("/export/changes.csv").body;
    assert!(told.contains("Pubwatch") && !told.contains(SECRET));
    let of_one = auditor.get(&format!("/export/changes.csv?entity={}", table.last().unwrap()[6]));
    assert_eq!(rows(&of_one.body).len(), 2);
}

#[test]
fn the_history_is_narrowed_as_its_page_is() {
    let server = server();
    let auditor = server.browser_with(&[(Role::Auditor, None, None)]);
    let narrowed = |query: &str| {
        let answer = auditor.get(&format!("/export/changes.csv?{query}"));
        assert_eq!(answer.status, 200, "{query}");
        rows(&answer.body)
    };
    let types = narrowed("type=PROJECT,MEETING");
    assert!(
        types.len() > 20 && types[1..].iter().all(|row| ["PROJECT", "MEETING"].contains(&row[5].as_str()))
    );
    assert_eq!(narrowed("action=ARCHIVE").len(), 1);
    assert_eq!(narrowed("type=PROJECT&action=CREATE,UPDATE").len(), narrowed("type=PROJECT").len());
    assert!(narrowed("text=pubwatch")[1..].iter().any(|row| row[7] == "Pubwatch"));
    assert_eq!(narrowed("text=nothingholdsthis").len(), 1);
    assert!(narrowed("unusual=true").len() < narrowed("unusual=false").len());
    assert_eq!(narrowed("agency=essex-police").len(), 1);
    assert!(narrowed("field=leadAgency").len() > 1);
    assert!(narrowed("actor=system:import").len() > 20);
    for wrong in [
        "type=NOTHING",
        "action=project",
        "actor=nope",
        "unusual=perhaps",
        "text=%25",
        "on=2026-01-01",
        "days=3",
    ] {
        assert_eq!(auditor.get(&format!("/export/changes.csv?{wrong}")).status, 400, "{wrong}");
    }
    assert_eq!(auditor.get("/export/changes.csv?agency=nowhere").status, 404);
}

#[test]
fn people_see_the_accounts_that_are_theirs_to_see() {
    let server = server();
    let place = Some(server.test.partnership(SLUG));
    let police = Some(server.test.agency("essex-police"));
    server.test.add_user("pat.police@example.org", &[(Role::PartnerAdmin, place, police)]);
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    let users = rows(&administrator.get("/export/users.csv").body);
    assert_eq!(users.len(), 3);
    let pat = users.iter().find(|row| row[2] == "pat.police@example.org").unwrap();
    assert_eq!(pat[5], "PARTNER_ADMIN safer-chelmsford, Essex Police");
    assert_eq!(rows(&administrator.get("/export/grants.csv").body).len(), 3);
    assert_eq!(rows(&administrator.get("/export/api-keys.csv").body).len(), 1);
    let council = Some(server.test.agency("chelmsford-city-council"));
    let outside = server.browser_with(&[(Role::Contributor, place, council)]);
    let own = outside.get("/export/users.csv").body;
    assert!(!own.contains("pat.police@example.org"));
    assert_eq!(rows(&own).len(), 2);
}

#[test]
fn whoever_signed_in_has_in_their_tables_what_is_restricted_to_them() {
    let server = server();
    let place = Some(server.test.partnership(SLUG));
    for (agency, sees) in [("essex-police", true), ("chelmsford-city-council", false)] {
        let agency = Some(server.test.agency(agency));
        let browser = server.browser_with(&[(Role::PartnerAdmin, place, agency)]);
        for list in ["projects", "progress", "actions"] {
            let table = browser.get(&format!("/export/{list}.csv")).body;
            assert_eq!(table.contains(SECRET), sees, "{list}");
        }
    }
}

#[test]
fn an_address_that_asks_for_what_is_not_there_says_so() {
    let server = server();
    for path in ["/export/nothing.csv", "/export/projects", "/export/projects.csv?partnership=nowhere"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for wrong in
        ["projects.csv?secret=1", "projects.csv?from=2026-01-01", "check-schemes.csv?entity=project_1"]
    {
        assert_eq!(server.get(&format!("/export/{wrong}")).status, 400, "{wrong}");
    }
}
