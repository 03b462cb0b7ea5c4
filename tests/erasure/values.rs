//! A text is removed from the history, from the record, and from whatever is made of them.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use partnership_register::model::*;
use partnership_register::store::traces::{self, Traces};
use partnership_register::store::verify;
use serde_json::{Value, json};

use super::{SLUG, all_seeing, assert_sound, bytes, bytes_at, hashes, is_kept, newest, scheme, told};
use crate::support::people::Person;
use crate::support::remote::until;
use crate::support::server::TestServer;
use crate::support::{Database, TestRegister};

const SECRET: &str = "Wilhelmina Ashgrove";
const GONE: &str = "[Removed on 2 March 2026]";

/// A scheme whose description named somebody for a while.
struct Named {
    test: TestRegister,
    id: String,
    /// The change that wrote the name.
    named: String,
    /// When it stood there.
    then: String,
}

fn update(test: &TestRegister, id: &str, more: Value) {
    let query = "query($id: ID!) { node(id: $id) { ... on Project { version } } }";
    let found = test.ask(&all_seeing(test), query, json!({ "id": id }));
    let mut input = json!({ "id": id, "version": found["data"]["node"]["version"] });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    test.change(&all_seeing(test), "updateProject", input, "project { id }");
    test.wait(60);
}

#[derive(QueryableByName)]
struct Trigger {
    #[diesel(sql_type = diesel::sql_types::Text)]
    statement: String,
}

fn named() -> Named {
    let test = TestRegister::founding();
    test.wait(60);
    let id = scheme(&test, "pubwatch");
    update(&test, &id, json!({ "description": format!("Ask {SECRET} on Mondays.") }));
    let named = newest(&test, &id);
    let then = test.clock.now().to_rfc3339();
    test.wait(60);
    Named { test, id, named, then }
}

fn redact(test: &TestRegister, person: &Person, input: Value) -> Value {
    let selection = "change { id fields { field before after isErased removal { reason actor } } reason reasonRemoval { reason } }";
    test.mutate(person, "redactValue", input, selection)
}

impl Named {
    fn redact(&self, field: &str, words: Option<&str>) -> Value {
        let input =
            json!({ "change": self.named, "field": field, "words": words, "reason": "It named a resident." });
        let answer = redact(&self.test, &all_seeing(&self.test), input);
        assert_eq!(answer["errors"], json!([]), "{answer}");
        answer["data"]["redactValue"].clone()
    }

    fn description(&self, as_of: Option<&str>) -> Value {
        let query = "query($id: ID!, $at: DateTime) { node(id: $id, asOf: $at) { ... on Project { name description } } }";
        let answer = self.test.ask(&Person::nobody(), query, json!({ "id": self.id, "at": as_of }));
        assert_eq!(answer["errors"], json!([]), "{answer}");
        answer["data"]["node"]["description"].clone()
    }
}

#[test]
fn what_was_redacted_hides_no_other_value_of_any_record() {
    if !Database::has_sqlite() {
        return;
    }
    let named = named();
    named.redact("description", None);
    let by = named.test.sequence();
    let other = named.test.graph(SLUG).projects[0].record.id;
    assert_ne!(other.to_string(), named.id);
    let mut conn = named.test.database.url.connect().unwrap();
    for id in [&named.id, &other.to_string()] {
        // The triggers allow it: there is a later change that redacts.
        let hide = format!(
            "UPDATE change_value SET after = json_set(after, '$.name', json('{{\"erased\":{by}}}')), erased_by = {by}
             WHERE sequence = (SELECT min(sequence) FROM change WHERE entity_id = '{id}')"
        );
        conn.batch_execute(&hide).unwrap();
    }
    let problems = verify::everything(&mut conn).unwrap().problems;
    let words = format!("name is gone, and change {by} does not say that it removed it");
    let told = problems.iter().filter(|problem| problem.contains(&words)).count();
    assert_eq!(told, 2, "{problems:#?}");
}

