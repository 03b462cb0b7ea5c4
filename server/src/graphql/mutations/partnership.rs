//! Changing partnerships.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, payload};
use crate::commands::edit::{Create, Update};
use crate::commands::partnership::{CreatePartnershipInput, UpdatePartnershipInput};
use crate::error::Result;
use crate::graphql::partnership::PartnershipObject;
use crate::model::Partnership;

payload! {
    /// What became of a change to a partnership.
    PartnershipPayload {
        /// The partnership as it is now; null when there is none.
        partnership: PartnershipObject
    }
}

/// Changing partnerships.
#[derive(Default)]
pub struct PartnershipMutations;

/// Changing partnerships.
#[Object]
impl PartnershipMutations {
    /// Adds a partnership; for administrators.
    async fn create_partnership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partnership.")] input: CreatePartnershipInput,
    ) -> Result<Option<PartnershipPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Changes a partnership.
    async fn update_partnership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdatePartnershipInput,
    ) -> Result<Option<PartnershipPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a partnership away: it leaves the lists, links to it keep working.
    async fn archive_partnership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<PartnershipPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Partnership>(true), subject).await?.into()))
    }

    /// Takes a partnership out of the archive.
    async fn unarchive_partnership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<PartnershipPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Partnership>(false), subject).await?.into()))
    }
}
