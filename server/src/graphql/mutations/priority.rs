//! Changing priorities.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::commands::priority::{
    CreatePriorityInput, ReorderFocusAreas, ReorderFocusAreasInput, UpdatePriorityInput,
};
use crate::error::Result;
use crate::graphql::priority::PriorityObject;
use crate::model::Priority;

payload! {
    /// What became of a change to a priority.
    PriorityPayload {
        /// The priority as it is now; null when there is none.
        priority: PriorityObject
    }
}

list_payload! {
    /// What became of several new priorities.
    PrioritiesPayload {
        /// The priorities, in the order of the rows.
        priorities: PriorityObject
    }
}

/// Several new priorities, all or none.
#[derive(InputObject)]
pub struct CreatePrioritiesInput {
    /// The priorities; at most 200.
    rows: Vec<CreatePriorityInput>,
}

/// Changing priorities.
#[derive(Default)]
pub struct PriorityMutations;

/// Changing priorities.
#[Object]
impl PriorityMutations {
    /// Adds a priority to a strategy, as its last.
    async fn create_priority(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The priority.")] input: CreatePriorityInput,
    ) -> Result<Option<PriorityPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several priorities, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_priorities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The priorities.")] input: CreatePrioritiesInput,
    ) -> Result<Option<PrioritiesPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes a priority.
    async fn update_priority(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdatePriorityInput,
    ) -> Result<Option<PriorityPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a priority away: it leaves the lists, links to it keep working.
    async fn archive_priority(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<PriorityPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Priority>(true), subject).await?.into()))
    }

    /// Takes a priority out of the archive.
    async fn unarchive_priority(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<PriorityPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Priority>(false), subject).await?.into()))
    }

    /// Puts the focus areas of a priority into another order; they are numbered from 1.
    async fn reorder_focus_areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The priority, and its focus areas in order.")] input: ReorderFocusAreasInput,
    ) -> Result<Option<PriorityPayload>> {
        Ok(Some(change(ctx, ReorderFocusAreas(input), None).await?.into()))
    }
}
