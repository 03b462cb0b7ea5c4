//! Changing the dated occurrences of events.

use async_graphql::{Context, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, Update};
use crate::commands::event_occurrence::{
    CreateEventOccurrenceInput, CreateEventOccurrencesInput, RepeatEvent, UpdateEventOccurrenceInput,
};
use crate::error::Result;
use crate::graphql::occurrence::EventOccurrenceObject;
use crate::model::EventOccurrence;

payload! {
    /// What became of a change to an occurrence of an event.
    EventOccurrencePayload {
        /// The occurrence as it is now; null when there is none.
        occurrence: EventOccurrenceObject
    }
}

list_payload! {
    /// What became of new occurrences of an event.
    EventOccurrencesPayload {
        /// The occurrences, the earliest first.
        occurrences: EventOccurrenceObject
    }
}

/// Changing the dated occurrences of events.
#[derive(Default)]
pub struct EventOccurrenceMutations;

/// Changing the dated occurrences of events.
#[Object]
impl EventOccurrenceMutations {
    /// Adds an occurrence of an event.
    async fn create_event_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which event, and when.")] input: CreateEventOccurrenceInput,
    ) -> Result<Option<EventOccurrencePayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds occurrences of an event on the days of a rule.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_event_occurrences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which event, and when.")] input: CreateEventOccurrencesInput,
    ) -> Result<Option<EventOccurrencesPayload>> {
        Ok(Some(change_all(ctx, RepeatEvent(input)).await?.into()))
    }

    /// Changes an occurrence of an event.
    async fn update_event_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateEventOccurrenceInput,
    ) -> Result<Option<EventOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts an occurrence of an event away: it leaves the lists, links to it keep working.
    async fn archive_event_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<EventOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<EventOccurrence>(true), subject).await?.into()))
    }

    /// Takes an occurrence of an event out of the archive.
    async fn unarchive_event_occurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<EventOccurrencePayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<EventOccurrence>(false), subject).await?.into()))
    }
}
