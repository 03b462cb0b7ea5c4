//! Changing successions.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, payload};
use crate::commands::edit::{Create, Update};
use crate::commands::succession::{CreateSuccessionInput, UpdateSuccessionInput};
use crate::error::Result;
use crate::graphql::agency::SuccessionObject;
use crate::model::Succession;

payload! {
    /// What became of a change to a succession.
    SuccessionPayload {
        /// The succession as it is now; null when there is none.
        succession: SuccessionObject
    }
}

/// Changing successions.
#[derive(Default)]
pub struct SuccessionMutations;

/// Changing successions.
#[Object]
impl SuccessionMutations {
    /// Records that one agency followed another, or ended.
    async fn create_succession(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The succession.")] input: CreateSuccessionInput,
    ) -> Result<Option<SuccessionPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Changes a succession.
    async fn update_succession(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateSuccessionInput,
    ) -> Result<Option<SuccessionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a succession away: it leaves the lists, links to it keep working.
    async fn archive_succession(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<SuccessionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Succession>(true), subject).await?.into()))
    }

    /// Takes a succession out of the archive.
    async fn unarchive_succession(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<SuccessionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Succession>(false), subject).await?.into()))
    }
}
