//! Posting and changing progress.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, payload};
use crate::commands::edit::{Create, Update};
use crate::commands::progress::{PostProgressInput, UpdateProgressUpdateInput};
use crate::error::Result;
use crate::graphql::progress::ProgressUpdateObject;
use crate::model::ProgressUpdate;

payload! {
    /// What became of a change to a progress update.
    ProgressUpdatePayload {
        /// The progress update as it is now; null when there is none.
        progress_update: ProgressUpdateObject
    }
}

/// Posting and changing progress.
#[derive(Default)]
pub struct ProgressMutations;

/// Posting and changing progress.
#[Object]
impl ProgressMutations {
    /// Posts progress on a project, a priority or a focus area.
    async fn post_progress(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "On what, and how it is going.")] input: PostProgressInput,
    ) -> Result<Option<ProgressUpdatePayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Changes a progress update.
    async fn update_progress_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateProgressUpdateInput,
    ) -> Result<Option<ProgressUpdatePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a progress update away: it leaves the lists, links to it keep working.
    async fn archive_progress_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<ProgressUpdatePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<ProgressUpdate>(true), subject).await?.into()))
    }

    /// Takes a progress update out of the archive.
    async fn unarchive_progress_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<ProgressUpdatePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<ProgressUpdate>(false), subject).await?.into()))
    }
}
