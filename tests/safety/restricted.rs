//! A restricted project, what hangs on it, and a restricted panel show nowhere to those
//! outside: a register that has them answers them exactly as one that has not.

use std::sync::Arc;

use partnership_register::auth::viewer::Viewer;
use partnership_register::model::*;
use serde_json::{Value, json};

use super::SLUG;
use crate::support::people::Person;
use crate::support::server::TestServer;
use crate::support::{TestRegister, founding_file};

/// A word that stands in what is restricted and nowhere else.
const SECRET: &str = "Zanzibar";

/// Adds to a list that may be left out of the file.
fn push(list: &mut Value, entry: Value) {
    if list.is_null() {
        *list = Value::Array(Vec::new());
    }
    list.as_array_mut().unwrap().push(entry);
}

/// The founding partnership and another, with what is restricted or without.
fn register(with_secret: bool) -> TestRegister {
    let mut file = serde_json::to_value(founding_file()).unwrap();
    if with_secret {
        push(
            &mut file["projects"],
            json!({ "key": "secret", "name": format!("{SECRET} patrols"), "visibility": "RESTRICTED",
                    "leadAgency": "essex-police", "description": SECRET, "startsOn": "2026-01-01" }),
        );
        push(
            &mut file["meetings"],
            json!({ "key": "secret-panel", "name": format!("{SECRET} panel"), "kind": "CASE_PANEL",
                    "visibility": "RESTRICTED", "occurrences": [{ "key": "secret-sitting",
                    "name": format!("{SECRET} sitting"), "startsOn": "2026-04-02", "visibility": "PUBLIC" }] }),
        );
        push(
            &mut file["progress"],
            json!({ "key": "secret-progress", "project": "secret", "on": "2026-03-01",
                    "narrative": SECRET, "visibility": "PUBLIC" }),
        );
        push(
            &mut file["actions"],
            json!({ "key": "secret-action", "text": SECRET, "project": "secret",
                    "dueOn": "2026-03-05", "visibility": "PUBLIC" }),
        );
        let first = &mut file["strategies"][0]["priorities"][0];
        push(&mut first["projects"], "secret".into());
        push(&mut first["meetings"], "secret-panel".into());
    }
    let test = TestRegister::new();
    test.import(&serde_json::from_value(file).unwrap()).unwrap();
    let mut other = founding_file();
    other.partnership.slug = "elsewhere".to_owned();
    other.partnership.name = "Elsewhere".to_owned();
    test.import(&other).unwrap();
    test.wait(3_600);
    test
}