#[test]
fn what_was_removed_and_is_there_again_is_named() {
    if !Database::has_sqlite() {
        return;
    }
    let named = named();
    let sequence = named.test.sequence();
    let mut conn = named.test.database.url.connect().unwrap();
    let keep = format!("CREATE TABLE kept AS SELECT after FROM change_value WHERE sequence = {sequence}");
    conn.batch_execute(&keep).unwrap();
    named.redact("description", None);
    let by = named.test.sequence();
    let drop: Vec<Trigger> = diesel::sql_query(
        "SELECT 'DROP TRIGGER ' || name AS statement FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'change_value'",
    )
    .load(&mut conn)
    .unwrap();
    drop.iter().for_each(|drop| conn.batch_execute(&drop.statement).unwrap());
    let back =
        format!("UPDATE change_value SET after = (SELECT after FROM kept) WHERE sequence = {sequence}");
    conn.batch_execute(&back).unwrap();
    let problems = verify::everything(&mut conn).unwrap().problems;
    let words = format!("change {sequence}: description is there, and change {by} says that it was removed");
    assert!(problems.contains(&words), "{problems:#?}");
}

#[test]
fn what_a_crash_left_of_an_erasure_is_removed_by_the_next_start() {
    if !Database::has_sqlite() {
        return;
    }
    let database = std::sync::Arc::into_inner(TestRegister::founding().into_database()).unwrap();
    let mut conn = database.url.connect().unwrap();
    // A row that went without a trace in the history stands for what the crash left.
    conn.batch_execute("CREATE TABLE gone (word TEXT); PRAGMA secure_delete = OFF").unwrap();
    conn.batch_execute(&format!("INSERT INTO gone VALUES ('{SECRET}'); DROP TABLE gone")).unwrap();
    conn.batch_execute("PRAGMA user_version = 2").unwrap();
    assert!(is_kept(&bytes_at(&database.url), SECRET));
    let test = TestRegister::over(database);
    until("nothing is left", || !is_kept(&bytes(&test), SECRET));
    until("it is noted", || traces::noted(&mut conn).unwrap() == Traces::None);
}

#[test]
fn a_text_goes_from_the_record_the_history_and_the_past() {
    let named = named();
    let before = hashes(&named.test);
    assert_eq!(named.description(Some(&named.then)), format!("Ask {SECRET} on Mondays."));
    let payload = named.redact("description", None);
    assert_eq!(payload["errors"], json!([]));
    let field = &payload["change"]["fields"][0];
    assert_eq!(field["field"], "description");
    assert_eq!((&field["after"], &field["isErased"]), (&json!("(removed)"), &json!(true)));
    assert_eq!(field["removal"]["reason"], "It named a resident.");
    assert_eq!(named.description(None), GONE);
    assert_eq!(named.description(Some(&named.then)), GONE);
    assert_sound(&named.test, &before);
    assert!(!is_kept(&bytes(&named.test), "Ashgrove") && !is_kept(&bytes(&named.test), "ashgrove"));
    assert!(!told(&named.test, &all_seeing(&named.test)).contains("Ashgrove"));
    let search = "{ search(text: \"ashgrove\") { totalCount } }";
    assert_eq!(named.test.see(&Default::default(), search)["search"]["totalCount"], 0);
}

#[test]
fn of_a_text_with_some_words_the_rest_stays_where_it_is_now() {
    let named = named();
    // Two versions hold the name; the one between was taken away by hand already.
    update(&named.test, &named.id, json!({ "description": "Ask the office." }));
    update(&named.test, &named.id, json!({ "description": format!("Ask {SECRET} or the office.") }));
    let before = hashes(&named.test);
    named.redact("description", Some(SECRET));
    assert_eq!(named.description(None), format!("Ask {GONE} or the office."));
    assert_eq!(named.description(Some(&named.then)), GONE);
    assert!(told(&named.test, &all_seeing(&named.test)).contains("Ask the office."));
    assert!(!is_kept(&bytes(&named.test), SECRET));
    assert_sound(&named.test, &before);
}

