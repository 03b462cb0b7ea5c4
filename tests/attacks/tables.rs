//! The tables under the register's feet: what whoever holds the database can do to them.

use std::collections::BTreeMap;
use std::fmt::Write;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use partnership_register::history::commitment::{Salted, commitments};
use partnership_register::history::evidence::entry::Shown;
use partnership_register::history::log::Edge;
use partnership_register::model::Words;
use partnership_register::store::Conn;

use crate::support::Database;

/// A database with nothing in the way.
pub struct Tables {
    pub conn: Conn,
    guards: Vec<Guard>,
}

#[derive(QueryableByName)]
struct Guard {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

const SQLITE_TRIGGERS: &str = "SELECT name, tbl_name AS place, sql FROM sqlite_master WHERE type = 'trigger'";
const POSTGRES_TRIGGERS: &str = "
    SELECT tgname::text AS name, tgrelid::regclass::text AS place, pg_get_triggerdef(oid) AS sql
    FROM pg_trigger WHERE NOT tgisinternal";
/// So that neither foreign keys nor rules on values stand in the way either. Nothing that
/// verifies asks for those: what they forbid, it finds.
const SQLITE_LETS: &str =
    "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF;";
const POSTGRES_LETS: &str =
    "SET session_replication_role = replica; ALTER TABLE change DROP CONSTRAINT change_check;";

impl Tables {
    /// Opens it, and drops every trigger.
    pub fn open(database: &Database) -> Self {
        let mut conn = database.url.connect().unwrap();
        let is_postgres = Database::is_postgres();
        let (triggers, lets) = match is_postgres {
            true => (POSTGRES_TRIGGERS, POSTGRES_LETS),
            false => (SQLITE_TRIGGERS, SQLITE_LETS),
        };
        let guards: Vec<Guard> = diesel::sql_query(triggers).load(&mut conn).unwrap();
        let mut script = lets.to_owned();
        for Guard { name, place, .. } in &guards {
            match is_postgres {
                true => write!(script, "DROP TRIGGER {name} ON {place};"),
                false => write!(script, "DROP TRIGGER {name};"),
            }
            .unwrap();
        }
        conn.batch_execute(&script).unwrap();
        Tables { conn, guards }
    }

    pub fn run(&mut self, sql: &str) {
        self.conn.batch_execute(sql).unwrap_or_else(|why| panic!("{why} in {sql:.2000}"));
    }

    /// Puts every trigger back, as if nothing had been.
    pub fn close(mut self) {
        let script: String = self.guards.iter().map(|guard| format!("{};", guard.sql)).collect();
        self.conn.batch_execute(&script).unwrap();
    }

    /// Writes the whole history anew from these, numbered through: commitments, hashes and
    /// the log as they follow.
    pub fn rebuild(&mut self, history: Vec<Shown>) {
        let mut script =
            "BEGIN; DELETE FROM log_hash; DELETE FROM change_value; DELETE FROM change;\n".to_owned();
        let mut log = Edge::default();
        let mut numbers = BTreeMap::new();
        let (mut place, mut last) = (0, 0);
        for (number, mut change) in (1_u64..).zip(history) {
            change.meta.previous = change.meta.previous.and_then(|previous| numbers.get(&previous).copied());
            numbers.insert(change.meta.sequence, number);
            change.meta.sequence = number;
            // What was erased has left only its commitment.
            let mut commitments = commitments(&change.values).unwrap();
            for (field, _) in
                change.values.iter().filter(|(_, salted)| matches!(salted, Salted::Erased { .. }))
            {
                commitments.extend(change.commitments.remove_entry(field));
            }
            let leaf = change.meta.leaf_hash(&commitments).unwrap();
            script.push_str(&inserted(&change, &commitments, leaf));
            for hash in log.push(leaf) {
                let hash = bytes(&hash);
                writeln!(script, "INSERT INTO log_hash (idx, hash) VALUES ({place}, {hash});").unwrap();
                place += 1;
            }
            last = change.meta.at.timestamp_micros();
        }
        let head = log.leaves();
        writeln!(script, "UPDATE register_head SET sequence = {head}, at = {last}; COMMIT;").unwrap();
        self.run(&script);
    }
}

/// A text as SQL writes it.
pub fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn bytes(bytes: &[u8]) -> String {
    let digits = hex::encode(bytes);
    match Database::is_postgres() {
        true => format!("'\\x{digits}'::bytea"),
        false => format!("x'{digits}'"),
    }
}

/// The last change that took a value out of this one.
fn erased_by(change: &Shown) -> Option<u64> {
    let by = change.values.values().filter_map(|salted| match salted {
        Salted::Erased { erased, .. } => Some(*erased),
        Salted::Kept { .. } => None,
    });
    by.max()
}

/// The statements that write a change and its values.
fn inserted(change: &Shown, commitments: &BTreeMap<String, String>, leaf: [u8; 32]) -> String {
    let meta = &change.meta;
    let or_null = |id: Option<String>| id.map_or_else(|| "NULL".to_owned(), |id| text(&id));
    let row = [
        meta.sequence.to_string(),
        meta.at.timestamp_micros().to_string(),
        text(&meta.transaction),
        text(meta.action.word()),
        text(meta.command.as_ref()),
        text(meta.entity.entity.word()),
        text(&meta.entity.to_string()),
        or_null(meta.partnership.map(|id| id.to_string())),
        or_null(meta.owner.map(|id| id.to_string())),
        text(meta.visibility.word()),
        text(&meta.actor.id),
        text(&meta.actor.role),
        or_null(meta.actor.agency.map(|id| id.to_string())),
        text(&meta.request),
        meta.previous.map_or_else(|| "NULL".to_owned(), |previous| previous.to_string()),
        text(&serde_json::to_string(commitments).unwrap()),
        bytes(&leaf),
    ];
    format!(
        "INSERT INTO change (sequence, at, transaction_id, action, command, entity_type, entity_id, partnership_id,
            owner_agency_id, visibility, actor_id, actor_role, actor_agency_id, request_id, previous_sequence,
            commitments, leaf_hash)
         VALUES ({});
         INSERT INTO change_value (sequence, after, erased_by) VALUES ({}, {}, {});\n",
        row.join(", "),
        meta.sequence,
        text(&serde_json::to_string(&change.values).unwrap()),
        erased_by(change).map_or_else(|| "NULL".to_owned(), |by| by.to_string()),
    )
}