/// Somebody in a register.
type Somebody = (&'static str, fn(&TestRegister) -> Person);

fn app(reads: Visibility) -> Person {
    Person(Some(Arc::new(Viewer::app(ApiKeyId::default(), reads, None))))
}

/// Those who may not see what is restricted.
const OUTSIDE: &[Somebody] = &[
    ("nobody", |_| Person::nobody()),
    ("an app that reads what is public", |_| app(Visibility::Public)),
    ("an app that reads what partners read", |_| app(Visibility::Partners)),
    ("an administrator", TestRegister::administrator),
    ("a partner admin of another agency", |test| test.partner_admin(SLUG, "chelmsford-city-council")),
    ("a contributor of another agency", |test| test.contributor(SLUG, "essex-fire-and-rescue")),
    ("a partner admin of the same agency elsewhere", |test| test.partner_admin("elsewhere", "essex-police")),
    ("a coordinator of another partnership", |test| test.coordinator("elsewhere")),
    ("an auditor of another partnership", |test| test.auditor("elsewhere")),
];

/// Those who may.
const INSIDE: &[Somebody] = &[
    ("a coordinator", |test| test.coordinator(SLUG)),
    ("an auditor", |test| test.auditor(SLUG)),
    ("a partner admin of the agency", |test| test.partner_admin(SLUG, "essex-police")),
    ("a contributor of the agency", |test| test.contributor(SLUG, "essex-police")),
];

/// Ways to ask for it: relations, counts, filters, orders, search, history, the past.
/// None asks for ids, versions or times, which differ between any two registers.
const WAYS: &[&str] = &[
    r#"{ partnership(slug: "safer-chelmsford") { projects(first: 100) { totalCount nodes { name } }
        strategy { priorities { projects { name } meetings { name } } } } }"#,
    r#"{ partnership(slug: "safer-chelmsford") { actions(first: 100) { totalCount nodes { text } }
        meetings(first: 100) { totalCount nodes { name occurrences { totalCount } } }
        calendar(from: "2026-01-01", to: "2026-12-31") { name } } }"#,
    r#"{ agency(slug: "essex-police") { projects(first: 100) { totalCount nodes { name } } } }"#,
    r#"{ projects(first: 100) { totalCount nodes { name latestProgress { narrative } actions { text } } } }"#,
    r#"{ projects(first: 100, orderBy: UPDATED_AT) { nodes { name } } }"#,
    r#"{ projects(first: 100, orderBy: STARTS_ON) { nodes { name } } }"#,
    r#"{ projects(filter: { agency: "essex-police", role: LEAD }) { totalCount nodes { name } } }"#,
    r#"{ projects(filter: { text: "Zanzibar" }) { totalCount nodes { name } pageInfo { hasNextPage } } }"#,
    r#"{ projects(last: 100, filter: { from: "2026-01-01", to: "2026-01-01" }) { totalCount nodes { name } } }"#,
    r#"{ meetings(first: 100, filter: { text: "Zanzibar" }) { totalCount nodes { name } } }"#,
    r#"{ meetings(first: 100) { totalCount nodes { name } } }"#,
    r#"{ actions(first: 100) { totalCount nodes { text project { name } } } }"#,
    r#"{ actions(filter: { text: "Zanzibar" }) { totalCount } }"#,
    r#"{ search(text: "Zanzibar") { totalCount nodes { title excerpt { text } } } }"#,
    r#"{ search(text: "patrols", first: 100) { totalCount nodes { title } } }"#,
    r#"{ changes(first: 100) { totalCount nodes { entityLabel fields { field before after added removed } } } }"#,
    r#"{ changes(filter: { text: "Zanzibar" }) { totalCount nodes { entityLabel } } }"#,
    r#"{ changes(filter: { type: [PROJECT, ACTION] }, last: 100) { totalCount nodes { entityLabel } } }"#,
    r#"{ partnership(slug: "safer-chelmsford") { changes(first: 100) { totalCount nodes { entityLabel } } } }"#,
    r#"{ changeStats(by: DAY) { startsOn changes created updated actors } }"#,
    r#"{ diff(partnership: "safer-chelmsford", from: "2026-03-02T08:00:00Z") { added { entityLabel } changed { entityLabel } } }"#,
    r#"{ partnership(slug: "safer-chelmsford", asOf: "2026-03-02T09:30:00Z") {
        projects(first: 100) { totalCount nodes { name } } actions(first: 100) { totalCount }
        meetings(first: 100) { totalCount nodes { name } }
        strategy { priorities { projects { name } meetings { name } } } } }"#,
];

#[test]
fn those_outside_are_answered_as_if_it_did_not_exist() {
    let (with, without) = (register(true), register(false));
    for (who, somebody) in OUTSIDE {
        for query in WAYS {
            let answer = with.ask(&somebody(&with), query, json!({}));
            assert_eq!(answer["errors"], json!([]), "{who}: {query}");
            assert_eq!(answer, without.ask(&somebody(&without), query, json!({})), "{who}: {query}");
        }
    }
}

/// Whatever tells that something moved: versions, times, the history.
const TRACES: &[&str] = &[
    r#"{ partnership(slug: "safer-chelmsford") { planUpdatedAt strategy { version updatedAt
        priorities { version updatedAt projects { name } meetings { name } events { name }
            focusAreas { version updatedAt projects { name } } } } } }"#,
    r#"{ changes(first: 100) { totalCount nodes { sequence version action reason after entityLabel } } }"#,
    r#"{ changes(last: 100, filter: { type: [PRIORITY, FOCUS_AREA] }) { totalCount nodes { sequence version } } }"#,
    r#"{ changes(filter: { field: "projects", type: [PRIORITY] }) { totalCount } }"#,
    r#"{ changeStats(by: DAY) { startsOn changes created updated actors } }"#,
    r#"{ diff(partnership: "safer-chelmsford", from: "2026-03-02T09:05:00Z") { changed { entityLabel } } }"#,
];

/// What somebody sees of the traces, and of the tables of priorities and focus areas.
fn traces(test: &TestRegister, person: &Person) -> Vec<Value> {
    TRACES.iter().map(|query| test.ask(person, query, json!({}))).collect()
}

