//! A deep check finds whatever was altered, and says which record and which field.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::connection::SimpleConnection;
use partnership_register::clock::Clock;
use partnership_register::store::{checkpoint, verify};
use serde_json::json;

use super::backup::Stop;
use crate::support::commands::Rename;
use crate::support::program::run;
use crate::support::{Database, TestRegister, beginning, log_keys};

/// The same register, served anew, with its checkpoints in a file.
fn signing(test: TestRegister, kept: Option<&Path>) -> TestRegister {
    TestRegister::signed(test.into_database(), Clock::manual(beginning()), &log_keys(1), kept)
}

/// What a deep check says after somebody did this to the founding register.
pub fn after(sql: &str) -> Vec<String> {
    let test = TestRegister::founding();
    let mut conn = test.database.url.connect().unwrap();
    conn.batch_execute(sql).unwrap_or_else(|why| panic!("{why} in {sql}"));
    verify::everything(&mut conn).unwrap().problems
}

/// That a deep check says all of this.
pub fn finds(sql: &str, expected: &[&str]) {
    let problems = after(sql);
    for words in expected {
        assert!(problems.iter().any(|problem| problem.contains(words)), "{words:?} is not in {problems:#?}");
    }
}

/// The statement with what refuses to alter the history out of the way, and back again.
pub fn past_the_guards(sql: &str) -> String {
    if Database::is_postgres() {
        return format!(
            "SET session_replication_role = replica; {sql}; SET session_replication_role = origin"
        );
    }
    let mut conn = TestRegister::new().database.url.connect().unwrap();
    let mut script = "PRAGMA foreign_keys = OFF;".to_owned();
    let guards = diesel::sql_query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
    let guards: Vec<Guard> = diesel::RunQueryDsl::load(guards, &mut conn).unwrap();
    script.extend(guards.iter().map(|guard| format!("DROP TRIGGER {};", guard.name)));
    script.push_str(sql);
    script.extend(guards.iter().map(|guard| format!("; {}", guard.sql)));
    script
}

#[derive(diesel::QueryableByName)]
struct Guard {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    sql: String,
}

#[test]
fn a_register_that_nobody_tampered_with_has_no_problems() {
    let test = TestRegister::founding();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    test.run(Rename { project, name: "Another name" }).unwrap();
    let report = verify::everything(&mut test.reader()).unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!((report.changes, report.records + 1), (test.sequence(), test.sequence()));
}

#[test]
fn a_record_that_is_not_what_the_history_says_is_named_with_its_field() {
    finds(
        "UPDATE partnership SET name = 'Saver'",
        &["name is \"Saver\"; change 12 says \"Safer Chelmsford Partnership\""],
    );
    let problems =
        after("UPDATE project SET description = NULL, starts_on = '2020-01-01' WHERE key = 'pubwatch'");
    assert!(problems.iter().all(|problem| problem.starts_with("project_")), "{problems:?}");
    assert!(
        problems.iter().any(|problem| problem.contains("startsOn is \"2020-01-01\"; change")),
        "{problems:?}"
    );
    finds(
        "UPDATE project SET updated_at = updated_at + 1 WHERE key = 'pubwatch'",
        &["updatedAt is", "updated_at is"],
    );
}

#[test]
fn a_record_without_history_and_a_history_without_record_are_named() {
    finds(
        "DELETE FROM document_strategy; DELETE FROM document",
        &["is not in its table", "has a row in entity", "search: it holds"],
    );
    let copy = if Database::is_postgres() {
        "CREATE TEMP TABLE copy AS SELECT * FROM priority LIMIT 1; UPDATE copy SET id = replace(id, '0', '1'), key = 'new', position = 90;
         INSERT INTO priority SELECT * FROM copy; DROP TABLE copy"
    } else {
        "CREATE TEMP TABLE copied AS SELECT * FROM priority LIMIT 1; UPDATE copied SET id = replace(id, '0', '1'), key = 'new', position = 90;
         INSERT INTO priority SELECT * FROM copied; DROP TABLE copied"
    };
    finds(
        copy,
        &[
            "the history knows nothing of it",
            "has no row in entity",
            "search does not hold",
            "search: it holds",
        ],
    );
}

#[test]
fn what_is_derived_and_does_not_follow_is_named() {
    let first = "id = (SELECT min(id) FROM project)";
    finds(
        &format!("UPDATE entity SET visibility = 'RESTRICTED' WHERE {first}"),
        &["in entity, visibility is \"RESTRICTED\" instead of \"PUBLIC\""],
    );
    finds(&format!("UPDATE entity SET sort_name = 'zz' WHERE {first}"), &["in entity, sort_name is \"zz\""]);
    let first = "entity_id = (SELECT min(entity_id) FROM entity_agency)";
    finds(&format!("DELETE FROM entity_agency WHERE {first}"), &["its agencies in entity_agency"]);
    finds(
        "UPDATE search_text SET title = 'something else' WHERE entity_id = (SELECT min(id) FROM project)",
        &["search does not hold its text"],
    );
    if !Database::is_postgres() {
        // There the table has one row for each record.
        let another = "UPDATE search_text SET entity_id = (SELECT max(id) FROM project)
            WHERE entity_id = (SELECT min(id) FROM project)";
        finds(another, &["search does not hold its text"]);
    }
}

