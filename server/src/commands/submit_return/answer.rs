//! A return as the answer to a request for updates.

use super::Whose;
use crate::commands::edit::Editor;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::tx::Deed;

/// Checks that a request is one that the agency can answer.
///
/// # Errors
/// [`Error::Invalid`] when it is not.
pub(super) fn check(edit: &mut Editor<'_, '_>, whose: Whose, request: Option<&UpdateRequest>) -> Result<()> {
    let Some(request) = request else { return Ok(()) };
    if request.partnership != whose.partnership || !request.agencies.contains(&whose.agency) {
        edit.problems.add("request", "does not ask this agency of this partnership");
    } else if request.state == UpdateRequestState::Cancelled {
        edit.problems.add("request", "was called off: send the return without it");
    }
    edit.end_of_input()
}

/// Notes on the request that the agency has answered, in the place of an earlier answer.
///
/// # Errors
/// When the database fails.
pub(super) fn note(edit: &mut Editor<'_, '_>, whose: Whose, request: &UpdateRequest) -> Result<()> {
    let by = edit.viewer.user.ok_or(Error::Unauthenticated)?;
    let mut after = request.clone();
    after.answers.retain(|answer| answer.agency != whose.agency);
    let at = edit.tx.now();
    after.answers.push(UpdateAnswer { agency: whose.agency, at, by, on_behalf: whose.on_behalf });
    whose.permit(edit)?;
    let deed = Deed { action: ChangeAction::Update, reason: None };
    edit.tx.save(Some(&request.clone().into()), after, deed)?;
    Ok(())
}
