//! Changing the dated sittings of meetings.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::Update;
use crate::commands::record_meeting::{RecordMeeting, RecordMeetingInput};
use crate::commands::sitting::{ScheduleMeeting, ScheduleMeetingInput, UpdateMeetingOccurrenceInput};
use crate::error::Result;
use crate::graphql::occurrence::MeetingOccurrenceObject;
use crate::model::MeetingOccurrence;

payload! {
    /// What became of a change to a sitting.
    MeetingOccurrencePayload {
        /// The sitting as it is now; null when there is none.
        occurrence: MeetingOccurrenceObject
    }
}

list_payload! {
    /// What became of new sittings.
    MeetingOccurrencesPayload {
        /// The sittings, the earliest first.
        occurrences: MeetingOccurrenceObject
    }
}

/// Changing the dated sittings of meetings.
#[derive(Default)]
pub struct SittingMutations;

/// Changing the dated sittings of meetings.
#[Object]
impl SittingMutations {
    /// Schedules a sitting of a meeting, or several on the days of a rule.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn schedule_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and when.")] input: ScheduleMeetingInput,
    ) -> Result<Option<MeetingOccurrencesPayload>> {
        Ok(Some(change_all(ctx, ScheduleMeeting(input)).await?.into()))
    }

    /// Changes a sitting.
    async fn update_meeting_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateMeetingOccurrenceInput,
    ) -> Result<Option<MeetingOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Records that a sitting was held: who came, what was decided, with its documents and
    /// the actions agreed, in one save. One that was cancelled is planned again first.
    async fn record_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which sitting, and what became of it.")] input: RecordMeetingInput,
    ) -> Result<Option<MeetingOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, RecordMeeting(input), subject).await?.into()))
    }

    /// Puts a sitting away: it leaves the lists, links to it keep working.
    async fn archive_meeting_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<MeetingOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<MeetingOccurrence>(true), subject).await?.into()))
    }

    /// Takes a sitting out of the archive.
    async fn unarchive_meeting_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<MeetingOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<MeetingOccurrence>(false), subject).await?.into()))
    }
}
