//! What is erased is gone, everywhere; and everything else is as it was.

mod people;
mod random;
mod values;

use diesel::prelude::*;
use partnership_register::store::db::DatabaseUrl;
use partnership_register::store::schema::{change, log_hash};
use partnership_register::store::verify;
use serde_json::json;

use crate::support::TestRegister;
use crate::support::people::Person;

const SLUG: &str = "safer-chelmsford";

/// The hashes of all changes and of the log, in order.
fn hashes(test: &TestRegister) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let mut conn = test.reader();
    let leaves = change::table.order(change::sequence).select(change::leaf_hash).load(&mut **conn).unwrap();
    let log = log_hash::table.order(log_hash::idx).select(log_hash::hash).load(&mut **conn).unwrap();
    (leaves, log)
}

/// That a deep check finds nothing, and that the history only grew since `before`.
fn assert_sound(test: &TestRegister, before: &(Vec<Vec<u8>>, Vec<Vec<u8>>)) {
    // A connection of its own: SQLite's full-text table checks itself against what the
    // connection last knew of it.
    let mut conn = test.database.url.connect().unwrap();
    assert_eq!(verify::everything(&mut conn).unwrap().problems, Vec::<String>::new());
    let after = hashes(test);
    assert!(after.0.starts_with(&before.0) && after.1.starts_with(&before.1), "a hash has changed");
}

/// Every byte that the database keeps: on SQLite the file with its log of writes; on
/// PostgreSQL every row of every table, as text.
fn bytes(test: &TestRegister) -> Vec<u8> {
    bytes_at(&test.database.url)
}

fn bytes_at(url: &DatabaseUrl) -> Vec<u8> {
    match url {
        DatabaseUrl::Sqlite(file) => {
            let log = format!("{}-wal", file.display());
            [std::fs::read(file).unwrap(), std::fs::read(log).unwrap_or_default()].concat()
        }
        DatabaseUrl::Postgres(_) => rows(url),
    }
}

#[derive(QueryableByName)]
struct Dumped {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

fn rows(url: &DatabaseUrl) -> Vec<u8> {
    let mut conn = url.connect().unwrap();
    let tables = "SELECT tablename AS text FROM pg_tables WHERE schemaname = 'public'";
    let tables: Vec<Dumped> = diesel::sql_query(tables).load(&mut conn).unwrap();
    let mut all = Vec::new();
    for table in tables {
        let rows = format!("SELECT t::text AS text FROM \"{}\" t", table.text);
        let rows: Vec<Dumped> = diesel::sql_query(rows).load(&mut conn).unwrap();
        rows.iter().for_each(|row| all.extend(row.text.as_bytes()));
    }
    all
}

/// Whether a text stands anywhere in what the database keeps.
fn is_kept(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

/// All that the API tells somebody of the history and of accounts.
fn told(test: &TestRegister, person: &Person) -> String {
    let query = "query($after: String) { changes(first: 50, after: $after) {
        nodes { id command entityLabel reason reasonRemoval { at reason actor } after actor { name } removedValues { field removal { reason } }
            fields { field before after added removed beforeValue afterValue isErased
                removal { at reason actor change } } }
        pageInfo { hasNextPage endCursor } } }";
    let (mut all, mut after) = (String::new(), json!(null));
    loop {
        let answer = test.ask(person, query, json!({ "after": after }));
        assert_eq!(answer["errors"], json!([]), "{answer}");
        let page = &answer["data"]["changes"];
        all.push_str(&page["nodes"].to_string());
        if page["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    let users = "{ users(first: 100) { nodes { name email agency { name } erasedAt } } }";
    all + &test.ask(person, users, json!({})).to_string()
}

/// Somebody who sees everything there is.
fn all_seeing(test: &TestRegister) -> Person {
    use partnership_register::model::Role;
    let place = Some(test.partnership(SLUG));
    Person::with(&[
        (Role::Administrator, None, None),
        (Role::Auditor, None, None),
        (Role::Coordinator, place, None),
    ])
}

/// The newest change of a record.
fn newest(test: &TestRegister, id: &str) -> String {
    let query = "query($id: ID!) { changes(first: 1, filter: { entity: $id }) { nodes { id } } }";
    let answer = test.ask(&all_seeing(test), query, json!({ "id": id }));
    answer["data"]["changes"]["nodes"][0]["id"].as_str().unwrap().to_owned()
}

/// The id of the scheme with this key.
fn scheme(test: &TestRegister, key: &str) -> String {
    let found = test.graph(SLUG).projects.iter().find(|node| node.record.head.key == key).cloned();
    found.unwrap().record.id.to_string()
}

#[test]
fn what_stands_in_a_database_is_found_in_its_bytes() {
    let test = TestRegister::founding();
    assert!(is_kept(&bytes(&test), "Pubwatch"));
}
