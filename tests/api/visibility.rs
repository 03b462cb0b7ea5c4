//! What is not public shows nowhere to the public.

use partnership_register::auth::scope::Scope;
use partnership_register::model::file::PartnershipFile;
use partnership_register::model::{StrategyState, Visibility};
use serde_json::Value;

use crate::support::server::TestServer;
use crate::support::{TestRegister, founding_file};

/// A word that stands in hidden records only.
const SECRET: &str = "Zanzibar";

/// Adds to a list that may be left out of the file.
fn push(list: &mut Value, entry: Value) {
    if list.is_null() {
        *list = Value::Array(Vec::new());
    }
    list.as_array_mut().unwrap().push(entry);
}

/// The founding partnership with a hidden record of every kind, each named by the secret.
fn with_secrets() -> PartnershipFile {
    let mut file = serde_json::to_value(founding_file()).unwrap();
    let secret = |key: &str, more: Value| {
        let mut record =
            serde_json::json!({ "key": key, "name": format!("{SECRET} {key}"), "visibility": "PARTNERS" });
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        record
    };
    let add = |file: &mut Value, list: &str, record: Value| push(&mut file[list], record);
    add(
        &mut file,
        "projects",
        secret(
            "hidden-project",
            serde_json::json!({ "visibility": "RESTRICTED", "leadAgency": "essex-police" }),
        ),
    );
    add(&mut file, "events", secret("hidden-event", serde_json::json!({ "startsOn": "2026-04-01" })));
    add(
        &mut file,
        "meetings",
        secret(
            "hidden-panel",
            serde_json::json!({ "kind": "CASE_PANEL", "visibility": "RESTRICTED",
        "occurrences": [{ "key": "hidden-sitting", "name": format!("{SECRET} sitting"), "startsOn": "2026-04-02", "visibility": "PUBLIC" }] }),
        ),
    );
    file["progress"] = serde_json::json!([{ "key": "hidden-progress", "project": "pubwatch", "on": "2026-03-01", "narrative": SECRET },
        { "key": "child-progress", "project": "hidden-project", "on": "2026-03-01", "narrative": SECRET, "visibility": "PUBLIC" }]);
    file["actions"] = serde_json::json!([{ "key": "hidden-action", "text": SECRET, "project": "pubwatch", "dueOn": "2026-03-05" },
        { "key": "child-action", "text": SECRET, "project": "hidden-project", "visibility": "PUBLIC" }]);
    add(&mut file, "documents", serde_json::json!({ "key": "hidden-document", "title": SECRET }));
    let mut draft = file["strategies"][0].clone();
    draft["key"] = "draft".into();
    draft["title"] = format!("{SECRET} strategy").into();
    draft["state"] = "DRAFT".into();
    for (i, priority) in draft["priorities"].as_array_mut().unwrap().iter_mut().enumerate() {
        priority["key"] = format!("draft-{i}").into();
        priority["title"] = format!("{SECRET} priority {i}").into();
        let areas = priority.get_mut("focusAreas").and_then(Value::as_array_mut);
        for (j, area) in areas.into_iter().flatten().enumerate() {
            area["key"] = format!("draft-{i}-{j}").into();
            area["title"] = format!("{SECRET} area").into();
        }
    }
    add(&mut file, "strategies", draft);
    // The hidden project and event also stand under a public priority.
    let first = &mut file["strategies"][0]["priorities"][0];
    push(&mut first["projects"], "hidden-project".into());
    push(&mut first["events"], "hidden-event".into());
    push(&mut first["meetings"], "hidden-panel".into());
    serde_json::from_value(file).unwrap()
}

fn server() -> TestServer {
    let test = TestRegister::new();
    test.import(&with_secrets()).unwrap();
    TestServer::over(test)
}

