//! The tables under the register's feet: what whoever holds the file can do to them.

use std::collections::BTreeMap;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text};
use partnership_register::history::commitment::commitments;
use partnership_register::history::evidence::entry::Shown;
use partnership_register::history::log::Edge;
use partnership_register::model::Words;

/// A database with nothing in the way.
pub struct Tables {
    pub conn: SqliteConnection,
    guards: Vec<Guard>,
}

#[derive(QueryableByName)]
struct Guard {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

impl Tables {
    /// Opens it, and drops every trigger.
    pub fn open(path: &Path) -> Self {
        let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        let guards = diesel::sql_query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
        let guards: Vec<Guard> = guards.load(&mut conn).unwrap();
        let mut script = "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;".to_owned();
        script.extend(guards.iter().map(|guard| format!("DROP TRIGGER {};", guard.name)));
        conn.batch_execute(&script).unwrap();
        Tables { conn, guards }
    }

    pub fn run(&mut self, sql: &str) {
        self.conn.batch_execute(sql).unwrap_or_else(|why| panic!("{why} in {sql}"));
    }

    /// Puts every trigger back, as if nothing had been.
    pub fn close(mut self) {
        let script: String = self.guards.iter().map(|guard| format!("{};", guard.sql)).collect();
        self.conn.batch_execute(&script).unwrap();
    }

    /// Writes the whole history anew from these, numbered through: commitments, hashes and
    /// the log as they follow.
    pub fn rebuild(&mut self, history: Vec<Shown>) {
        self.run("BEGIN; DELETE FROM log_hash; DELETE FROM change_value; DELETE FROM change;");
        let mut log = Edge::default();
        let mut numbers = BTreeMap::new();
        let (mut place, mut last) = (0, 0);
        for (number, mut change) in (1_u64..).zip(history) {
            change.meta.previous = change.meta.previous.and_then(|previous| numbers.get(&previous).copied());
            numbers.insert(change.meta.sequence, number);
            change.meta.sequence = number;
            let commitments = commitments(&change.values).unwrap();
            let leaf = change.meta.leaf_hash(&commitments).unwrap();
            self.insert(&change, &commitments, leaf);
            for hash in log.push(leaf) {
                diesel::sql_query("INSERT INTO log_hash (idx, hash) VALUES (?, ?)")
                    .bind::<BigInt, _>(place)
                    .bind::<Binary, _>(hash.to_vec())
                    .execute(&mut self.conn)
                    .unwrap();
                place += 1;
            }
            last = change.meta.at.timestamp_micros();
        }
        self.run(&format!("UPDATE register_head SET sequence = {}, at = {last}; COMMIT;", log.leaves()));
    }

    fn insert(&mut self, change: &Shown, commitments: &BTreeMap<String, String>, leaf: [u8; 32]) {
        let meta = &change.meta;
        let text = |id: Option<String>| id;
        diesel::sql_query(
            "INSERT INTO change (sequence, at, transaction_id, action, command, entity_type, entity_id,
                partnership_id, owner_agency_id, visibility, actor_id, actor_role, actor_agency_id, request_id,
                previous_sequence, commitments, leaf_hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind::<BigInt, _>(meta.sequence as i64)
        .bind::<BigInt, _>(meta.at.timestamp_micros())
        .bind::<Text, _>(&meta.transaction)
        .bind::<Text, _>(meta.action.word())
        .bind::<Text, _>(meta.command.as_ref())
        .bind::<Text, _>(meta.entity.entity.word())
        .bind::<Text, _>(meta.entity.to_string())
        .bind::<Nullable<Text>, _>(text(meta.partnership.map(|id| id.to_string())))
        .bind::<Nullable<Text>, _>(text(meta.owner.map(|id| id.to_string())))
        .bind::<Text, _>(meta.visibility.word())
        .bind::<Text, _>(&meta.actor.id)
        .bind::<Text, _>(&meta.actor.role)
        .bind::<Nullable<Text>, _>(text(meta.actor.agency.map(|id| id.to_string())))
        .bind::<Text, _>(&meta.request)
        .bind::<Nullable<BigInt>, _>(meta.previous.map(|previous| previous as i64))
        .bind::<Text, _>(serde_json::to_string(commitments).unwrap())
        .bind::<Binary, _>(leaf.to_vec())
        .execute(&mut self.conn)
        .unwrap();
        diesel::sql_query("INSERT INTO change_value (sequence, after) VALUES (?, ?)")
            .bind::<BigInt, _>(meta.sequence as i64)
            .bind::<Text, _>(serde_json::to_string(&change.values).unwrap())
            .execute(&mut self.conn)
            .unwrap();
    }
}
