//! The log: gapless, in order, committed to, and never altered.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use partnership_register::commands::gate::Command;
use partnership_register::commands::import::ImportPartnership;
use partnership_register::history::change::{Actor, ChangeMeta};
use partnership_register::history::commitment::{Salted, SaltedValues, commitments};
use partnership_register::model::*;
use partnership_register::store::schema::{change, change_value, log_hash};
use partnership_register::store::{Conn, change as changes};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tlog_tiles::tlog;

use super::after_imports;
use crate::support::{Database, TestRegister, cases};

#[derive(Debug, Queryable)]
struct ChangeRow {
    sequence: i64,
    at: i64,
    transaction: String,
    action: String,
    command: String,
    entity_type: String,
    entity: String,
    partnership: Option<String>,
    owner: Option<String>,
    visibility: String,
    actor: (String, String, Option<String>),
    request: String,
    previous: Option<i64>,
    commitments: String,
    leaf_hash: Vec<u8>,
    after: String,
}

fn rows(conn: &mut Conn) -> Vec<ChangeRow> {
    change::table
        .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
        .order(change::sequence)
        .select((
            change::sequence,
            change::at,
            change::transaction_id,
            change::action,
            change::command,
            change::entity_type,
            change::entity_id,
            change::partnership_id,
            change::owner_agency_id,
            change::visibility,
            (change::actor_id, change::actor_role, change::actor_agency_id),
            change::request_id,
            change::previous_sequence,
            change::commitments,
            change::leaf_hash,
            change_value::after,
        ))
        .load(conn)
        .unwrap()
}

/// What the leaf of a change was made from, read back from its row.
fn meta(row: &ChangeRow) -> ChangeMeta {
    assert_eq!(row.command, ImportPartnership::KEY);
    ChangeMeta {
        sequence: row.sequence as u64,
        at: chrono::DateTime::from_timestamp_micros(row.at).unwrap(),
        transaction: row.transaction.clone(),
        action: ChangeAction::from_word(&row.action).unwrap(),
        command: ImportPartnership::KEY.into(),
        entity: row.entity.parse().unwrap(),
        partnership: row.partnership.as_ref().map(|id| id.parse().unwrap()),
        owner: row.owner.as_ref().map(|id| id.parse().unwrap()),
        visibility: Visibility::from_word(&row.visibility).unwrap(),
        actor: Actor {
            id: row.actor.0.clone(),
            role: row.actor.1.clone(),
            agency: row.actor.2.as_ref().map(|id| id.parse().unwrap()),
        },
        request: row.request.clone(),
        previous: row.previous.map(|sequence| sequence as u64),
    }
}

/// The root of a Merkle tree as RFC 6962 defines it, without any cleverness.
fn naive_root(leaves: &[Vec<u8>]) -> Vec<u8> {
    match leaves {
        [] => Sha256::digest([]).to_vec(),
        [leaf] => leaf.clone(),
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(split);
            let node = [vec![1], naive_root(left), naive_root(right)].concat();
            Sha256::digest(node).to_vec()
        }
    }
}

struct Stored(Vec<Vec<u8>>);