#[test]
fn to_list_what_is_restricted_moves_nothing_before_the_eyes_of_those_outside() {
    let test = register(false);
    let coordinator = test.coordinator(SLUG);
    let everyone: Vec<(&str, Person)> = OUTSIDE.iter().map(|(who, make)| (*who, make(&test))).collect();
    let before: Vec<Vec<Value>> = everyone.iter().map(|(_, person)| traces(&test, person)).collect();
    let inside = traces(&test, &coordinator);
    let graph = test.graph(SLUG);
    let (priority, focus_area) = (graph.priorities[0].record.id, graph.focus_areas[0].record.id);
    let of = |name: &str| json!({ "partnership": SLUG, "name": name, "visibility": "RESTRICTED", "priorities": [priority] });
    let mut project = of(SECRET);
    project["focusAreas"] = json!([focus_area]);
    project["reason"] = SECRET.into();
    let made = test.change(&coordinator, "createProject", project, "project { id version }");
    test.change(&coordinator, "createMeeting", of("Panel"), "meeting { id }");
    test.change(&coordinator, "createEvent", of("Raid"), "event { id }");
    assert_ne!(inside, traces(&test, &coordinator));
    for ((who, person), before) in everyone.iter().zip(&before) {
        assert_eq!(&traces(&test, person), before, "{who}");
    }
    let unlink = json!({ "id": made["project"]["id"], "version": 1, "priorities": [], "focusAreas": [] });
    test.change(&coordinator, "updateProject", unlink, "project { id }");
    for ((who, person), before) in everyone.iter().zip(&before) {
        assert_eq!(&traces(&test, person), before, "{who}");
    }

    // What all may see of it counts on from what each has seen.
    let renamed = |person: &Person| {
        let query =
            r#"{ partnership(slug: "safer-chelmsford") { strategy { priorities { version updatedAt } } } }"#;
        test.ask(person, query, json!({}))["data"]["partnership"]["strategy"]["priorities"][0].clone()
    };
    let update = json!({ "id": priority, "version": 5, "title": "Homes", "reason": "Clearer." });
    let payload = test.change(&coordinator, "updatePriority", update, "priority { version }");
    assert_eq!(payload["priority"]["version"], 6);
    assert_eq!(renamed(&Person::nobody())["version"], 2);
    assert_eq!(renamed(&coordinator)["version"], 6);
    assert_eq!(renamed(&coordinator)["updatedAt"], renamed(&Person::nobody())["updatedAt"]);
    let outside = test.partner_admin(SLUG, "chelmsford-city-council");
    let newest = "{ changes(first: 1) { nodes { version after fields { field } } } }";
    let told = &test.ask(&outside, newest, json!({}))["data"]["changes"]["nodes"][0];
    assert_eq!((&told["version"], &told["after"]["version"]), (&json!(2), &json!(2)));
    assert_eq!((&told["fields"], &told["after"]["told"]), (&json!([{ "field": "title" }]), &Value::Null));
    let all = &test.ask(&coordinator, newest, json!({}))["data"]["changes"]["nodes"][0];
    assert_eq!((&all["after"]["version"], &all["after"]["told"]), (&json!(6), &Value::Null));
}

