//! Asking for evidence: noted in the history, and answered with a ticket that is good for
//! one download.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Asked, incomparable};
use crate::auth::policy::{self, Ties};
use crate::auth::scope::Scope;
use crate::auth::secret::{Hash, Kind, Secret};
use crate::auth::viewer::Viewer;
use crate::commands::account::access::invalid;
use crate::commands::done::Done;
use crate::commands::gate::{Command, Gate};
use crate::error::{Error, Result};
use crate::history::checkpoint::SignedCheckpoint;
use crate::model::*;
use crate::store::change::list::is_actor;
use crate::store::operational::evidence_ticket::{self, Ticket};
use crate::store::people;
use crate::store::tx::{Deed, WriteTx};

/// For how many minutes a ticket works.
pub const MINUTES: i64 = 10;
/// Where evidence is fetched.
pub const PATH: &str = "/evidence/";

/// What is asked for, as it is kept until it is fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Only of this partnership.
    pub partnership: Option<PartnershipId>,
    /// Only of this record.
    pub entity: Option<AnyId>,
    /// Only of these types; empty: any.
    pub types: Vec<EntityType>,
    /// Only by this actor.
    pub actor: Option<String>,
    /// Made at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Made at this moment or earlier.
    pub to: Option<DateTime<Utc>>,
    /// The size of a checkpoint with which the bundle must be comparable.
    pub compare: Option<u64>,
}

impl Order {
    /// What is written for somebody of this scope.
    pub fn for_scope(self, scope: Scope) -> Asked {
        Asked {
            scope,
            partnership: self.partnership,
            entity: self.entity,
            types: self.types,
            actor: self.actor,
            from: self.from,
            to: self.to,
            compare: self.compare.into_iter().collect(),
        }
    }

    /// What was asked for in words, for the history. Names of records do not belong there.
    fn in_words(&self) -> String {
        let day = |at: DateTime<Utc>| crate::clock::london_date(at).format("%-d %B %Y").to_string();
        let mut words = vec!["Evidence".to_owned()];
        if let Some(partnership) = self.partnership {
            words.push(format!("of {partnership}"));
        }
        if let Some(entity) = self.entity {
            words.push(format!("of {entity}"));
        }
        if !self.types.is_empty() {
            let types: Vec<&str> = self.types.iter().map(|entity| entity.word()).collect();
            words.push(format!("of type {}", types.join(", ")));
        }
        if let Some(actor) = &self.actor {
            words.push(format!("by {actor}"));
        }
        words.extend(self.from.map(|from| format!("from {}", day(from))));
        words.extend(self.to.map(|to| format!("to {}", day(to))));
        words.join(" ")
    }
}

/// Takes evidence away: a security event, noted as a change of the account of whoever
/// asks.
pub struct ExportEvidence {
    /// What is asked for.
    pub order: Order,
    /// The checkpoint that whoever asks kept.
    pub kept: Option<SignedCheckpoint>,
}

impl Command for ExportEvidence {
    type Output = Done;
    const KEY: &'static str = "evidence.export";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let viewer = tx.viewer()?;
        let actor = policy::decide(&viewer, Self::KEY, &Ties::default()).ok_or_else(refused)?;
        let (user, session) = viewer.user.zip(viewer.by.session()).ok_or_else(refused)?;
        self.check(&viewer)?;
        if let Some(kept) = &self.kept
            && let Some(why) = incomparable(tx.reader(), kept)?
        {
            return Err(invalid("checkpoint", format!("cannot be compared with what is here: {why}")));
        }
        tx.act_as(actor);
        let before = people::user(tx.reader(), user)?.ok_or(Error::Unauthenticated)?;
        let reason = self.order.in_words();
        let deed = Deed { action: ChangeAction::Update, reason: Some(&reason) };
        tx.save(Some(&before.clone().into()), before, deed)?;
        let secret = Secret::random(Kind::Evidence)?;
        let now = tx.now();
        let ticket = Ticket {
            user,
            session: session.to_owned(),
            asked: serde_json::to_string(&self.order).map_err(Error::internal)?,
            expires_at: now + TimeDelta::minutes(MINUTES),
        };
        evidence_ticket::keep(&mut tx.operational(), &secret.hash(), &ticket, now)?;
        Ok(Done { secret: Some(format!("{PATH}{}", secret.reveal())), ..Done::to(user) })
    }
}

impl ExportEvidence {
    fn check(&self, viewer: &Viewer) -> Result<()> {
        if self.order.partnership.is_some_and(|partnership| !viewer.scope.reads_history_of(partnership)) {
            return Err(Error::NotFound("There is no such partnership among those that you audit.".into()));
        }
        // It is noted in the history, word for word.
        if self.order.actor.as_ref().is_some_and(|actor| !is_actor(actor)) {
            return Err(invalid("actor", "is not the id of a user, nor a name such as system:import"));
        }
        if self.order.from.zip(self.order.to).is_some_and(|(from, to)| from > to) {
            return Err(invalid("to", "is before the beginning of the period"));
        }
        Ok(())
    }
}

fn refused() -> Error {
    Error::Forbidden("Only auditors who signed in may take evidence away.".into())
}

/// Uses up a ticket. Gives what was asked for, when it works for this viewer now.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer is no auditor any more; when the database fails.
pub async fn take(gate: &Gate, viewer: &Viewer, ticket: &str) -> Result<Option<Order>> {
    policy::decide(viewer, ExportEvidence::KEY, &Ties::default()).ok_or_else(refused)?;
    let (Some(secret), Some(session)) = (Secret::parse(Kind::Evidence, ticket), viewer.by.session()) else {
        return Ok(None);
    };
    let (hash, session): (Hash, String) = (secret.hash(), session.to_owned());
    let asked = gate.operate(move |writer, now| evidence_ticket::take(writer, &hash, &session, now)).await?;
    asked.map(|asked| serde_json::from_str(&asked).map_err(Error::internal)).transpose()
}
