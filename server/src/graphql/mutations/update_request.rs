//! Asking agencies for their returns.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};

use super::payload::{UserError, run, told};
use crate::commands::done::Done;
use crate::commands::update_request::{
    ChangeUpdateRequest, ChangeUpdateRequestInput, EndUpdateRequest, EndUpdateRequestInput, RemindAgencies,
    RemindAgenciesInput, RequestUpdates, RequestUpdatesInput,
};
use crate::error::Result;
use crate::graphql::context::accounts;
use crate::graphql::update_request::UpdateRequestObject;

/// What became of a request for updates.
#[derive(SimpleObject)]
pub struct UpdateRequestPayload {
    /// The request as it is now; null when there is none that you see.
    update_request: Option<UpdateRequestObject>,
    /// Whether letters are sent. If not, copy the request's `letter` and send it yourself.
    sends_letters: bool,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

async fn payload(ctx: &Context<'_>, done: Result<Done>, subject: Option<ID>) -> Result<UpdateRequestPayload> {
    let (id, errors) = match done {
        Ok(done) => (done.id.map(|id| ID(id.to_string())), Vec::new()),
        Err(error) => (subject, told(error)?),
    };
    let accounts = accounts(ctx)?;
    accounts.send_update_letters_soon();
    let update_request = match id {
        Some(id) => UpdateRequestObject::seen(ctx, &id).await?,
        None => None,
    };
    Ok(UpdateRequestPayload { update_request, sends_letters: accounts.sends_letters(), errors })
}

/// Whether letters go through a mail server.
fn by_mail(ctx: &Context<'_>) -> bool {
    accounts(ctx).map(Arc::as_ref).is_ok_and(crate::commands::account::Accounts::sends_letters)
}

/// Asking agencies for their returns.
#[derive(Default)]
pub struct UpdateRequestMutations;

/// Asking agencies for their returns.
#[Object]
impl UpdateRequestMutations {
    /// Asks agencies for their returns. Every partner admin and contributor of theirs is
    /// mailed a link that opens, after they signed in, on the return; on the days that you
    /// choose, those whose agency has not answered are reminded.
    async fn request_updates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which agencies, and by when.")] input: RequestUpdatesInput,
    ) -> Result<Option<UpdateRequestPayload>> {
        let by_mail = by_mail(ctx);
        payload(ctx, run(ctx, RequestUpdates { input, by_mail }).await, None).await.map(Some)
    }

    /// Changes a request that is open: agencies that are added are written to.
    async fn change_update_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what is new.")] input: ChangeUpdateRequestInput,
    ) -> Result<Option<UpdateRequestPayload>> {
        let (by_mail, subject) = (by_mail(ctx), Some(input.id.clone()));
        payload(ctx, run(ctx, ChangeUpdateRequest { input, by_mail }).await, subject).await.map(Some)
    }

    /// Ends a request, or calls it off: nobody is reminded any more.
    async fn end_update_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: EndUpdateRequestInput,
    ) -> Result<Option<UpdateRequestPayload>> {
        let subject = Some(input.id.clone());
        payload(ctx, run(ctx, EndUpdateRequest(input)).await, subject).await.map(Some)
    }

    /// Reminds agencies that have not answered, at once.
    async fn remind_agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which request, and which agencies.")] input: RemindAgenciesInput,
    ) -> Result<Option<UpdateRequestPayload>> {
        let (by_mail, subject) = (by_mail(ctx), Some(input.request.clone()));
        payload(ctx, run(ctx, RemindAgencies { input, by_mail }).await, subject).await.map(Some)
    }
}
