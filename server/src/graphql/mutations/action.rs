//! Changing actions.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::action::{CloseAction, CloseActionInput, CreateActionInput, UpdateActionInput};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::error::Result;
use crate::graphql::action::ActionObject;
use crate::model::Action;

payload! {
    /// What became of a change to an action.
    ActionPayload {
        /// The action as it is now; null when there is none.
        action: ActionObject
    }
}

list_payload! {
    /// What became of several new actions.
    ActionsPayload {
        /// The actions, in the order of the rows.
        actions: ActionObject
    }
}

/// Several new actions, all or none.
#[derive(InputObject)]
pub struct CreateActionsInput {
    /// The actions; at most 200.
    rows: Vec<CreateActionInput>,
}

/// Changing actions.
#[derive(Default)]
pub struct ActionMutations;

/// Changing actions.
#[Object]
impl ActionMutations {
    /// Adds an action. What a partner admin adds is for their agency to do.
    async fn create_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The action.")] input: CreateActionInput,
    ) -> Result<Option<ActionPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several actions, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The actions.")] input: CreateActionsInput,
    ) -> Result<Option<ActionsPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes an action. The day it was first due is kept.
    async fn update_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateActionInput,
    ) -> Result<Option<ActionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Closes an action with what came of it.
    async fn close_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what came of it.")] input: CloseActionInput,
    ) -> Result<Option<ActionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, CloseAction(input), subject).await?.into()))
    }

    /// Puts an action away: it leaves the lists, links to it keep working.
    async fn archive_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<ActionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Action>(true), subject).await?.into()))
    }

    /// Takes an action out of the archive.
    async fn unarchive_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<ActionPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Action>(false), subject).await?.into()))
    }
}