#[test]
fn an_altered_history_is_named_whatever_was_altered() {
    let altered = |sql: &str, expected: &[&str]| finds(&past_the_guards(sql), expected);
    altered(
        "UPDATE change SET actor_id = 'nobody' WHERE sequence = 3",
        &["change 3: its hash is not that of what it says"],
    );
    altered(
        "UPDATE change_value SET after = replace(after, 'Safer Chelmsford', 'Saver Chelmsford') WHERE sequence = 12",
        &[
            "change 12: $label is not what",
            "change 12: name is not what",
            "name is \"Safer Chelmsford Partnership\"; change 12 says \"Saver",
        ],
    );
    altered(
        "DELETE FROM change_value WHERE sequence = 2",
        &["change 2: its values are not there", "the history knows nothing"],
    );
    let zero = if Database::is_postgres() { "decode(repeat('00', 32), 'hex')" } else { "zeroblob(32)" };
    altered(
        &format!("UPDATE log_hash SET hash = {zero} WHERE idx = 0"),
        &["change 1: the log does not hold"],
    );
    altered("UPDATE register_head SET sequence = sequence + 1", &["the head of the history: it says"]);
    altered("UPDATE register_head SET at = at + 1", &["the head of the history"]);
    altered(
        "UPDATE change SET at = at - 1000000 WHERE sequence = 5",
        &["change 5: its time", "change 5: its hash", "updatedAt is"],
    );
}

#[test]
fn a_removed_change_is_missed() {
    let last = "(SELECT max(sequence) FROM change)";
    let problems = after(&past_the_guards(&format!(
        "DELETE FROM change_value WHERE sequence = {last}; DELETE FROM change WHERE sequence = {last}"
    )));
    for words in ["the history knows nothing of it", "the head of the history", "the log: it has"] {
        assert!(problems.iter().any(|problem| problem.contains(words)), "{words} is not in {problems:#?}");
    }
}

#[test]
fn a_guard_that_was_taken_away_is_named() {
    let sql = match Database::is_postgres() {
        true => "ALTER TABLE change DISABLE TRIGGER change_is_immutable",
        false => "DROP TRIGGER change_refuses_delete",
    };
    finds(sql, &["nothing refuses to alter the history"]);
}

#[test]
fn a_guard_that_was_made_anew_and_refuses_nothing_is_named() {
    let (harmless, one_more) = match Database::is_postgres() {
        true => (
            "CREATE OR REPLACE FUNCTION register_head_only_grows() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RETURN NEW; END $$",
            "CREATE TRIGGER helpful AFTER UPDATE ON project FOR EACH ROW
                EXECUTE FUNCTION register_head_only_grows()",
        ),
        false => (
            "DROP TRIGGER register_head_only_grows;
                CREATE TRIGGER register_head_only_grows BEFORE UPDATE ON register_head BEGIN SELECT 1; END",
            "CREATE TRIGGER helpful AFTER UPDATE ON project BEGIN SELECT 1; END",
        ),
    };
    finds(harmless, &["the trigger register_head_only_grows: is not as the program makes it"]);
    finds(one_more, &["the trigger helpful: is not as the program makes it"]);
}

#[test]
fn the_command_says_what_is_wrong_and_ends_with_a_status_of_its_own() {
    let test = TestRegister::founding();
    let good = run(&test.database.url, &["check", "--deep"]);
    assert_eq!(good.status, 0, "{good:?}");
    assert!(good.stdout.contains("Everything is as it should be"), "{good:?}");
    let mut conn = test.database.url.connect().unwrap();
    conn.batch_execute("UPDATE project SET name = 'Nobody said so'").unwrap();
    let bad = run(&test.database.url, &["check", "--deep"]);
    assert_eq!(bad.status, 10, "{bad:?}");
    assert!(bad.stdout.contains("name is \"Nobody said so\""), "{bad:?}");
    assert!(bad.stderr.contains("problems, named above"), "{bad:?}");
}

#[test]
fn what_was_altered_past_the_register_is_not_written_into_the_history() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator("safer-chelmsford");
    let project = test.graph("safer-chelmsford").projects[0].record.clone();
    let id = project.id;
    let mut conn = test.database.url.connect().unwrap();
    let before = test.sequence();
    for forged in [
        format!("UPDATE project SET lead_post = 'Forged' WHERE id = '{id}'"),
        format!(
            "UPDATE project SET lead_post = NULL WHERE id = '{id}';
             INSERT INTO project_partner_agency (project_id, agency_id, position)
             SELECT '{id}', id, 99 FROM agency WHERE id NOT IN
                (SELECT agency_id FROM project_partner_agency WHERE project_id = '{id}') LIMIT 1"
        ),
    ] {
        conn.batch_execute(&forged).unwrap();
        let update = json!({ "id": id.to_string(), "version": 1, "status": "PAUSED" });
        let answer = test.mutate(&coordinator, "updateProject", update, "project { id }");
        assert_eq!(answer["errors"][0]["code"], "ALTERED", "{answer}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains(&project.name), "{answer}");
        assert_eq!(test.sequence(), before, "{forged}");
        let problems = verify::everything(&mut conn).unwrap().problems;
        assert!(problems.iter().any(|problem| problem.contains(&id.to_string())), "{problems:?}");
    }
    // What is as it was is written as before.
    let other = test.graph("safer-chelmsford").projects[1].record.id;
    test.run(Rename { project: other, name: "Another name" }).unwrap();
}