/// Every way to a record, in questions that each fit the limit on cost.
const EVERYTHING: [&str; 4] = [
    r#"{ partnership(slug: "safer-chelmsford") { strategies { title priorities { title
      focusAreas { title latestProgress { narrative } } progress(first: 2) { nodes { narrative } }
      meetings { name nextOccurrence { name } } events { name } } }
      strategy { title } board { name } documents { title } calendar(from: "2026-01-01", to: "2026-12-31") { name } } }"#,
    r#"{ partnership(slug: "safer-chelmsford") { strategy { priorities { projects { name latestProgress { narrative }
      actions { text } } } } } }"#,
    r#"{ partnership(slug: "safer-chelmsford") {
      meetings(first: 100) { totalCount nodes { name occurrences(first: 3) { totalCount nodes { name } } } }
      events(first: 100) { totalCount nodes { name } }
      projects(first: 100) { totalCount nodes { name progress(first: 3) { totalCount nodes { narrative } } documents { title } } }
      actions(first: 100) { totalCount nodes { text } } } }"#,
    r#"{ projects(first: 100) { totalCount nodes { name } } meetings(first: 100) { totalCount nodes { name } }
      events(first: 100) { totalCount nodes { name } } actions(first: 100) { totalCount nodes { text } }
      dated: events(first: 100, filter: { from: "2026-01-01" }) { totalCount nodes { name } }
      agency(slug: "essex-police") { projects { totalCount nodes { name } } }
      byAgency: projects(filter: { agency: "essex-police" }) { totalCount nodes { name } }
      search(text: "Zanzibar") { totalCount nodes { title } } }"#,
];

#[test]
fn a_hidden_record_shows_in_no_relation_list_count_or_search() {
    let server = server();
    let answers = EVERYTHING.map(|query| server.data(query));
    for answer in &answers {
        assert!(!answer.to_string().contains(SECRET), "{answer}");
    }
    let plan = &answers[2]["partnership"];
    let register = &answers[3];
    for (list, count) in [("projects", 19), ("events", 8), ("meetings", 11), ("actions", 0)] {
        assert_eq!(plan[list]["totalCount"], count, "{list} of the partnership");
        assert_eq!(register[list]["totalCount"], count, "{list} of the register");
    }
    for list in ["dated", "byAgency", "search"] {
        assert_eq!(register[list]["totalCount"], 0, "{list}");
    }
    assert_eq!(register["agency"]["projects"]["totalCount"], 0);
}

#[test]
fn a_hidden_record_is_not_found_by_its_id_nor_filtered_by() {
    let server = server();
    let graph = server.test.graph("safer-chelmsford");
    let mut hidden: Vec<String> = Vec::new();
    for record in graph.records() {
        let seen =
            graph.exposure(record.id()).is_some_and(|exposure| exposure.visibility == Visibility::Public);
        if !seen {
            hidden.push(record.id().to_string());
        }
    }
    assert!(hidden.len() > 20, "{}", hidden.len());
    for id in &hidden {
        assert_eq!(
            server.data(&format!(r#"{{ node(id: "{id}") {{ id }} }}"#)),
            serde_json::json!({ "node": null })
        );
    }
    let draft =
        graph.priorities.iter().find(|n| n.exposure.visibility == Visibility::Partners).unwrap().record.id;
    let data = server.data(&format!(r#"{{ projects(filter: {{ priority: "{draft}" }}) {{ totalCount }} }}"#));
    assert_eq!(data["projects"]["totalCount"], 0);
}

#[test]
fn a_hidden_record_shows_on_no_page_and_in_no_feed() {
    let server = server();
    for path in ["", "/plan.json", "/projects.csv", "/calendar.ics"] {
        let answer = server.get(&format!("/partnerships/safer-chelmsford{path}"));
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.contains(SECRET), "{path}: {}", answer.body);
    }
}

#[test]
fn what_was_public_then_and_is_hidden_now_is_hidden_as_of_then() {
    let server = TestServer::founding();
    server.test.wait(60);
    let then = server.test.clock.now().to_rfc3339();
    server.test.wait(60);
    let mut file = founding_file();
    file.projects[0].visibility = Visibility::Restricted;
    file.strategies[0].state = StrategyState::Draft;
    server.test.import(&file).unwrap();
    server.test.wait(60);
    let data = server.data(&format!(
        r#"{{ partnership(slug: "safer-chelmsford", asOf: "{then}") {{ strategies {{ title }} projects(first: 100) {{ totalCount nodes {{ name }} }} }} }}"#
    ));
    assert_eq!(data["partnership"]["projects"]["totalCount"], 18);
    assert_eq!(data["partnership"]["strategies"], serde_json::json!([]));
}

#[test]
fn how_much_may_be_asked_for_tells_nothing_of_what_is_hidden() {
    let query = r#"{ partnership(slug: "safer-chelmsford") {
        projects { totalCount nodes { actions { id } documents { id } } } meetings { totalCount }
        events { totalCount } actions { totalCount } documents { id } memberships { id } agencies { id }
        strategy { priorities { projectCount staleCount focusAreas { projects { id } } } } } }"#;
    let work = |file: &PartnershipFile| {
        let test = TestRegister::new();
        test.import(file).unwrap();
        test.work(&Scope::anonymous(), query)
    };
    assert_eq!(work(&with_secrets()), work(&founding_file()));
}