#[test]
fn between_two_values_that_are_both_removed_a_change_stays_one() {
    let named = named();
    let changed = |filter: &str| {
        let query = format!(
            "query($id: ID!) {{ changes(filter: {{ entity: $id {filter} }}) {{
            nodes {{ id fields {{ field before after isErased }} }} }} }}"
        );
        let answer = named.test.ask(&all_seeing(&named.test), &query, json!({ "id": named.id }));
        answer["data"]["changes"]["nodes"].as_array().unwrap().clone()
    };
    update(&named.test, &named.id, json!({ "description": format!("{SECRET} has left.") }));
    let between = newest(&named.test, &named.id);
    update(&named.test, &named.id, json!({ "leadPost": "Sergeant" }));
    let elsewhere = newest(&named.test, &named.id);
    let before = hashes(&named.test);
    named.redact("description", Some(SECRET));
    let of = |id: &str| changed("").into_iter().find(|change| change["id"] == *id).unwrap()["fields"].clone();
    let gone =
        json!([{ "field": "description", "before": "(removed)", "after": "(removed)", "isErased": true }]);
    assert_eq!(of(&between), gone);
    assert_eq!(of(&elsewhere)[0]["field"], "leadPost");
    assert_eq!(of(&elsewhere).as_array().unwrap().len(), 1, "the same value before and after");
    assert!(changed(", field: \"description\"").iter().any(|change| change["id"] == *between));
    let moments = json!({ "slug": SLUG, "from": named.then, "to": named.test.clock.now().to_rfc3339() });
    let query = "query($slug: ID!, $from: DateTime!, $to: DateTime) {
        diff(partnership: $slug, from: $from, to: $to) { changed { entityId fields { field } } } }";
    let diff = named.test.ask(&all_seeing(&named.test), query, moments)["data"]["diff"]["changed"].take();
    let fields = diff.as_array().unwrap().iter().find(|record| record["entityId"] == *named.id);
    assert!(
        fields.unwrap()["fields"].as_array().unwrap().iter().any(|f| f["field"] == "description"),
        "{diff}"
    );
    assert_sound(&named.test, &before);
}

#[test]
fn what_is_no_longer_said_is_removed_without_touching_what_is() {
    let named = named();
    update(&named.test, &named.id, json!({ "description": "Ask the office." }));
    let before = hashes(&named.test);
    named.redact("description", None);
    assert_eq!(named.description(None), "Ask the office.");
    assert!(!is_kept(&bytes(&named.test), SECRET));
    assert_sound(&named.test, &before);
}

#[test]
fn reverting_never_brings_a_removed_text_back() {
    let named = named();
    named.redact("description", None);
    let input = json!({ "change": named.named, "version": 3, "reason": "Back." });
    let answer = named.test.mutate(&all_seeing(&named.test), "revertTo", input, "node { id }");
    assert_eq!(answer["errors"], json!([]), "{answer}");
    assert_eq!(named.description(None), GONE);
    assert!(!is_kept(&bytes(&named.test), SECRET));
}

#[test]
fn a_name_goes_with_what_the_record_was_called() {
    let named = named();
    update(&named.test, &named.id, json!({ "name": format!("The {SECRET} Cup") }));
    let called = newest(&named.test, &named.id);
    update(&named.test, &named.id, json!({ "status": "PAUSED" }));
    let before = hashes(&named.test);
    let reason = "Not a public person.";
    for (change, field) in [(&called, "name"), (&named.named, "description")] {
        let input = json!({ "change": change, "field": field, "words": SECRET, "reason": reason });
        assert_eq!(
            redact(&named.test, &all_seeing(&named.test), input)["data"]["redactValue"]["errors"],
            json!([])
        );
    }
    let query = "query($id: ID!, $at: DateTime!) { now: node(id: $id) { ... on Project { name } }
        then: node(id: $id, asOf: $at) { ... on Project { name } } }";
    let at = (named.test.clock.now() - chrono::TimeDelta::seconds(60)).to_rfc3339();
    let answer = named.test.ask(&Person::nobody(), query, json!({ "id": named.id, "at": at }));
    assert_eq!(answer["data"]["now"]["name"], format!("The {GONE} Cup"));
    assert!(answer["data"]["then"]["name"].as_str().unwrap().contains("Removed on"));
    assert!(!told(&named.test, &all_seeing(&named.test)).contains("Ashgrove"));
    assert!(!is_kept(&bytes(&named.test), "Ashgrove") && !is_kept(&bytes(&named.test), "ashgrove"));
    assert_sound(&named.test, &before);
}