#[test]
fn what_was_altered_together_with_its_history_is_not_written_either() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator("safer-chelmsford");
    let project = test.graph("safer-chelmsford").projects[0].record.clone();
    let (id, name) = (project.id, project.name.clone());
    let update = |version: i32, name: &str| {
        let input = json!({ "id": id.to_string(), "version": version, "name": name });
        test.mutate(&coordinator, "updateProject", input, "project { id }")
    };
    let query = format!("{{ changes(first: 1, filter: {{ entity: \"{id}\" }}) {{ nodes {{ id }} }} }}");
    let newest = test.ask(&coordinator, &query, json!({}))["data"]["changes"]["nodes"][0]["id"].clone();
    let change: u64 = newest.as_str().unwrap().trim_start_matches("change_").parse().unwrap();
    let forge = |from: &str, to: &str| {
        past_the_guards(&format!(
            "UPDATE project SET name = '{to}' WHERE id = '{id}' AND name = '{from}';
             UPDATE change_value SET after = replace(after, '\"value\":\"{from}\"', '\"value\":\"{to}\"')
             WHERE sequence = {change}"
        ))
    };
    let mut conn = test.database.url.connect().unwrap();
    let before = test.sequence();
    conn.batch_execute(&forge(&name, "Forged")).unwrap();
    assert_eq!(update(1, "Forged and more")["errors"][0]["code"], "ALTERED");
    let redact = json!({ "change": newest, "field": "name", "reason": "It named somebody." });
    assert_eq!(test.refusal(&test.administrator(), "redactValue", redact), "ALTERED");
    assert_eq!(test.sequence(), before);
    conn.batch_execute(&forge("Forged", &name)).unwrap();
    assert_eq!(update(1, "Renamed")["errors"], json!([]), "what is as it was is written as before");
    // An old state that was altered does not come back by a revert.
    conn.batch_execute(&forge(&name, "Forged")).unwrap();
    let back = json!({ "change": newest, "version": 2, "reason": "As it was." });
    assert_eq!(test.refusal(&coordinator, "revertTo", back.clone()), "ALTERED");
    conn.batch_execute(&forge("Forged", &name)).unwrap();
    assert_eq!(test.refusal(&coordinator, "revertTo", back), "");
    assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_change_that_was_altered_is_not_proved() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator("safer-chelmsford");
    let sequence = test.sequence();
    let proof = || {
        let query = "query($id: ID!) { change(id: $id) { inclusionProof { index } } }";
        test.ask(&coordinator, query, json!({ "id": format!("change_{sequence}") }))
    };
    assert_eq!(proof()["data"]["change"]["inclusionProof"]["index"], sequence - 1);
    let swap = format!(
        "UPDATE change_value SET after = (SELECT other.after FROM change_value other WHERE other.sequence = {})
         WHERE sequence = {sequence}",
        sequence - 1
    );
    let mut conn = test.database.url.connect().unwrap();
    conn.batch_execute(&past_the_guards(&swap)).unwrap();
    assert_eq!(proof()["errors"][0]["code"], "ALTERED", "{}", proof());
}

#[test]
fn a_deep_check_beside_a_server_that_writes_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoints");
    let test = signing(TestRegister::founding(), Some(&file));
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let (test, done) = (&test, &done);
        threads.spawn(move || {
            for turn in 0.. {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                test.run(Rename { project, name: ["One", "Two"][turn % 2] }).unwrap();
            }
        });
        let _stop = Stop(done);
        let mut compared = 0;
        for _ in 0..20 {
            let mut conn = test.database.url.connect().unwrap();
            let (agree, wrong) = checkpoint::compare(&mut conn, &log_keys(1).public(), Some(&file)).unwrap();
            assert_eq!(wrong, Vec::<String>::new());
            compared = agree;
        }
        assert!(compared > 1, "nobody wrote meanwhile");
    });
}

#[test]
fn a_log_of_which_every_checkpoint_was_taken_away_is_not_signed_again() {
    let test = TestRegister::founding();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    let taken = past_the_guards("DELETE FROM log_checkpoint");
    test.database.url.connect().unwrap().batch_execute(&taken).unwrap();
    let test = signing(test, None);
    assert!(test.notary.broken().is_some());
    test.run(Rename { project, name: "Written and not signed" }).unwrap();
    assert!(checkpoint::latest(&mut test.reader()).unwrap().is_none());
}
