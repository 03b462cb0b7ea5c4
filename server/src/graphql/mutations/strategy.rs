//! Changing strategies.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, payload};
use crate::commands::edit::{Create, Update};
use crate::commands::roll_forward::{RollForwardStrategy, RollForwardStrategyInput};
use crate::commands::strategy::{
    CreateStrategyInput, PublishStrategyInput, RecordApprovalInput, ReorderPriorities,
    ReorderPrioritiesInput, UpdateStrategyInput, WithdrawStrategyInput,
};
use crate::error::Result;
use crate::graphql::strategy::StrategyObject;
use crate::model::Strategy;

payload! {
    /// What became of a change to a strategy.
    StrategyPayload {
        /// The strategy as it is now; null when there is none.
        strategy: StrategyObject
    }
}

/// Changing strategies.
#[derive(Default)]
pub struct StrategyMutations;

/// Changing strategies.
#[Object]
impl StrategyMutations {
    /// Adds a strategy: a draft, which only the people of the partnership see.
    async fn create_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The strategy.")] input: CreateStrategyInput,
    ) -> Result<Option<StrategyPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Changes a strategy.
    async fn update_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateStrategyInput,
    ) -> Result<Option<StrategyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a strategy away: it leaves the lists, links to it keep working.
    async fn archive_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<StrategyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Strategy>(true), subject).await?.into()))
    }

    /// Takes a strategy out of the archive.
    async fn unarchive_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<StrategyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Strategy>(false), subject).await?.into()))
    }

    /// Makes a draft of the next edition of a strategy: its priorities, focus areas and
    /// links are carried, each `carriedFrom` the last edition, which stays as it is.
    async fn roll_forward_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what is new.")] input: RollForwardStrategyInput,
    ) -> Result<Option<StrategyPayload>> {
        Ok(Some(change(ctx, RollForwardStrategy(input), None).await?.into()))
    }

    /// Publishes a strategy: from then on anybody can read it.
    async fn publish_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: PublishStrategyInput,
    ) -> Result<Option<StrategyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Withdraws a strategy that was published or out for consultation: it can still be read,
    /// and no longer stands.
    async fn withdraw_strategy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: WithdrawStrategyInput,
    ) -> Result<Option<StrategyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Records what a body decided about a strategy.
    async fn record_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The strategy, and the decision.")] input: RecordApprovalInput,
    ) -> Result<Option<StrategyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts the priorities of a strategy into another order; they are numbered from 1.
    async fn reorder_priorities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The strategy, and its priorities in order.")] input: ReorderPrioritiesInput,
    ) -> Result<Option<StrategyPayload>> {
        Ok(Some(change(ctx, ReorderPriorities(input), None).await?.into()))
    }
}
