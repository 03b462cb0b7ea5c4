//! The history as evidence: the changes that somebody may see, oldest first, with what
//! the log knows of them, and the hashes that stand for all others.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use tlog_tiles::tlog;

use super::super::db::Conn;
use super::super::rows::unreadable;
use super::super::schema::{change, log_hash};
use super::list::{self, ChangeQuery, ChangeSlice, StoredChange};
use super::{details, stored, visible};
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::history::change::ChangeMeta;
use crate::history::commitment::Salted;
use crate::history::evidence::entry::Shown;
use crate::history::evidence::unseen::Subtree;
use crate::model::*;

/// How many changes are read at a time.
const CHUNK: usize = 500;

/// Changes after `after` up to `upto`, oldest first, and from where to read on.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn next(
    conn: &mut Conn,
    query: &ChangeQuery,
    after: u64,
    upto: u64,
) -> Result<(Vec<StoredChange>, Option<u64>)> {
    let slice = ChangeSlice { limit: CHUNK, backward: true, after: Some(upto + 1), before: Some(after) };
    let page = list::page(conn, query, &slice)?;
    let last = page.horizon.or_else(|| page.changes.first().map(|change| change.sequence));
    let next = last.filter(|last| page.more && *last < upto);
    Ok((page.changes.into_iter().rev().collect(), next))
}

/// These changes, in order; those that the viewer may not see are left out.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn these(conn: &mut Conn, scope: &Scope, sequences: &[u64]) -> Result<Vec<StoredChange>> {
    let wanted: Vec<i64> = sequences.iter().map(|sequence| *sequence as i64).collect();
    let seen = visible::seen_then(conn, scope, &wanted)?;
    let mut found: Vec<StoredChange> = stored::stored_at(conn, &seen)?.into_values().collect();
    found.sort_unstable_by_key(|change| change.sequence);
    Ok(found)
}

/// The last changes of the records of a partnership up to change `upto`, as far as the
/// viewer may see them; without a partnership of what none owns, but for accounts.
///
/// # Errors
/// When the database fails.
pub fn plan(conn: &mut Conn, scope: &Scope, home: Option<PartnershipId>, upto: u64) -> Result<Vec<u64>> {
    let accounts: Vec<&str> =
        EntityType::ALL.iter().filter(|entity| entity.is_account()).map(|entity| entity.word()).collect();
    let last = change::table
        .group_by(change::entity_id)
        .filter(change::sequence.le(upto as i64))
        .filter(change::entity_type.ne_all(accounts));
    let last: Vec<Option<i64>> = match home {
        Some(home) => last
            .filter(change::partnership_id.eq(home.to_string()))
            .select(diesel::dsl::max(change::sequence))
            .load(conn)?,
        None => last
            .filter(change::partnership_id.is_null())
            .select(diesel::dsl::max(change::sequence))
            .load(conn)?,
    };
    let last: Vec<i64> = last.into_iter().flatten().collect();
    let mut seen: Vec<u64> =
        visible::seen_then(conn, scope, &last)?.into_iter().map(|sequence| sequence as u64).collect();
    seen.sort_unstable();
    Ok(seen)
}

/// What of a change its leaf is made from and a [`StoredChange`] does not hold.
type LeafRow = (i64, Option<String>, String, Vec<u8>);

/// Changes as they are put into a bundle for somebody of this scope.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn shown(conn: &mut Conn, scope: &Scope, changes: Vec<StoredChange>) -> Result<Vec<Shown>> {
    let withheld = withheld(conn, scope, &changes)?;
    let sequences: Vec<i64> = changes.iter().map(|change| change.sequence as i64).collect();
    let mut leaves: HashMap<i64, LeafRow> = HashMap::with_capacity(sequences.len());
    for chunk in sequences.chunks(CHUNK) {
        let rows: Vec<LeafRow> = change::table
            .filter(change::sequence.eq_any(chunk.to_vec()))
            .select((change::sequence, change::owner_agency_id, change::commitments, change::leaf_hash))
            .load(conn)?;
        leaves.extend(rows.into_iter().map(|row| (row.0, row)));
    }
    let mut shown = Vec::with_capacity(changes.len());
    for (change, withheld) in changes.into_iter().zip(withheld) {
        let (_, owner, commitments, hash) =
            leaves.remove(&(change.sequence as i64)).ok_or_else(|| Error::internal("a change is gone"))?;
        let owner = owner.map(|id| id.parse().map_err(|_| unreadable(id, "an id"))).transpose()?;
        let commitments = serde_json::from_str(&commitments).map_err(Error::internal)?;
        let meta = ChangeMeta {
            sequence: change.sequence,
            at: change.at,
            transaction: change.transaction,
            action: change.action,
            command: change.command.into(),
            entity: change.entity,
            partnership: change.partnership,
            owner,
            visibility: change.visibility,
            actor: change.actor,
            request: change.request,
            previous: change.previous,
        };
        shown.push(Shown { meta, commitments, hash, values: change.values, withheld });
    }
    Ok(shown)
}

/// Of each change, the values that link what the viewer may not see, and a reason that
/// may tell of it.
fn withheld(conn: &mut Conn, scope: &Scope, changes: &[StoredChange]) -> Result<Vec<BTreeSet<String>>> {
    if scope.everything {
        return Ok(vec![BTreeSet::new(); changes.len()]);
    }
    let after = details::after(conn, scope, changes)?;
    let fields = details::fields(conn, scope, changes)?;
    let each = changes.iter().zip(after).zip(fields).map(|((change, seen), fields)| {
        if details::sees_all_of(scope, change) {
            return BTreeSet::new();
        }
        let partly = change.values.iter().filter(|(field, salted)| match salted {
            Salted::Kept { value, .. } => !field.starts_with('$') && seen.get(*field) != Some(value),
            Salted::Erased { .. } => false,
        });
        let mut withheld: BTreeSet<String> = partly.map(|(field, _)| field.clone()).collect();
        if change.values.contains_key("$reason") && details::is_veiled(scope, change, &fields) {
            withheld.insert("$reason".to_owned());
        }
        withheld
    });
    Ok(each.collect())
}

/// The roots of these subtrees of the log, in their order.
///
/// # Errors
/// [`Error::Internal`] when the log does not hold one of them.
pub fn subtrees(conn: &mut Conn, subtrees: &[Subtree]) -> Result<Vec<[u8; 32]>> {
    let mut roots = Vec::with_capacity(subtrees.len());
    for chunk in subtrees.chunks(CHUNK) {
        let at: Vec<i64> = chunk
            .iter()
            .map(|(height, place)| tlog::stored_hash_index(*height as u8, *place) as i64)
            .collect();
        let rows: Vec<(i64, Vec<u8>)> = log_hash::table
            .filter(log_hash::idx.eq_any(at.clone()))
            .select((log_hash::idx, log_hash::hash))
            .load(conn)?;
        let found: HashMap<i64, Vec<u8>> = rows.into_iter().collect();
        for index in at {
            let root = found.get(&index).and_then(|hash| <[u8; 32]>::try_from(&hash[..]).ok());
            roots.push(root.ok_or_else(|| Error::internal(format!("the log has no hash {index}")))?);
        }
    }
    Ok(roots)
}
