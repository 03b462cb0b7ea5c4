//! Changing agencies.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, payload};
use crate::commands::agency::{CreateAgencyInput, UpdateAgency, UpdateAgencyInput};
use crate::commands::edit::Create;
use crate::error::Result;
use crate::graphql::agency::AgencyObject;
use crate::model::Agency;

payload! {
    /// What became of a change to an agency.
    AgencyPayload {
        /// The agency as it is now; null when there is none.
        agency: AgencyObject
    }
}

/// Changing agencies.
#[derive(Default)]
pub struct AgencyMutations;

/// Changing agencies.
#[Object]
impl AgencyMutations {
    /// Adds an agency, for all partnerships.
    async fn create_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agency.")] input: CreateAgencyInput,
    ) -> Result<Option<AgencyPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Changes an agency.
    async fn update_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateAgencyInput,
    ) -> Result<Option<AgencyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, UpdateAgency(input), subject).await?.into()))
    }

    /// Puts an agency away: it leaves the lists, links to it keep working.
    async fn archive_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<AgencyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Agency>(true), subject).await?.into()))
    }

    /// Takes an agency out of the archive.
    async fn unarchive_agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<AgencyPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Agency>(false), subject).await?.into()))
    }
}
