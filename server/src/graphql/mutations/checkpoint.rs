//! Choosing where checkpoints are sent.

use async_graphql::{Context, Object, SimpleObject};

use super::payload::{UserError, run, told};
use crate::commands::checkpoint_subscription::{
    SubscribeCheckpoints, SubscribeCheckpointsInput, UnsubscribeCheckpoints, UnsubscribeCheckpointsInput,
};
use crate::commands::done::Done;
use crate::error::Result;
use crate::graphql::proof::{CheckpointLetters, letters};

/// What became of choosing where checkpoints are sent.
#[derive(SimpleObject)]
pub struct CheckpointLettersPayload {
    /// Who gets them now.
    checkpoint_letters: Option<CheckpointLetters>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

async fn shown(ctx: &Context<'_>, done: Result<Done>) -> Result<CheckpointLettersPayload> {
    let errors = match done {
        Ok(_) => Vec::new(),
        Err(error) => told(error)?,
    };
    Ok(CheckpointLettersPayload { checkpoint_letters: letters(ctx).await?, errors })
}

/// Choosing where checkpoints are sent.
#[derive(Default)]
pub struct CheckpointMutations;

/// Choosing where checkpoints are sent.
#[Object]
impl CheckpointMutations {
    /// Has the newest checkpoint sent to an address every so many days, for auditors and
    /// administrators. The first follows within a minute. An address that gets them already
    /// gets them at the new interval. That it was asked for is noted in the history, with
    /// the part of the address after the @. Whoever gets them can stop them too, with the
    /// link in each letter.
    async fn subscribe_checkpoints(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where, and how often.")] input: SubscribeCheckpointsInput,
    ) -> Result<Option<CheckpointLettersPayload>> {
        shown(ctx, run(ctx, SubscribeCheckpoints(input)).await).await.map(Some)
    }

    /// Sends no more checkpoints to an address, whoever asked for them, for auditors and
    /// administrators. Noted in the history. An address that the settings of the server
    /// name still gets them.
    async fn unsubscribe_checkpoints(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where not any more.")] input: UnsubscribeCheckpointsInput,
    ) -> Result<Option<CheckpointLettersPayload>> {
        shown(ctx, run(ctx, UnsubscribeCheckpoints(input)).await).await.map(Some)
    }
}