#[test]
fn what_a_document_or_a_meeting_lists_in_secret_moves_nothing_for_residents() {
    let test = register(false);
    let coordinator = test.coordinator(SLUG);
    let make = |mutation: &str, noun: &str, fields: Value| {
        let mut input = json!({ "partnership": SLUG });
        input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let of_it = format!("{noun} {{ id version }}");
        test.change(&coordinator, mutation, input, &of_it)[noun]["id"].clone()
    };
    let leaflet = json!({ "title": "Leaflet", "visibility": "PUBLIC", "ownerAgency": "essex-police" });
    let leaflet = make("createDocument", "document", leaflet);
    let priority = test.graph(SLUG).priorities[0].record.id;
    let shown = json!({ "id": leaflet, "version": 1, "priorities": [priority] });
    test.change(&coordinator, "updateDocument", shown, "document { id }");
    let forum = make("createMeeting", "meeting", json!({ "name": "Forum" }));
    let panel = json!({ "name": "Panel", "kind": "CASE_PANEL", "visibility": "RESTRICTED" });
    let panel = make("createMeeting", "meeting", panel);
    let hidden = make("createProject", "project", json!({ "name": SECRET, "visibility": "RESTRICTED" }));

    let query = "query($ids: [ID!]!) { nodes(ids: $ids) {
            ... on Document { version updatedAt projects { name } } ... on Meeting { version updatedAt parent { name } } }
        partnership(slug: \"safer-chelmsford\") { planUpdatedAt } }";
    let ids = json!({ "ids": [leaflet, forum] });
    let seen = |person: &Person| test.ask(person, query, ids.clone())["data"].clone();
    let residents = [Person::nobody(), app(Visibility::Public)];
    let before = residents.each_ref().map(seen);
    test.wait(60);
    let link = json!({ "id": leaflet, "version": 2, "projects": [hidden] });
    test.change(&coordinator, "updateDocument", link, "document { id }");
    let under = json!({ "id": forum, "version": 1, "parent": panel });
    test.change(&coordinator, "updateMeeting", under, "meeting { id }");
    assert_eq!(residents.each_ref().map(seen), before);
    let police = test.partner_admin(SLUG, "essex-police");
    for insider in [&coordinator, &police] {
        assert_eq!(seen(insider)["nodes"][0]["version"], 3, "who may change it is told its version");
    }
    let history = json!({ "id": forum });
    let of_forum = "query($id: ID!) { changes(filter: { entity: $id }) { totalCount } }";
    let entries = |person: &Person| {
        test.ask(person, of_forum, history.clone())["data"]["changes"]["totalCount"].clone()
    };
    assert_eq!((entries(&coordinator), entries(&police)), (json!(2), json!(1)));

    // A change that residents see counts on from what they have seen.
    let renamed = json!({ "id": leaflet, "version": 3, "title": "Flyer" });
    test.change(&police, "updateDocument", renamed, "document { id }");
    assert_eq!(seen(&residents[0])["nodes"][0]["version"], 3);
    assert_eq!(seen(&coordinator)["nodes"][0]["version"], 4);
}

