//! A deep check names what no reader of records would come across, and goes on past what
//! cannot be read.

use diesel::connection::SimpleConnection;
use partnership_register::store::{checkpoint, verify};
use serde_json::json;

use super::deep::{after, finds, past_the_guards};
use crate::support::commands::Rename;
use crate::support::{Database, TestRegister, log_keys};

#[test]
fn links_that_are_numbered_otherwise_are_named_though_their_order_is_the_same() {
    for (table, owner) in [("document_strategy", "document"), ("priority_project", "priority")] {
        let place = format!("the table {table}, those of {owner}_");
        let words = "their positions are not 1, 2, 3 and so on, as the register writes them";
        finds(&format!("UPDATE {table} SET position = position + 1"), &[&place, words]);
    }
}

#[test]
fn what_is_damaged_in_one_place_hides_nothing_of_another() {
    let renamed = "UPDATE project SET name = 'Nobody said so' WHERE key = 'pubwatch'";
    let name = "name is \"Nobody said so\"";
    finds(
        &past_the_guards(&format!("DELETE FROM register_head; {renamed}")),
        &[name, "the head of the history: it is not there"],
    );
    finds(&format!("DROP TABLE search_text; {renamed}"), &[name, "search: cannot be read to its end"]);
    finds(&format!("DROP TABLE log_hash; {renamed}"), &[name, "the log: cannot be read to its end"]);
}

/// A row of the table with another id, as it is written past the register.
fn with_id(table: &str, id: &str, also: &str) -> String {
    let drop = match Database::is_postgres() {
        true => format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_id_check;"),
        false => "PRAGMA ignore_check_constraints = ON;".to_owned(),
    };
    format!(
        "{drop} CREATE TEMP TABLE another AS SELECT * FROM {table} ORDER BY id LIMIT 1;
         UPDATE another SET id = {id}{also}; INSERT INTO {table} SELECT * FROM another; DROP TABLE another"
    )
}

#[test]
fn a_row_is_named_whatever_its_id_is() {
    finds(&with_id("project", "upper(id)", ", key = 'k'"), &["PROJECT_", "is not an id of its table"]);
    finds(&with_id("agency", "'aaa'", ", key = 'k', slug = 's'"), &["aaa: is not an id of its table"]);
    finds(&with_id("agency", "'zzz'", ", key = 'k', slug = 's'"), &["zzz: is not an id of its table"]);
    finds(
        &with_id("agency", "''", ", key = 'k', slug = 's'"),
        &["the table of AGENCY: of its 11 rows, 1 have no id or that of another"],
    );
    finds(
        &with_id("document", "'document_zzz'", ", key = 'k'"),
        &["document_zzz: is not an id of its table"],
    );
    for id in ["aaa", "project_zzz", "zzz", "PROJECT_1"] {
        let named = format!("{id}: has a row in entity, and is no id of a record");
        finds(&with_id("entity", &format!("'{id}'"), ""), &[&named]);
    }
    finds(&with_id("entity", "'project_1'", ""), &["project_1: has a row in entity, and is no record"]);
    finds(&with_id("entity", "''", ""), &["the table entity: 1 of its rows have no id"]);
    let agency = "UPDATE entity_agency SET entity_id = 'aaa'
        WHERE entity_id = (SELECT min(entity_id) FROM entity_agency)";
    finds(&past_the_guards(agency), &["aaa: has a row in entity_agency, and is no id of a record"]);
}

#[test]
fn a_row_that_is_there_twice_is_named_though_nothing_refuses_it() {
    if !Database::has_postgres() {
        return;
    }
    let twice = |table: &str, also: &str| {
        format!(
            "ALTER TABLE {table} DROP CONSTRAINT {table}_pkey CASCADE;
             CREATE TEMP TABLE another AS SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1; {also}
             INSERT INTO {table} SELECT * FROM another; DROP TABLE another"
        )
    };
    finds(
        &twice("entity", "UPDATE another SET visibility = 'PARTNERS';"),
        &["has more than one row in entity"],
    );
    finds(&twice("entity_agency", ""), &["has a row in entity_agency more than once"]);
    finds(&twice("change_value", ""), &["its values are there more than once"]);
    finds(
        &twice("project", "ALTER TABLE project DROP CONSTRAINT project_partnership_id_key_key;"),
        &["is in its table more than once"],
    );
    finds(&twice("register_head", ""), &["the head of the history: it is there more than once"]);
    let change = "ALTER TABLE change DROP CONSTRAINT change_leaf_hash_key;
        ALTER TABLE change DROP CONSTRAINT change_previous_sequence_key;";
    let problems = after(&twice("change", change));
    assert!(problems.iter().any(|problem| problem.contains("it is there more than once")), "{problems:#?}");
    assert!(!problems.iter().any(|problem| problem.contains("missing")), "{problems:#?}");
}

