//! A pasted sheet before it is brought in.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::context::{context, gate, viewer};
use crate::commands::gate::Call;
use crate::commands::sheet::column::{SheetColumn, SheetKind};
use crate::commands::sheet::{ImportSheetInput, PreviewSheet, Sheet, SheetRow};
use crate::error::{Error, Problem, Result};
use crate::graphql::mutations::payload::{UserError, told};

/// What trying a sheet charges.
const TRYING: u32 = 500;

/// A pasted sheet as it would be brought in.
#[derive(SimpleObject)]
#[graphql(name = "SheetPreview")]
pub struct SheetObject {
    /// The columns of the sheet, from the left.
    columns: Vec<SheetColumnObject>,
    /// What has to be said and no column means: nothing can be brought in then.
    missing: Option<SheetColumn>,
    /// The rows, without the headings.
    #[graphql(complexity = "50 * child_complexity + 1")]
    rows: Vec<SheetRowObject>,
    /// How many rows can be brought in.
    ready: usize,
    /// How many rows have something wrong with them: while there is one, none is brought in.
    wrong: usize,
    /// How many rows are left out because the register has one that is called the same.
    skipped: usize,
    /// What is wrong with the sheet as a whole; then there are no rows.
    errors: Vec<UserError>,
}

/// A column that a sheet can have.
#[derive(SimpleObject)]
pub struct SheetColumnInfo {
    /// The column.
    column: SheetColumn,
    /// What people call it: a heading of this name is understood.
    title: &'static str,
    /// Whether a sheet must have it.
    required: bool,
}

/// A column of a pasted sheet.
#[derive(SimpleObject)]
#[graphql(name = "SheetColumnMatch")]
pub struct SheetColumnObject {
    /// What the first row calls it; empty when it does not.
    heading: String,
    /// What it means; null when it is left out.
    column: Option<SheetColumn>,
}

/// A row of a pasted sheet.
#[derive(SimpleObject)]
#[graphql(name = "SheetRow")]
pub struct SheetRowObject {
    /// Its number in the sheet, headings counted, from 1.
    number: usize,
    /// Its cells, one for each column.
    cells: Vec<String>,
    /// What the register, or a row above, has already that is called the same; null when
    /// nothing is. It can be brought in all the same.
    exists: Option<String>,
    /// Whether it is left out because of that.
    skipped: bool,
    /// What is wrong with it.
    errors: Vec<SheetErrorObject>,
}

/// Something that is wrong with a row of a pasted sheet.
#[derive(SimpleObject)]
#[graphql(name = "SheetError")]
pub struct SheetErrorObject {
    /// The column; null when it is the whole row.
    column: Option<SheetColumn>,
    /// What is wrong and what to do, as a sentence.
    message: String,
}

impl From<Sheet> for SheetObject {
    fn from(sheet: Sheet) -> Self {
        let means = |(heading, column)| SheetColumnObject { heading, column };
        let all: Vec<SheetColumn> = sheet.columns.iter().filter_map(|(_, column)| *column).collect();
        let wrong = sheet.rows.iter().filter(|row| !row.problems.is_empty()).count();
        let skipped = sheet.rows.iter().filter(|row| row.skipped).count();
        let ready = match sheet.missing {
            Some(_) => 0,
            None => sheet.rows.len() - wrong - skipped,
        };
        SheetObject {
            missing: sheet.missing,
            ready,
            wrong,
            skipped,
            columns: sheet.columns.into_iter().map(means).collect(),
            rows: sheet.rows.into_iter().map(|row| row_object(row, &all)).collect(),
            errors: Vec::new(),
        }
    }
}

fn row_object(row: SheetRow, columns: &[SheetColumn]) -> SheetRowObject {
    let SheetRow { number, cells, problems, exists, skipped, .. } = row;
    let errors = problems.into_iter().map(|problem| error_object(problem, columns)).collect();
    SheetRowObject { number, cells, exists, skipped, errors }
}

/// A problem as a sentence about the column that it speaks of.
fn error_object(problem: Problem, columns: &[SheetColumn]) -> SheetErrorObject {
    let field = problem.path.split(['.', '[']).next().unwrap_or_default();
    let column = columns.iter().copied().find(|column| column.field() == field);
    let message = match column {
        Some(column) => format!("{} {}", column.title(), problem.message),
        None => problem.to_string(),
    };
    SheetErrorObject { column, message }
}

fn refused(errors: Vec<UserError>) -> SheetObject {
    SheetObject {
        columns: Vec::new(),
        missing: None,
        rows: Vec::new(),
        ready: 0,
        wrong: 0,
        skipped: 0,
        errors,
    }
}

/// Trying a sheet.
#[derive(Default)]
pub struct SheetQuery;

/// Trying a sheet.
#[Object]
impl SheetQuery {
    /// The columns that a sheet can have, as people call them.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn sheet_columns(
        &self,
        #[graphql(desc = "What the rows are.")] kind: SheetKind,
    ) -> Vec<SheetColumnInfo> {
        let required = kind.columns()[0];
        let info = |column: &SheetColumn| SheetColumnInfo {
            column: *column,
            title: column.title(),
            required: *column == required,
        };
        kind.columns().iter().map(info).collect()
    }

    /// What `importSheet` would make of a pasted sheet: every row is tried under the same
    /// permission and rules, and nothing is written. Needs somebody who signed in.
    #[graphql(complexity = "100 + child_complexity")]
    async fn sheet_preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The sheet.")] input: ImportSheetInput,
    ) -> Result<SheetObject> {
        let context = context(ctx)?;
        context.footprint.forbid();
        context.charge(TRYING)?;
        let call = Call { viewer: Some(Arc::clone(viewer(ctx)?)), request: context.request.clone() };
        match gate(ctx)?.run_for(PreviewSheet(input), call).await {
            Ok(sheet) => Ok(sheet.into()),
            Err(error @ Error::Invalid(_)) => Ok(refused(told(error)?)),
            Err(other) => Err(other),
        }
    }
}
