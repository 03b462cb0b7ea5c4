//! Inviting people and managing their accounts.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::payload::{ErrorCode, UserError, run, told};
use crate::commands::account::erase::EraseUser;
use crate::commands::account::invite::InviteUserInput;
use crate::commands::account::manage::{ManageUserInput, UpdateUser, UpdateUserInput};
use crate::commands::done::Done;
use crate::error::Result;
use crate::graphql::context::{accounts, context, viewer};
use crate::graphql::user::UserObject;

/// Whose invitation to send again.
#[derive(InputObject)]
pub struct ResendInvitationInput {
    /// The id of the account.
    id: ID,
}

/// What became of an invitation.
#[derive(SimpleObject)]
pub struct InvitationPayload {
    /// Who was invited; null when nobody was.
    user: Option<UserObject>,
    /// The link to pass on, shown once; null when it was sent by mail, and when whoever was
    /// invited has been given roles before that are not yours to give: then whoever manages
    /// their account sends the invitation again.
    link: Option<String>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// What became of a change to somebody's account.
#[derive(SimpleObject)]
pub struct UserPayload {
    /// The account as it is now; null when there is none that you see.
    user: Option<UserObject>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// The account that a command was about, as it is now.
async fn shown(ctx: &Context<'_>, done: Result<Done>, subject: Option<&ID>) -> Result<UserPayload> {
    let (id, errors) = match done {
        Ok(done) => (done.id.map(|id| id.to_string()), Vec::new()),
        Err(error) => (subject.map(|id| id.to_string()), told(error)?),
    };
    let user = match id {
        Some(id) => UserObject::seen(ctx, &id).await?,
        None => None,
    };
    Ok(UserPayload { user, errors })
}

/// The secret of an answer, or that it was shown before.
pub(super) fn once(done: &Done, field: &str) -> (Option<String>, Vec<UserError>) {
    let errors = done.repeated.then(|| UserError {
        path: vec![field.to_owned()],
        code: ErrorCode::AlreadyShown,
        message: "This was shown when the request was made the first time.".to_owned(),
    });
    (done.secret.clone(), errors.into_iter().collect())
}

/// Inviting people and managing their accounts.
#[derive(Default)]
pub struct UserMutations;

/// Inviting people and managing their accounts.
#[Object]
impl UserMutations {
    /// Invites somebody and gives them a role. They are sent a link; where no letters are
    /// sent, the link is in the answer, once.
    async fn invite_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and the role.")] input: InviteUserInput,
    ) -> Result<Option<InvitationPayload>> {
        viewer(ctx)?;
        match accounts(ctx)?.invite(context(ctx)?, input).await {
            Ok(done) => {
                let (link, mut errors) = once(&done, "link");
                if !accounts(ctx)?.shows_links() {
                    // It was mailed, and never shown.
                    errors.clear();
                }
                let user = shown(ctx, Ok(done), None).await?.user;
                Ok(Some(InvitationPayload { user, link, errors }))
            }
            Err(error) => Ok(Some(InvitationPayload { user: None, link: None, errors: told(error)? })),
        }
    }

    /// Sends an invitation again; the link before no longer works.
    async fn resend_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: ResendInvitationInput,
    ) -> Result<Option<InvitationPayload>> {
        match accounts(ctx)?.resend_invitation(viewer(ctx)?, &input.id).await {
            Ok((user, link)) => {
                let user = UserObject::find(ctx, user).await?;
                Ok(Some(InvitationPayload { user, link, errors: Vec::new() }))
            }
            Err(error) => Ok(Some(InvitationPayload { user: None, link: None, errors: told(error)? })),
        }
    }

    /// Changes somebody's name, address or agency.
    async fn update_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and the new values.")] input: UpdateUserInput,
    ) -> Result<Option<UserPayload>> {
        let id = input.id.clone();
        shown(ctx, run(ctx, UpdateUser(input)).await, Some(&id)).await.map(Some)
    }

    /// Makes an account unusable. Its sessions end at once.
    async fn disable_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ManageUserInput,
    ) -> Result<Option<UserPayload>> {
        viewer(ctx)?;
        let id = input.id.clone();
        shown(ctx, accounts(ctx)?.disable(context(ctx)?, input, true).await, Some(&id)).await.map(Some)
    }

    /// Makes an account usable again.
    async fn enable_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ManageUserInput,
    ) -> Result<Option<UserPayload>> {
        viewer(ctx)?;
        let id = input.id.clone();
        shown(ctx, accounts(ctx)?.disable(context(ctx)?, input, false).await, Some(&id)).await.map(Some)
    }

    /// Erases a person for good: their name, address and other personal values are removed
    /// from the account and from its whole history and replaced by a pseudonym, with the
    /// reasons that were given for changing the account and its roles. Their sessions end,
    /// their roles are taken away, and from where they signed in is forgotten. What they
    /// did stays in the history, under the pseudonym. What is said of them in texts
    /// elsewhere is removed by `redactValue`. For administrators; it cannot be undone.
    async fn erase_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and why; the reason stays and may not name them.")] input: ManageUserInput,
    ) -> Result<Option<UserPayload>> {
        let id = input.id.clone();
        shown(ctx, run(ctx, EraseUser(input)).await, Some(&id)).await.map(Some)
    }

    /// Takes a second factor away that its owner has lost, with all recovery codes. Their
    /// sessions end, they are written to, and set up another when they sign in.
    async fn reset_second_factor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and why.")] input: ManageUserInput,
    ) -> Result<Option<UserPayload>> {
        viewer(ctx)?;
        let id = input.id.clone();
        shown(ctx, accounts(ctx)?.reset_second_factor(context(ctx)?, input).await, Some(&id)).await.map(Some)
    }
}