#[test]
fn residents_are_told_nothing_of_what_is_put_under_a_draft() {
    let test = register(false);
    let coordinator = test.coordinator(SLUG);
    let scheme = json!({ "partnership": SLUG, "name": "Scheme", "visibility": "PUBLIC" });
    let scheme =
        test.change(&coordinator, "createProject", scheme, "project { id }")["project"]["id"].clone();
    let strategy = test.graph(SLUG).strategies[0].record.id;
    let draft = json!({ "strategy": strategy, "title": "Next", "startsOn": "2027-04-01", "reason": "New." });
    let draft = test.change(&coordinator, "rollForwardStrategy", draft, "strategy { id priorities { id } }");
    let (draft, priority) = (&draft["strategy"]["id"], &draft["strategy"]["priorities"][0]["id"]);
    test.wait(60);
    let query = "query($id: ID!) { node(id: $id) { ... on Project { version updatedAt } }
        projects(first: 100, orderBy: UPDATED_AT) { nodes { name } }
        partnership(slug: \"safer-chelmsford\") { planUpdatedAt } }";
    let seen = |person: &Person| test.ask(person, query, json!({ "id": scheme }))["data"].clone();
    let other = json!({ "partnership": SLUG, "name": "Newer", "visibility": "PUBLIC" });
    test.change(&coordinator, "createProject", other, "");
    let before = seen(&Person::nobody());
    test.wait(60);
    let under = json!({ "id": scheme, "version": 1, "strategyId": draft, "priorities": [priority] });
    test.change(&coordinator, "updateProject", under, "project { version }");
    assert_eq!(seen(&Person::nobody()), before);
    assert_eq!(seen(&coordinator)["node"]["version"], 2);
    let renamed = json!({ "id": scheme, "version": 2, "name": "Scheme of all" });
    test.change(&coordinator, "updateProject", renamed, "");
    assert_eq!(seen(&Person::nobody())["node"]["version"], 2);
    assert_eq!(seen(&Person::nobody())["projects"]["nodes"][0]["name"], "Scheme of all");
}

#[test]
fn the_order_of_what_is_hidden_and_what_a_draft_follows_move_nothing() {
    let test = register(false);
    let coordinator = test.coordinator(SLUG);
    let make = |name: &str, visibility: &str| {
        let input = json!({ "partnership": SLUG, "name": name, "visibility": visibility });
        test.change(&coordinator, "createProject", input, "project { id }")["project"]["id"].clone()
    };
    let (shown, one, two) = (make("Shown", "PUBLIC"), make("One", "RESTRICTED"), make("Two", "RESTRICTED"));
    let strategy = test.graph(SLUG).strategies[0].record.id;
    let draft = json!({ "strategy": strategy, "title": "Next", "startsOn": "2027-04-01", "reason": "New." });
    let draft = test.change(&coordinator, "rollForwardStrategy", draft, "strategy { priorities { id } }");
    let priority = test.graph(SLUG).priorities[0].record.clone();
    let mut version = priority.head.version;
    let mut update = |fields: Value| {
        let mut input = json!({ "id": priority.id, "version": version, "reason": "Order." });
        input.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        test.wait(60);
        let updated = test.change(&coordinator, "updatePriority", input, "priority { version }");
        version = updated["priority"]["version"].as_i64().unwrap() as i32;
    };
    update(json!({ "projects": [shown, one, two] }));
    let query = "query($id: ID!) { node(id: $id) { ... on Priority { version updatedAt projects { name } } }
        partnership(slug: \"safer-chelmsford\") { planUpdatedAt strategies { version updatedAt supersedes { id } } } }";
    let seen = || test.ask(&Person::nobody(), query, json!({ "id": priority.id }))["data"].clone();
    let before = seen();
    update(json!({ "projects": [shown, two, one] }));
    update(json!({ "projects": [two, shown, one] }));
    update(json!({ "projects": [two, shown], "carriedFrom": draft["strategy"]["priorities"][0]["id"] }));
    update(json!({ "carriedFrom": null }));
    let other = json!({ "partnership": SLUG, "title": "Other" });
    let other = test.change(&coordinator, "createStrategy", other, "strategy { id }");
    for (version, follows) in [(1, &other["strategy"]["id"]), (2, &Value::Null)] {
        let input = json!({ "id": strategy, "version": version, "supersedes": follows, "reason": "Order." });
        let updated = test.change(&coordinator, "updateStrategy", input, "strategy { version }");
        assert_eq!(updated["strategy"]["version"], version + 1);
    }
    assert_eq!(seen(), before);
    update(json!({ "projects": [two] }));
    assert_ne!(seen(), before);
}

#[test]
fn feeds_and_filters_tell_residents_nothing_of_what_moved_in_secret() {
    let server = TestServer::over(register(false));
    let test = &server.test;
    let coordinator = test.coordinator(SLUG);
    let meeting = json!({ "partnership": SLUG, "name": "Forum" });
    let meeting = test.change(&coordinator, "createMeeting", meeting, "meeting { id }")["meeting"].clone();
    let sitting = json!({ "meeting": meeting["id"], "startsOn": "2026-03-02" });
    let sitting = test.change(&coordinator, "scheduleMeeting", sitting, "occurrences { id }");
    let sitting = sitting["occurrences"][0]["id"].clone();
    let public = json!({ "id": sitting, "version": 1, "visibility": "PUBLIC" });
    test.change(&coordinator, "updateMeetingOccurrence", public, "");
    let held = json!({ "id": sitting, "version": 2, "summary": "Lights are mended." });
    test.change(&coordinator, "recordMeeting", held, "occurrence { id }");
    let scheme = json!({ "partnership": SLUG, "name": "Scheme", "visibility": "PUBLIC" });
    let scheme =
        test.change(&coordinator, "createProject", scheme, "project { id }")["project"]["id"].clone();
    let strategy = test.graph(SLUG).strategies[0].record.id;
    let draft = json!({ "strategy": strategy, "title": "Next", "startsOn": "2027-04-01", "reason": "New." });
    let draft = test.change(&coordinator, "rollForwardStrategy", draft, "strategy { id priorities { id } }");
    let (draft, priority) = (&draft["strategy"]["id"], &draft["strategy"]["priorities"][0]["id"]);

    test.wait(60);
    let since = test.clock.now().to_rfc3339();
    let query = "query($id: ID!, $since: DateTime!) {
        node(id: $id) { ... on MeetingOccurrence { version updatedAt summary documents { title } } }
        partnership(slug: \"safer-chelmsford\") { planUpdatedAt
            projects(filter: { updatedSince: $since }) { totalCount }
            newest: projects(orderBy: UPDATED_AT, first: 1) { nodes { name } } } }";
    let asked = json!({ "id": sitting, "since": since });
    let seen = || {
        let pages = ["projects.csv", "calendar.ics", "plan.json"];
        let pages = pages.map(|page| server.get(&format!("/partnerships/{SLUG}/{page}")).body);
        (test.ask(&Person::nobody(), query, asked.clone())["data"].clone(), pages)
    };
    let before = seen();
    assert_eq!(before.0["node"]["version"], 3);
    assert!(before.1[1].contains("Lights are mended."));
    let minutes = json!({ "title": SECRET, "visibility": "RESTRICTED" });
    let recorded = json!({ "id": sitting, "version": 3, "documents": [minutes] });
    test.change(&coordinator, "recordMeeting", recorded, "occurrence { id }");
    let under = json!({ "id": scheme, "version": 1, "strategyId": draft, "priorities": [priority] });
    test.change(&coordinator, "updateProject", under, "project { version }");
    assert_eq!(seen(), before);
    let police = test.partner_admin(SLUG, "essex-police");
    let inside = test.ask(&police, query, asked.clone())["data"]["node"].clone();
    assert_eq!((&inside["version"], &inside["documents"]), (&json!(4), &json!([])));
    let wrong = json!({ "id": sitting, "version": 4, "summary": "Lights were mended." });
    test.change(&coordinator, "recordMeeting", wrong, "occurrence { id }");
    assert_eq!(seen().0["node"]["version"], 4, "what they see counts on from what they have seen");
}

#[test]
fn those_inside_see_it_by_every_way_that_leads_to_it() {
    let test = register(true);
    for (who, somebody) in INSIDE {
        let told: String = WAYS
            .iter()
            .map(|query| test.ask(&somebody(&test), query, json!({}))["data"].to_string())
            .collect();
        assert!(told.matches(SECRET).count() > 10, "{who}: {told}");
    }
}

/// The ids of what is restricted.
fn secrets(test: &TestRegister) -> Vec<AnyId> {
    let graph = test.graph(SLUG);
    let hidden = graph.records().into_iter().filter(|record| record.head().key.starts_with("secret"));
    hidden.map(|record| record.id()).collect()
}

#[test]
fn an_id_that_was_learnt_elsewhere_opens_nothing() {
    let test = register(true);
    let ids = secrets(&test);
    assert_eq!(ids.len(), 5);
    let query = "query($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id } node(id: $id) { id }
        changes(filter: { entity: $id }) { totalCount nodes { id } } }";
    for (who, somebody) in OUTSIDE {
        let person = somebody(&test);
        for id in &ids {
            let answer = test.ask(&person, query, json!({ "ids": ids, "id": id }));
            let nothing = json!({ "nodes": [null, null, null, null, null], "node": null,
                "changes": { "totalCount": 0, "nodes": [] } });
            assert_eq!(answer, json!({ "data": nothing, "errors": [] }), "{who}");
        }
    }
}