#[test]
fn a_reason_is_removed_from_every_change_of_its_command() {
    let named = named();
    update(&named.test, &named.id, json!({ "status": "PAUSED", "reason": format!("{SECRET} is ill.") }));
    let change = newest(&named.test, &named.id);
    let before = hashes(&named.test);
    let input = json!({ "change": change, "field": "$reason", "reason": "Health is private." });
    let answer = redact(&named.test, &all_seeing(&named.test), input);
    let found = &answer["data"]["redactValue"]["change"];
    assert_eq!(found["reason"], json!(null), "{answer}");
    assert_eq!(found["reasonRemoval"]["reason"], "Health is private.");
    assert_sound(&named.test, &before);
    assert!(!told(&named.test, &all_seeing(&named.test)).contains("is ill"));
    assert!(!is_kept(&bytes(&named.test), "is ill"));
}

#[test]
fn words_go_from_every_reason_of_the_record() {
    let named = named();
    for status in ["PAUSED", "ACTIVE"] {
        let reason = format!("{SECRET} said so, for {status}.");
        update(&named.test, &named.id, json!({ "status": status, "reason": reason }));
    }
    let change = newest(&named.test, &named.id);
    let before = hashes(&named.test);
    let input = json!({ "change": change, "field": "$reason", "words": SECRET, "reason": "Privacy." });
    assert_eq!(redact(&named.test, &all_seeing(&named.test), input)["errors"], json!([]));
    named.redact("description", None);
    assert!(!is_kept(&bytes(&named.test), SECRET));
    assert_sound(&named.test, &before);
}

#[test]
fn a_comparison_says_that_a_text_was_removed_and_why() {
    let named = named();
    update(&named.test, &named.id, json!({ "description": "Ask the office." }));
    named.redact("description", None);
    let query = format!(
        "{{ diff(partnership: \"{SLUG}\", from: \"{}\") {{ changed {{ entityId fields {{ field before after removal {{ at reason }} }} }} }} }}",
        named.then
    );
    let answer = named.test.ask(&all_seeing(&named.test), &query, json!({}));
    let changed = &answer["data"]["diff"]["changed"][0];
    assert_eq!(changed["entityId"], json!(named.id), "{answer}");
    let field = &changed["fields"][0];
    assert_eq!((&field["before"], &field["after"]), (&json!("(removed)"), &json!("Ask the office.")));
    assert_eq!(field["removal"]["reason"], "It named a resident.");
}

#[test]
fn what_is_no_text_or_is_not_there_is_not_removed() {
    let named = named();
    let admin = all_seeing(&named.test);
    let before = named.test.sequence();
    let refused = |field: &str, words: Option<&str>, reason: &str| {
        let input = json!({ "change": named.named, "field": field, "words": words, "reason": reason });
        redact(&named.test, &admin, input)["data"]["redactValue"]["errors"][0]["path"].clone()
    };
    assert_eq!(refused("leadAgency", None, "why"), json!(["field"]));
    assert_eq!(refused("key", None, "why"), json!(["field"]));
    assert_eq!(refused("status", None, "why"), json!(["field"]));
    assert_eq!(refused("nonsense", None, "why"), json!(["field"]));
    assert_eq!(refused("description", Some("Somebody else"), "why"), json!(["words"]));
    assert_eq!(refused("description", Some("A"), "why"), json!(["words"]));
    assert_eq!(refused("description", Some(SECRET), ""), json!(["reason"]));
    assert_eq!(refused("description", Some(SECRET), &format!("{SECRET} asked")), json!(["reason"]));
    assert_eq!(named.test.sequence(), before);
    assert_eq!(refused("description", None, "why"), json!(null));
    assert_eq!(refused("description", None, "again"), json!(["field"]));
}

#[test]
fn nobody_but_administrators_removes_a_text() {
    let named = named();
    let input = json!({ "change": named.named, "field": "description", "reason": "why" });
    for person in [named.test.coordinator(SLUG), named.test.auditor(SLUG)] {
        assert_eq!(named.test.refusal(&person, "redactValue", input.clone()), "FORBIDDEN");
    }
    assert_eq!(named.test.refusal(&Person::nobody(), "redactValue", input), "UNAUTHENTICATED");
}

