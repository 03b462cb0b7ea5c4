//! Whether the history is signed, and who gets what is signed by mail.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};

use super::checkpoint::read;
use super::context::{accounts, context, gate};
use super::scalars::DateTime;
use crate::auth::policy::{self, Ties};
use crate::commands::checkpoint_subscription::SubscribeCheckpoints;
use crate::commands::gate::Command;
use crate::commands::notary::Signing;
use crate::error::Result;
use crate::store::operational::checkpoint_subscription;
use crate::store::{change, checkpoint, people};

/// Whether the history is signed.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofState {
    /// All is well: each change is signed as it is made.
    Signed,
    /// This server has no key, or the one that signed before is missing: what is recorded
    /// now is not signed, unless another server of the same register does it. Whoever runs
    /// the server has to put the key back.
    NoKey,
    /// Nothing is signed any more, since the database does not hold what was signed: an
    /// older backup was put in place, or somebody altered the history. Whoever runs the
    /// server has to find out which.
    HistoryLost,
}

/// How far the history is signed, and whether that goes on.
#[derive(SimpleObject)]
#[graphql(name = "Proof")]
pub struct ProofObject {
    /// Whether changes are signed as they are made.
    state: ProofState,
    /// How many changes the history has.
    changes: i64,
    /// How many of them, the first so many, the newest checkpoint covers; more than
    /// `changes` when some that were signed are gone.
    signed: i64,
    /// When the history is lost: how many changes the checkpoint covers that the database
    /// contradicts. Null otherwise.
    contradicted: Option<i64>,
}

/// Who gets the newest checkpoint by mail, because an auditor or administrator chose so.
/// Whoever runs the server can name further addresses in its settings.
#[derive(SimpleObject)]
pub struct CheckpointLetters {
    /// Whether this server sends letters at all. If not, nobody gets any until whoever runs
    /// it names a mail server.
    sends_letters: bool,
    /// The addresses, in alphabetical order.
    subscriptions: Vec<CheckpointSubscription>,
}

/// An address to which the newest checkpoint is sent.
#[derive(SimpleObject)]
pub struct CheckpointSubscription {
    /// The address.
    email: String,
    /// Every so many days.
    every_days: i32,
    /// The name of whoever asked for it.
    asked_by: String,
    /// When they did.
    asked_at: DateTime,
    /// When the last letter was sent; null before the first, which follows within a minute.
    last_sent_at: Option<DateTime>,
}

/// The letters as they are; none for those who may not choose.
///
/// # Errors
/// When the database fails.
pub(super) async fn letters(ctx: &Context<'_>) -> Result<Option<CheckpointLetters>> {
    let viewer = context(ctx)?.viewer.as_ref();
    let may = viewer
        .is_some_and(|viewer| policy::decide(viewer, SubscribeCheckpoints::KEY, &Ties::default()).is_some());
    if !may {
        return Ok(None);
    }
    let found = read(ctx, |conn| {
        let found = checkpoint_subscription::all(conn)?.into_iter();
        let named = found.map(|(subscription, sent)| {
            let by = people::user(conn, subscription.user)?.map(|user| user.name);
            Ok((subscription, sent, by.unwrap_or_default()))
        });
        named.collect::<Result<Vec<_>>>()
    });
    let shown =
        |(subscription, sent, asked_by): (checkpoint_subscription::Subscription, Option<_>, String)| {
            CheckpointSubscription {
                email: subscription.address,
                every_days: subscription.every_days.into(),
                asked_by,
                asked_at: DateTime(subscription.created_at),
                last_sent_at: sent.map(DateTime),
            }
        };
    let subscriptions = found.await?.into_iter().map(shown).collect();
    Ok(Some(CheckpointLetters { sends_letters: accounts(ctx)?.sends_letters(), subscriptions }))
}

/// What can be asked of how the history is proved.
#[derive(Default)]
pub struct ProofQueries;

/// What can be asked of how the history is proved.
#[Object]
impl ProofQueries {
    /// How far the history is signed, and whether that goes on. Everyone may see it.
    #[graphql(complexity = "5 + child_complexity")]
    async fn proof(&self, ctx: &Context<'_>) -> Result<ProofObject> {
        let gate = Arc::clone(gate(ctx)?);
        read(ctx, move |conn| {
            let (changes, _) = change::head(conn)?;
            let signed = checkpoint::latest(conn)?.map_or(0, |found| found.signed.checkpoint.size);
            let (state, contradicted) = match gate.signing() {
                Signing::Signs => (ProofState::Signed, None),
                Signing::NoKey => (ProofState::NoKey, None),
                Signing::Stopped(broken) => (ProofState::HistoryLost, Some(broken.size as i64)),
            };
            Ok(ProofObject { state, changes: changes as i64, signed: signed as i64, contradicted })
        })
        .await
    }

    /// Who gets the newest checkpoint by mail: for auditors and administrators, null for
    /// everybody else.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn checkpoint_letters(&self, ctx: &Context<'_>) -> Result<Option<CheckpointLetters>> {
        letters(ctx).await
    }
}
