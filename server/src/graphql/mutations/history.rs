//! Writing an old state back.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::payload::{UserError, run, told};
use crate::commands::revert::RevertTo;
use crate::error::Result;
use crate::graphql::change::{find_change, sequence_of};
use crate::graphql::context::lens;
use crate::graphql::node::{NodeInterface, find_node};

/// Writes a record back as it was after a change.
#[derive(InputObject)]
pub struct RevertToInput {
    /// The change, by its id: the record is written as it was after it.
    change: ID,
    /// The version of the record that you saw; if it has changed since, nothing is written.
    version: i32,
    /// Why; it may not be empty.
    reason: String,
}

/// What became of writing an old state back.
#[derive(SimpleObject)]
pub struct RevertToPayload {
    /// The record as it is now.
    node: Option<NodeInterface>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// Writing an old state back.
#[derive(Default)]
pub struct HistoryMutations;

/// Writing an old state back.
#[Object]
impl HistoryMutations {
    /// Writes a record back as it was after a change, as a new change, under the same
    /// permission and rules as an update. Some things stay as they are now: what was
    /// erased stays erased; whether it is archived, its key and slug, its place in an
    /// order, the state of a strategy, which meeting is the board and when a project was
    /// confirmed have mutations of their own; links to what you may not see are left
    /// alone; and nothing becomes visible to more people than now.
    async fn revert_to(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which change, and why.")] input: RevertToInput,
    ) -> Result<RevertToPayload> {
        let RevertToInput { change, version, reason } = input;
        let command = RevertTo { change: sequence_of(&change), version, reason };
        let (record, errors) = match run(ctx, command).await {
            Ok(done) => (done.id, Vec::new()),
            Err(error) => {
                let errors = told(error)?;
                let found = find_change(&lens(ctx)?, &change).await?;
                (found.map(|change| change.record()), errors)
            }
        };
        let node = match record {
            Some(id) => find_node(&lens(ctx)?, &id.to_string()).await?,
            None => None,
        };
        Ok(RevertToPayload { node, errors })
    }
}