#[test]
fn administrators_remove_what_they_do_not_see_without_reading_it() {
    let named = named();
    update(&named.test, &named.id, json!({ "visibility": "RESTRICTED" }));
    let stranger = named.test.partner_admin(SLUG, "essex-police");
    let input = json!({ "change": named.named, "field": "description", "reason": "It named a resident." });
    assert_eq!(named.test.refusal(&stranger, "redactValue", input.clone()), "NOT_FOUND");
    let before = hashes(&named.test);
    let admin = named.test.administrator();
    let answer = redact(&named.test, &admin, input);
    assert_eq!(answer["errors"], json!([]), "{answer}");
    assert_eq!(answer["data"]["redactValue"], json!({ "change": null, "errors": [] }));
    let query = "query($id: ID!) { node(id: $id) { ... on Project { description } } }";
    let now = named.test.ask(&all_seeing(&named.test), query, json!({ "id": named.id }));
    assert_eq!(now["data"]["node"]["description"], GONE);
    assert!(!is_kept(&bytes(&named.test), SECRET));
    assert_sound(&named.test, &before);
}

#[test]
fn a_past_that_is_kept_in_memory_forgets_too() {
    let test = TestRegister::founding();
    test.wait(60);
    let police = test.agency("essex-police");
    let input = json!({ "id": police.to_string(), "version": 1, "name": format!("{SECRET} Force") });
    test.change(&test.administrator(), "updateAgency", input, "");
    test.wait(60);
    let query = format!(
        "{{ partnership(slug: \"{SLUG}\", asOf: \"{}\") {{ agencies {{ name }} }} }}",
        test.clock.now().format("%Y-%m-%dT%H:%M:%SZ")
    );
    test.wait(60);
    assert!(test.see(&Default::default(), &query).to_string().contains(SECRET));
    let change = newest(&test, &police.to_string());
    let input = json!({ "change": change, "field": "name", "reason": "A mistake." });
    test.change(&test.administrator(), "redactValue", input, "");
    assert!(!test.see(&Default::default(), &query).to_string().contains(SECRET));
}

#[test]
fn kept_answers_tables_and_files_forget_too() {
    let named = named();
    let Named { test, named, then, .. } = named;
    let server = TestServer::over(test);
    let past = format!(
        "{{ partnership(slug: \"{SLUG}\", asOf: \"{then}\") {{ projects(first: 100) {{ nodes {{ description }} }} }} }}"
    );
    let now = format!(
        "{{ partnership(slug: \"{SLUG}\") {{ projects(first: 100) {{ nodes {{ description }} }} }} }}"
    );
    let ask = || [&past, &now].map(|query| server.nobody().data(query).to_string());
    let tables = || {
        let reader = server.browser_with(&[(Role::Auditor, None, None)]);
        let changes = reader.get("/export/changes.csv").body;
        [changes, server.get("/export/projects.csv").body, server.get(&format!("/partnerships/{SLUG}")).body]
    };
    assert!(ask().iter().chain(&ask()).all(|answer| answer.contains(SECRET)));
    assert!(tables()[..2].iter().all(|table| table.contains(SECRET)));
    let input = json!({ "change": named, "field": "description", "reason": "why" });
    server.test.change(&all_seeing(&server.test), "redactValue", input, "");
    assert!(ask().iter().chain(&tables()).all(|answer| !answer.contains(SECRET)));
}

#[test]
fn words_that_are_blank_remove_nothing() {
    let named = named();
    for words in ["", " ", "\t", "x"] {
        let input = json!({ "change": named.named, "field": "description", "words": words, "reason": "why" });
        let answer = redact(&named.test, &named.test.administrator(), input);
        assert!(answer["data"]["redactValue"]["errors"][0]["message"].is_string(), "{words:?}: {answer}");
    }
    assert_eq!(named.description(None), format!("Ask {SECRET} on Mondays."));
}

#[test]
fn a_text_goes_from_a_request_for_updates_too() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    let input = json!({ "partnership": SLUG, "dueOn": "2026-04-30", "agencies": ["essex-police"],
        "message": format!("Ask {SECRET}, please.") });
    let made = test.change(&coordinator, "requestUpdates", input, "updateRequest { id }");
    assert_eq!(made["errors"], json!([]), "{made}");
    let id = made["updateRequest"]["id"].as_str().unwrap();
    let change = newest(&test, id);
    let input =
        json!({ "change": change, "field": "message", "words": SECRET, "reason": "It named a resident." });
    assert_eq!(redact(&test, &test.administrator(), input)["errors"], json!([]));
    assert!(!is_kept(&bytes(&test), SECRET));
}
