//! Changing events and series of events.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::commands::event::{CreateEventInput, UpdateEventInput};
use crate::error::Result;
use crate::graphql::event::EventObject;
use crate::model::Event;

payload! {
    /// What became of a change to an event.
    EventPayload {
        /// The event as it is now; null when there is none.
        event: EventObject
    }
}

list_payload! {
    /// What became of several new events.
    EventsPayload {
        /// The events, in the order of the rows.
        events: EventObject
    }
}

/// Several new events, all or none.
#[derive(InputObject)]
pub struct CreateEventsInput {
    /// The events; at most 200.
    rows: Vec<CreateEventInput>,
}

/// Changing events and series of events.
#[derive(Default)]
pub struct EventMutations;

/// Changing events and series of events.
#[Object]
impl EventMutations {
    /// Adds an event or a series of events. What a partner admin adds is hosted by their agency.
    async fn create_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event.")] input: CreateEventInput,
    ) -> Result<Option<EventPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several events, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The events.")] input: CreateEventsInput,
    ) -> Result<Option<EventsPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes an event.
    async fn update_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateEventInput,
    ) -> Result<Option<EventPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts an event away: it leaves the lists, links to it keep working.
    async fn archive_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<EventPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Event>(true), subject).await?.into()))
    }

    /// Takes an event out of the archive.
    async fn unarchive_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<EventPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Event>(false), subject).await?.into()))
    }
}
