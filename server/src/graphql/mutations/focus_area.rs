//! Changing focus areas.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::commands::focus_area::{CreateFocusAreaInput, UpdateFocusAreaInput};
use crate::error::Result;
use crate::graphql::focus_area::FocusAreaObject;
use crate::model::FocusArea;

payload! {
    /// What became of a change to a focus area.
    FocusAreaPayload {
        /// The focus area as it is now; null when there is none.
        focus_area: FocusAreaObject
    }
}

list_payload! {
    /// What became of several new focus areas.
    FocusAreasPayload {
        /// The focus areas, in the order of the rows.
        focus_areas: FocusAreaObject
    }
}

/// Several new focus areas, all or none.
#[derive(InputObject)]
pub struct CreateFocusAreasInput {
    /// The focus areas; at most 200.
    rows: Vec<CreateFocusAreaInput>,
}

/// Changing focus areas.
#[derive(Default)]
pub struct FocusAreaMutations;

/// Changing focus areas.
#[Object]
impl FocusAreaMutations {
    /// Adds a focus area to a priority, as its last.
    async fn create_focus_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The focus area.")] input: CreateFocusAreaInput,
    ) -> Result<Option<FocusAreaPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several focus areas, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_focus_areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The focus areas.")] input: CreateFocusAreasInput,
    ) -> Result<Option<FocusAreasPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes a focus area.
    async fn update_focus_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateFocusAreaInput,
    ) -> Result<Option<FocusAreaPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a focus area away: it leaves the lists, links to it keep working.
    async fn archive_focus_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<FocusAreaPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<FocusArea>(true), subject).await?.into()))
    }

    /// Takes a focus area out of the archive.
    async fn unarchive_focus_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<FocusAreaPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<FocusArea>(false), subject).await?.into()))
    }
}