#[test]
fn what_cannot_be_read_in_one_row_hides_nothing_of_the_others() {
    let renamed = "UPDATE project SET name = 'Nobody said so' WHERE key = 'pubwatch'";
    let name = "name is \"Nobody said so\"";
    let also = |sql: &str, expected: &str| {
        finds(&past_the_guards(&format!("{sql}; {renamed}")), &[name, expected]);
    };
    let of_a_meeting = "WHERE id = (SELECT min(id) FROM meeting)";
    let date = match Database::is_postgres() {
        true => "infinity",
        false => "x",
    };
    also(
        &format!("UPDATE entity SET starts_on = '{date}' {of_a_meeting}"),
        "its row in entity cannot be read",
    );
    if Database::is_postgres() {
        return;
    }
    also(
        "PRAGMA ignore_check_constraints = ON; UPDATE project SET starts_on = 'x' WHERE key = 'best-bar-none'",
        "its row cannot be read",
    );
    also(
        "UPDATE change SET request_id = CAST(x'ff' AS TEXT) WHERE sequence = 3",
        "change 3: it cannot be read",
    );
    also(
        "UPDATE change_value SET after = CAST(x'ff' AS TEXT) WHERE sequence = 4",
        "change 4: its values cannot be read",
    );
    let problems =
        after(&past_the_guards("UPDATE change SET request_id = CAST(x'ff' AS TEXT) WHERE sequence = 3"));
    assert!(problems.iter().all(|problem| problem.contains("3")), "{problems:#?}");
}

#[test]
fn a_number_of_which_the_program_reads_the_lower_half_is_named() {
    if !Database::has_sqlite() {
        return;
    }
    finds(
        "UPDATE project SET version = version + 4294967296 WHERE key = 'pubwatch'",
        &["the table project, row 'project_", "version is 4294967297, which is more than"],
    );
    finds(
        "INSERT INTO project_partner_agency
            SELECT (SELECT min(id) FROM project), (SELECT min(id) FROM agency), 4294967297",
        &["the table project_partner_agency, row 'project_", "position is 4294967297"],
    );
}

#[test]
fn rows_that_name_what_is_not_there_are_counted_and_the_first_are_named() {
    let problems =
        after(&past_the_guards("DELETE FROM agency WHERE id = (SELECT min(agency_id) FROM membership)"));
    let named = problems.iter().any(|p| p.contains("the table membership") && p.contains("is not in agency"));
    assert!(named, "{problems:#?}");
    let problems = after(&past_the_guards(
        "UPDATE partnership SET id = replace(id, '0', '1');
         UPDATE agency SET name = 'Nobody said so' WHERE slug = 'essex-police'",
    ));
    let of_one: Vec<&String> =
        problems.iter().filter(|problem| problem.contains("the table entity_agency: ")).collect();
    assert_eq!(of_one.len(), 1, "{problems:#?}");
    assert!(of_one[0].contains(" rows name something that is not in partnership; the first of them: '"));
    assert!(problems.iter().any(|problem| problem.contains("name is \"Nobody said so\"")), "{problems:#?}");
}

#[test]
fn a_checkpoint_that_cannot_be_read_is_named_and_hides_none_of_the_others() {
    let test = TestRegister::founding();
    let project = test.graph("safer-chelmsford").projects[0].record.id;
    for name in ["One", "Two", "Three"] {
        test.run(Rename { project, name }).unwrap();
    }
    let mut conn = test.database.url.connect().unwrap();
    let keys = log_keys(1).public();
    let (whole, wrong) = checkpoint::compare(&mut conn, &keys, None).unwrap();
    assert_eq!(wrong, Vec::<String>::new());
    let size = test.sequence() - 1;
    let twice =
        format!("UPDATE log_checkpoint SET signatures = signatures || signatures WHERE size = {size}");
    conn.batch_execute(&past_the_guards(&twice)).unwrap();
    let (agree, wrong) = checkpoint::compare(&mut conn, &keys, None).unwrap();
    assert_eq!(agree, whole - 1);
    let named = format!("over {size} changes: this is not a checkpoint: a key has signed it twice");
    assert!(wrong.len() == 1 && wrong[0].contains(&named), "{wrong:#?}");
}

#[test]
fn what_a_removed_value_says_of_where_it_stood_first_is_held_against_that_change() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator("safer-chelmsford");
    let project = test.graph("safer-chelmsford").projects[0].record.id.to_string();
    for (version, description) in [(1, "Ask Ann."), (2, "Ann left.")] {
        let input = json!({ "id": project, "version": version, "description": description });
        test.change(&coordinator, "updateProject", input, "");
    }
    let change = format!("change_{}", test.sequence());
    let input = json!({ "change": change, "field": "description", "words": "Ann", "reason": "asked" });
    assert_eq!(test.change(&test.administrator(), "redactValue", input, "")["errors"], json!([]));
    let last = test.sequence();
    let mut conn = test.database.url.connect().unwrap();
    assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
    let sequence = last - 1;
    // Of another change that held the value nothing proves that it was the same one.
    let wrong = format!(
        "UPDATE change_value SET after = replace(after, '\"first\":{sequence}', '\"first\":{}') WHERE sequence = {sequence}",
        last - 3
    );
    conn.batch_execute(&past_the_guards(&wrong)).unwrap();
    let problems = verify::everything(&mut conn).unwrap().problems;
    let named = format!("change {sequence}: description is gone, and the change that is said to have held");
    assert!(problems.iter().any(|problem| problem.starts_with(&named)), "{problems:#?}");
}