#[test]
fn a_change_to_it_is_refused_as_if_it_did_not_exist() {
    let test = register(true);
    let project = secrets(&test).into_iter().find(|id| id.entity == EntityType::Project).unwrap();
    let nothing = ProjectId(uuid::Uuid::now_v7());
    let before = test.sequence();
    for (who, somebody) in OUTSIDE {
        let person = somebody(&test);
        let tried = |id: String| {
            let update = json!({ "id": id, "version": 1, "name": "Mine" });
            let archive = json!({ "id": id, "version": 1, "reason": "Mine." });
            let answers = [
                test.mutate(&person, "updateProject", update, "project { id }"),
                test.mutate(&person, "archiveProject", archive, "project { id }"),
            ];
            answers.map(|answer| answer.to_string().replace(&id, "ID"))
        };
        assert_eq!(tried(project.to_string()), tried(nothing.to_string()), "{who}");
    }
    assert_eq!(test.sequence(), before);
}

#[test]
fn pages_and_feeds_do_not_tell_of_it() {
    let server = TestServer::over(register(true));
    for path in [
        "/",
        "/partnerships/safer-chelmsford",
        "/partnerships/safer-chelmsford/plan.json",
        "/partnerships/safer-chelmsford/projects.csv",
        "/partnerships/safer-chelmsford/calendar.ics",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.contains(SECRET), "{path}");
        for id in secrets(&server.test) {
            assert!(!answer.body.contains(&id.to_string()), "{path}");
        }
    }
}
