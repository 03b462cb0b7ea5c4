//! Taking an agency's return.

use async_graphql::{Context, Object, SimpleObject};

use super::payload::{ErrorCode, UserError, invalid, run, show, stale, told};
use crate::commands::done::Refused;
use crate::commands::edit::under;
use crate::commands::submit_return::{SubmitReturn, SubmitReturnInput};
use crate::error::Result;
use crate::graphql::project::ProjectObject;

/// What became of one row of a return.
#[derive(SimpleObject)]
pub struct ReturnRow {
    /// The project as it is now; null when there is none that you may see.
    project: Option<ProjectObject>,
    /// Whether what the row said was written. If not, `errors` of the payload says why,
    /// with the place of the row in its path.
    is_written: bool,
}

/// What became of an agency's return.
#[derive(SimpleObject)]
pub struct SubmitReturnPayload {
    /// What became of each row, in their order.
    rows: Vec<ReturnRow>,
    /// What was wrong with the input; empty when every row was written.
    errors: Vec<UserError>,
}

/// What the payload says of a row that was refused.
fn refusal(refused: Refused) -> Vec<UserError> {
    let row = format!("rows[{}]", refused.row);
    if refused.conflict {
        return vec![stale(vec!["rows".to_owned(), refused.row.to_string(), "version".to_owned()])];
    }
    under(&row, refused.problems).map(invalid).collect()
}

/// Taking an agency's return.
#[derive(Default)]
pub struct ReturnMutations;

/// Taking an agency's return.
#[Object]
impl ReturnMutations {
    /// Takes what an agency has to say of several of its schemes: status, rating and
    /// narrative, or that nothing has changed. Rows that are fine are written together;
    /// those that are not are named, and lose the others only if you ask for it.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn submit_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agency, and its schemes.")] input: SubmitReturnInput,
    ) -> Result<SubmitReturnPayload> {
        let asked: Vec<_> = input.rows.iter().map(|row| row.project.clone()).collect();
        let done = match run(ctx, SubmitReturn(input)).await {
            Ok(done) => done,
            Err(error) => return Ok(SubmitReturnPayload { rows: Vec::new(), errors: told(error)? }),
        };
        let mut written = done.ids.into_iter().peekable();
        let mut rows = Vec::with_capacity(asked.len());
        let mut errors: Vec<UserError> = done.refused.into_iter().flat_map(refusal).collect();
        for (i, id) in asked.iter().enumerate() {
            let id = id.parse().ok();
            // Written projects stand in the order of their rows.
            let is_written = id.is_some() && written.next_if(|next| Some(*next) == id).is_some();
            if done.repeated && !is_written {
                errors.push(UserError {
                    path: vec!["rows".to_owned(), i.to_string()],
                    code: ErrorCode::Invalid,
                    message: "This row was not written when the return was sent first: send it anew."
                        .to_owned(),
                });
            }
            let project = match id {
                Some(id) => show(ctx, id).await?,
                None => None,
            };
            rows.push(ReturnRow { project, is_written });
        }
        Ok(SubmitReturnPayload { rows, errors })
    }
}
