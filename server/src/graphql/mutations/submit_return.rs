//! Taking an agency's return.

use async_graphql::{Context, ID, Object, SimpleObject};

use super::payload::{ErrorCode, Shown, UserError, invalid, run, show, stale, told};
use crate::commands::done::Refused;
use crate::commands::edit::under;
use crate::commands::submit_return::{SubmitReturn, SubmitReturnInput};
use crate::error::Result;
use crate::graphql::action::ActionObject;
use crate::graphql::project::ProjectObject;
use crate::graphql::update_request::UpdateRequestObject;
use crate::model::AnyId;

/// What became of one row of a return.
#[derive(SimpleObject)]
pub struct ReturnRow {
    /// The project as it is now; null when there is none that you may see.
    project: Option<ProjectObject>,
    /// Whether what the row said was written. If not, `errors` of the payload says why,
    /// with the place of the row in its path.
    is_written: bool,
}

/// What became of what a return said of one action.
#[derive(SimpleObject)]
pub struct ReturnAction {
    /// The action as it is now; null when there is none that you may see.
    action: Option<ActionObject>,
    /// Whether what was said of it was written. If not, `errors` of the payload says why,
    /// with the action's place in its path.
    is_written: bool,
}

/// What became of an agency's return.
#[derive(SimpleObject)]
pub struct SubmitReturnPayload {
    /// What became of each row, in their order.
    rows: Vec<ReturnRow>,
    /// What became of each action, in their order.
    actions: Vec<ReturnAction>,
    /// The request that it answers, as it is now; null when it answers none.
    update_request: Option<UpdateRequestObject>,
    /// What was wrong with the input; empty when everything was written.
    errors: Vec<UserError>,
}

/// What the payload says of a row or an action that was refused.
fn refusal(refused: Refused) -> Vec<UserError> {
    let place = format!("{}[{}]", refused.list, refused.row);
    if refused.conflict {
        let path = vec![refused.list.to_owned(), refused.row.to_string(), "version".to_owned()];
        return vec![stale(path)];
    }
    under(&place, refused.problems).map(invalid).collect()
}

/// What the payload says of a part of a return that was sent before and not written.
fn not_written_before(list: &str, place: usize) -> UserError {
    UserError {
        path: vec![list.to_owned(), place.to_string()],
        code: ErrorCode::Invalid,
        message: "This was not written when the return was sent first: send it anew.".to_owned(),
    }
}

/// Taking an agency's return.
#[derive(Default)]
pub struct ReturnMutations;

/// Taking an agency's return.
#[Object]
impl ReturnMutations {
    /// Takes what an agency has to say of several of its schemes: status, rating and
    /// narrative, or that nothing has changed; and of its actions. What is fine is written
    /// together; what is not is named, and loses the rest only if you ask for it. Names the
    /// request for updates that it answers, if it answers one.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn submit_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agency, its schemes and its actions.")] input: SubmitReturnInput,
    ) -> Result<Option<SubmitReturnPayload>> {
        let projects: Vec<ID> = input.rows.iter().map(|row| row.project.clone()).collect();
        let named: Vec<ID> = input.actions.iter().map(|action| action.action.clone()).collect();
        let request = input.request.clone();
        let (done, mut errors) = match run(ctx, SubmitReturn(input)).await {
            Ok(mut done) => {
                let refused = std::mem::take(&mut done.refused);
                (Some(done), refused.into_iter().flat_map(refusal).collect())
            }
            Err(error) => (None, told(error)?),
        };
        let (mut rows, mut actions) = (Vec::new(), Vec::new());
        if let Some(done) = done {
            // What was written stands in the order of the input, rows before actions.
            let mut written = done.ids.iter().copied().peekable();
            let mut wrote = |list: &str, place: usize, id: Option<AnyId>| {
                let is_written = id.is_some() && written.next_if(|next| Some(*next) == id).is_some();
                if done.repeated && !is_written {
                    errors.push(not_written_before(list, place));
                }
                is_written
            };
            for (i, id) in projects.iter().enumerate() {
                let id = id.parse().ok();
                let is_written = wrote("rows", i, id);
                rows.push(ReturnRow { project: shown(ctx, id).await?, is_written });
            }
            for (i, id) in named.iter().enumerate() {
                let id = id.parse().ok();
                let is_written = wrote("actions", i, id);
                actions.push(ReturnAction { action: shown(ctx, id).await?, is_written });
            }
        }
        let update_request = match request {
            Some(id) => UpdateRequestObject::seen(ctx, &id).await?,
            None => None,
        };
        Ok(Some(SubmitReturnPayload { rows, actions, update_request, errors }))
    }
}

async fn shown<O: Shown>(ctx: &Context<'_>, id: Option<AnyId>) -> Result<Option<O>> {
    match id {
        Some(id) => show(ctx, id).await,
        None => Ok(None),
    }
}
