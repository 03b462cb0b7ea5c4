//! A change: one entry of the history.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use tlog_tiles::tlog;

use super::commitment::canonical;
pub use crate::auth::actor::{Actor, IMPORT};
use crate::error::Result;
use crate::model::{AgencyId, AnyId, ChangeAction, PartnershipId, Visibility};

/// What of a change is public to whoever holds the log: ids, words, times and
/// commitments; no name, no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeMeta {
    /// Its place in the history, from 1 without gaps.
    pub sequence: u64,
    /// When it was made; strictly later than the one before.
    pub at: DateTime<Utc>,
    /// The same for all changes of one command.
    pub transaction: String,
    /// What it did.
    pub action: ChangeAction,
    /// The command that made it, such as `project.update`.
    pub command: Cow<'static, str>,
    /// The record.
    pub entity: AnyId,
    /// The partnership of the record.
    pub partnership: Option<PartnershipId>,
    /// The agency that owns the record after the change.
    pub owner: Option<AgencyId>,
    /// Who may see the record after the change.
    pub visibility: Visibility,
    /// Who made it.
    pub actor: Actor,
    /// The request in which it was made.
    pub request: String,
    /// The change of the same record before this one.
    pub previous: Option<u64>,
}

/// What the leaf of a change is made from, with the names that its canonical JSON has.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaf<'a> {
    sequence: u64,
    at: String,
    transaction_id: &'a str,
    action: ChangeAction,
    command: &'a str,
    entity_type: crate::model::EntityType,
    entity_id: AnyId,
    #[serde(skip_serializing_if = "Option::is_none")]
    partnership_id: Option<PartnershipId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_agency_id: Option<AgencyId>,
    visibility: Visibility,
    actor_id: &'a str,
    actor_role: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_agency_id: Option<AgencyId>,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_sequence: Option<u64>,
    commitments: &'a BTreeMap<String, String>,
}

impl ChangeMeta {
    /// The hash of its leaf in the log (RFC 6962: SHA-256 over a zero byte and the
    /// canonical JSON of the metadata with the commitments).
    ///
    /// # Errors
    /// None in practice: every part has a canonical form.
    pub fn leaf_hash(&self, commitments: &BTreeMap<String, String>) -> Result<[u8; 32]> {
        Ok(tlog::record_hash(&canonical(&self.leaf(commitments))?).0)
    }

    /// What its leaf is made from.
    pub fn leaf<'a>(&'a self, commitments: &'a BTreeMap<String, String>) -> Leaf<'a> {
        Leaf {
            sequence: self.sequence,
            at: self.at.to_rfc3339_opts(SecondsFormat::Micros, true),
            transaction_id: &self.transaction,
            action: self.action,
            command: &self.command,
            entity_type: self.entity.entity,
            entity_id: self.entity,
            partnership_id: self.partnership,
            owner_agency_id: self.owner,
            visibility: self.visibility,
            actor_id: &self.actor.id,
            actor_role: &self.actor.role,
            actor_agency_id: self.actor.agency,
            request_id: &self.request,
            previous_sequence: self.previous,
            commitments,
        }
    }
}
