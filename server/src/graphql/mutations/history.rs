//! Writing an old state back, and removing what should not be kept.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::payload::{UserError, run, told};
use crate::commands::redact::RedactValue;
use crate::commands::revert::RevertTo;
use crate::error::Result;
use crate::graphql::change::{ChangeObject, find_change, sequence_of};
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

/// Removes a text from the history.
#[derive(InputObject)]
pub struct RedactValueInput {
    /// A change after which the record said it, by its id.
    change: ID,
    /// The name of the value, as in `FieldChange.field`, or `$reason` for the reason that
    /// was given.
    field: String,
    /// Only these words of it, as they are written: they go from every value of this field
    /// in the history of the record that holds them, and the record as it is now keeps the
    /// rest. If nothing is said, the whole value goes wherever the history of the record
    /// has it.
    words: Option<String>,
    /// Why. It stays as long as it is not removed itself, and may not hold what is removed.
    reason: String,
}

/// What became of removing a text.
#[derive(SimpleObject)]
pub struct RedactValuePayload {
    /// The change as it reads now; null when you may not see it.
    change: Option<ChangeObject>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// Writing an old state back, and removing what should not be kept.
#[derive(Default)]
pub struct HistoryMutations;

/// Writing an old state back, and removing what should not be kept.
#[Object]
impl HistoryMutations {
    /// Writes a record back as it was after a change, as a new change, under the same
    /// permission and rules as an update. Some things stay as they are now: what was
    /// erased stays erased; whether it is archived, its key and slug, its place in an
    /// order, the state of a strategy, which meeting is the board and when a project was
    /// confirmed have mutations of their own; under which priorities and focus areas a
    /// project, meeting or event stands is theirs, and goes back when they are reverted;
    /// links to what you may not see are left alone; and nothing becomes visible to more
    /// people than now.
    async fn revert_to(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which change, and why.")] input: RevertToInput,
    ) -> Result<Option<RevertToPayload>> {
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
        Ok(Some(RevertToPayload { node, errors }))
    }

    /// Removes a text for good: from every change of the record's history that holds it,
    /// and from the record itself if it stands there now, where the day of the removal is
    /// put in its place. It is a change of its own, which says who did it and why. For
    /// administrators, who need not see the change: whoever does tells them its id and the
    /// field. It cannot be undone, and no proof is lost by it.
    async fn redact_value(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to remove, and why.")] input: RedactValueInput,
    ) -> Result<Option<RedactValuePayload>> {
        let RedactValueInput { change, field, words, reason } = input;
        let command = RedactValue { change: sequence_of(&change), field, words, reason };
        let errors = match run(ctx, command).await {
            Ok(_) => Vec::new(),
            Err(error) => told(error)?,
        };
        Ok(Some(RedactValuePayload { change: find_change(&lens(ctx)?, &change).await?, errors }))
    }
}
