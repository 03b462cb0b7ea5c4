//! Changing memberships.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::commands::membership::{
    CreateMembershipInput, ReorderMemberships, ReorderMembershipsInput, UpdateMembershipInput,
};
use crate::error::Result;
use crate::graphql::membership::MembershipObject;
use crate::graphql::partnership::PartnershipObject;
use crate::model::Membership;

payload! {
    /// What became of a change to a membership.
    MembershipPayload {
        /// The membership as it is now; null when there is none.
        membership: MembershipObject
    }
}

list_payload! {
    /// What became of several new memberships.
    MembershipsPayload {
        /// The memberships, in the order of the rows.
        memberships: MembershipObject
    }
}

/// Several new memberships, all or none.
#[derive(InputObject)]
pub struct CreateMembershipsInput {
    /// The memberships; at most 200.
    rows: Vec<CreateMembershipInput>,
}

payload! {
    /// What became of the order of a partnership's members.
    ReorderMembershipsPayload {
        /// The partnership as it is now.
        partnership: PartnershipObject
    }
}

/// Changing memberships.
#[derive(Default)]
pub struct MembershipMutations;

/// Changing memberships.
#[Object]
impl MembershipMutations {
    /// Adds an agency to a partnership, as the last of its members.
    async fn create_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The membership.")] input: CreateMembershipInput,
    ) -> Result<Option<MembershipPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several memberships, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_memberships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The memberships.")] input: CreateMembershipsInput,
    ) -> Result<Option<MembershipsPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes a membership.
    async fn update_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateMembershipInput,
    ) -> Result<Option<MembershipPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a membership away: it leaves the lists, links to it keep working.
    async fn archive_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<MembershipPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Membership>(true), subject).await?.into()))
    }

    /// Takes a membership out of the archive.
    async fn unarchive_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<MembershipPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Membership>(false), subject).await?.into()))
    }

    /// Puts the members of a partnership into another order; they are numbered from 1.
    async fn reorder_memberships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partnership, and its memberships in order.")] input: ReorderMembershipsInput,
    ) -> Result<Option<ReorderMembershipsPayload>> {
        Ok(Some(change(ctx, ReorderMemberships(input), None).await?.into()))
    }
}