impl tlog::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        Ok(indexes.iter().map(|i| tlog::Hash(self.0[*i as usize].clone().try_into().unwrap())).collect())
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn the_history_is_gapless_rising_and_committed_to(seeds in proptest::collection::vec(any::<u64>(), 1..5)) {
        let test = after_imports(&seeds, |_, _| {});
        let mut conn = test.reader();
        let rows = rows(&mut conn);
        let mut last_of = std::collections::HashMap::new();
        let mut last_at = 0;
        for (i, row) in rows.iter().enumerate() {
            prop_assert_eq!(row.sequence, i as i64 + 1);
            prop_assert!(row.at > last_at);
            last_at = row.at;
            prop_assert_eq!(row.previous, last_of.insert(row.entity.clone(), row.sequence));
            prop_assert_eq!(row.action == "CREATE", row.previous.is_none());
            prop_assert!(row.entity.starts_with(&row.entity_type.to_lowercase()));

            let values: SaltedValues = serde_json::from_str(&row.after).unwrap();
            prop_assert!(values.contains_key("$label"));
            let salts: std::collections::HashSet<&String> = values.values().map(|salted| match salted {
                Salted::Kept { salt, .. } => salt,
                Salted::Erased { .. } => panic!("nothing was erased"),
            }).collect();
            prop_assert_eq!(salts.len(), values.len(), "each value has a salt of its own");
            let committed = commitments(&values).unwrap();
            prop_assert_eq!(&serde_json::to_string(&committed).unwrap(), &row.commitments);
            prop_assert_eq!(&meta(row).leaf_hash(&committed).unwrap()[..], &row.leaf_hash[..]);
            prop_assert!(!row.commitments.contains("salt"));
        }
        prop_assert_eq!(changes::head(&mut conn).unwrap().0, rows.len() as u64);
        prop_assert_eq!(changes::head(&mut conn).unwrap().1.timestamp_micros(), last_at);
    }

    #[test]
    fn the_root_of_the_log_is_that_of_rfc_6962(seeds in proptest::collection::vec(any::<u64>(), 1..4)) {
        let test = after_imports(&seeds, |_, _| {});
        let mut conn = test.reader();
        let hashes: Vec<(i64, Vec<u8>)> = log_hash::table.order(log_hash::idx).load(&mut **conn).unwrap();
        for (i, (idx, _)) in hashes.iter().enumerate() {
            prop_assert_eq!(*idx, i as i64);
        }
        let leaves: Vec<Vec<u8>> = rows(&mut conn).into_iter().map(|row| row.leaf_hash).collect();
        let stored = Stored(hashes.into_iter().map(|(_, hash)| hash).collect());
        let root = tlog::tree_hash(leaves.len() as u64, &stored).unwrap();
        prop_assert_eq!(root.0.to_vec(), naive_root(&leaves));
        prop_assert_eq!(stored.0.len() as u64, tlog::stored_hash_count(leaves.len() as u64));
    }
}

#[test]
fn the_database_refuses_to_alter_the_history() {
    let test = TestRegister::founding();
    let mut conn = test.database.url.connect().unwrap();
    let mut refused = vec![
        "UPDATE change SET actor_id = 'nobody' WHERE sequence = 1",
        "UPDATE change SET at = at + 1",
        "DELETE FROM change WHERE sequence = 2",
        "DELETE FROM change_value WHERE sequence = 2",
        "UPDATE change_value SET after = '{}' WHERE sequence = 2",
        "UPDATE change_value SET after = '{}', erased_by = 3 WHERE sequence = 2",
        "UPDATE change_value SET sequence = 100000 WHERE sequence = 2",
        "UPDATE log_hash SET hash = hash WHERE idx = 0",
        "DELETE FROM log_hash WHERE idx = 0",
        "DELETE FROM register_head",
        "UPDATE register_head SET sequence = sequence - 1",
        "UPDATE register_head SET sequence = sequence + 1, at = at",
        "INSERT INTO register_head (id, sequence, at) VALUES (2, 0, 0)",
    ];
    if Database::is_postgres() {
        refused.extend(["TRUNCATE change CASCADE", "TRUNCATE log_hash", "TRUNCATE register_head"]);
    }
    if !Database::is_postgres() {
        refused.extend([
            "INSERT OR REPLACE INTO log_hash (idx, hash) VALUES (0, zeroblob(32))",
            "INSERT OR REPLACE INTO change_value (sequence, after) VALUES (2, '{}')",
            "INSERT OR REPLACE INTO register_head (id, sequence, at) VALUES (1, 0, 0)",
            "INSERT OR REPLACE INTO change SELECT * FROM change WHERE sequence = 2",
        ]);
    }
    let before: Vec<String> = rows(&mut conn).iter().map(|row| format!("{row:?}")).collect();
    for sql in refused {
        assert!(conn.batch_execute(sql).is_err(), "{sql}");
    }
    let after: Vec<String> = rows(&mut conn).iter().map(|row| format!("{row:?}")).collect();
    assert_eq!(before, after);
}
