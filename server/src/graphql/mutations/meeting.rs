//! Changing meetings, boards and forums.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::commands::meeting::{CreateMeetingInput, UpdateMeetingInput};
use crate::error::Result;
use crate::graphql::meeting::MeetingObject;
use crate::model::Meeting;

payload! {
    /// What became of a change to a meeting.
    MeetingPayload {
        /// The meeting as it is now; null when there is none.
        meeting: MeetingObject
    }
}

list_payload! {
    /// What became of several new meetings.
    MeetingsPayload {
        /// The meetings, in the order of the rows.
        meetings: MeetingObject
    }
}

/// Several new meetings, all or none.
#[derive(InputObject)]
pub struct CreateMeetingsInput {
    /// The meetings; at most 200.
    rows: Vec<CreateMeetingInput>,
}

/// Changing meetings, boards and forums.
#[derive(Default)]
pub struct MeetingMutations;

/// Changing meetings, boards and forums.
#[Object]
impl MeetingMutations {
    /// Adds a meeting, board or forum. What a partner admin adds is chaired by their agency.
    async fn create_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meeting.")] input: CreateMeetingInput,
    ) -> Result<Option<MeetingPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several meetings, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The meetings.")] input: CreateMeetingsInput,
    ) -> Result<Option<MeetingsPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes a meeting.
    async fn update_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateMeetingInput,
    ) -> Result<Option<MeetingPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a meeting away: it leaves the lists, links to it keep working.
    async fn archive_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<MeetingPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Meeting>(true), subject).await?.into()))
    }

    /// Takes a meeting out of the archive.
    async fn unarchive_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<MeetingPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Meeting>(false), subject).await?.into()))
    }
}
