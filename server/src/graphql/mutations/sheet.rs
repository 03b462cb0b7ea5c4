//! Bringing in a pasted sheet, and undoing what one command made.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::payload::{UserError, run, told};
use crate::commands::sheet::{ImportSheet, ImportSheetInput};
use crate::commands::undo::UndoChanges;
use crate::error::Result;
use crate::graphql::change::{ChangeObject, newest_of, sequence_of};
use crate::graphql::context::lens;

/// What became of bringing a sheet in.
#[derive(SimpleObject)]
pub struct ImportSheetPayload {
    /// How many records were made.
    count: usize,
    /// The change that made the first of them: `undoChanges` of it undoes them together.
    change: Option<ChangeObject>,
    /// What was wrong; empty when all went well. The path of an error in a row is `rows`,
    /// the row's number in the sheet, and the field.
    errors: Vec<UserError>,
}

/// Undoes what one command made.
#[derive(InputObject)]
pub struct UndoChangesInput {
    /// One of the changes that the command made, by its id.
    change: ID,
    /// Why; it may not be empty.
    reason: String,
}

/// What became of undoing what one command made.
#[derive(SimpleObject)]
pub struct UndoChangesPayload {
    /// How many records were archived.
    count: usize,
    /// What was wrong; empty when all went well.
    errors: Vec<UserError>,
}

/// Bringing in a pasted sheet, and undoing what one command made.
#[derive(Default)]
pub struct SheetMutations;

/// Bringing in a pasted sheet, and undoing what one command made.
#[Object]
impl SheetMutations {
    /// Makes a record of each row of a pasted sheet, all or none. `sheetPreview` says
    /// beforehand what would become of each row.
    async fn import_sheet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The sheet.")] input: ImportSheetInput,
    ) -> Result<Option<ImportSheetPayload>> {
        let done = match run(ctx, ImportSheet(input)).await {
            Ok(done) => done,
            Err(error) => {
                return Ok(Some(ImportSheetPayload { count: 0, change: None, errors: told(error)? }));
            }
        };
        let change = match done.id {
            Some(id) => newest_of(&lens(ctx)?, id).await?,
            None => None,
        };
        Ok(Some(ImportSheetPayload { count: done.ids.len(), change, errors: Vec::new() }))
    }

    /// Archives all records that one command made: the rows of a sheet, or what was added
    /// several at once. Refused when one of them has been changed since. Under the same
    /// permission as archiving each.
    async fn undo_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to undo, and why.")] input: UndoChangesInput,
    ) -> Result<Option<UndoChangesPayload>> {
        let UndoChangesInput { change, reason } = input;
        let command = UndoChanges { change: sequence_of(&change), reason };
        match run(ctx, command).await {
            Ok(done) => Ok(Some(UndoChangesPayload { count: done.ids.len(), errors: Vec::new() })),
            Err(error) => Ok(Some(UndoChangesPayload { count: 0, errors: told(error)? })),
        }
    }
}
