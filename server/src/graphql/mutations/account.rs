//! Setting up, invitations accepted, passwords and second factors: one's own account.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::payload::{Outcome, UserError, payload, told};
use crate::commands::account::{Again, SetUp};
use crate::error::Result;
use crate::graphql::context::{accounts, context};
use crate::graphql::user::UserObject;
use crate::model::UserId;

/// Making the first account.
#[derive(InputObject)]
pub struct SetUpInput {
    /// The secret of the link that the server printed when it started, or the whole link.
    token: String,
    /// Your address, with which you sign in.
    email: String,
    /// Your name.
    name: String,
    /// Your password: at least 12 characters, hard to guess.
    password: String,
}

/// Accepting an invitation.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The secret of the link that was sent to you, or the whole link.
    token: String,
    /// Your name, if it is not right in the invitation.
    name: Option<String>,
    /// Your password: at least 12 characters, hard to guess.
    password: String,
}

/// Asking for a link to a new password.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// The address of your account.
    email: String,
}

/// Choosing a new password by a link.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The secret of the link that was sent to you, or the whole link.
    token: String,
    /// Your new password: at least 12 characters, hard to guess.
    password: String,
}

/// Choosing a new password while signed in.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// Your password now.
    current_password: String,
    /// Your new password: at least 12 characters, hard to guess.
    new_password: String,
}

/// What proves that it is still you.
#[derive(InputObject)]
pub struct EnrolTotpInput {
    /// Your password.
    password: String,
    /// The code that your present authenticator app shows, when you replace one.
    code: Option<String>,
    /// A recovery code, when the present app is lost.
    recovery_code: Option<String>,
}

/// Confirming an authenticator app.
#[derive(InputObject)]
pub struct ConfirmTotpInput {
    /// The code that the app shows now.
    code: String,
}

/// What proves that it is still you.
#[derive(InputObject)]
pub struct RenewRecoveryCodesInput {
    /// Your password.
    password: String,
    /// The code that your authenticator app shows.
    code: Option<String>,
    /// One of the recovery codes that you still have.
    recovery_code: Option<String>,
}

payload! {
    /// What became of a change to an account.
    AccountPayload {
        /// The account as it is now; null when nothing was changed.
        user: UserObject
    }
}

/// What became of asking for a link: the same whether or not there is such an account.
#[derive(SimpleObject)]
pub struct RequestPasswordResetPayload {
    /// Whether letters are sent at all. If not, ask your coordinator or administrator.
    sends_letters: bool,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// A secret for an authenticator app, shown once.
#[derive(SimpleObject)]
pub struct EnrolTotpPayload {
    /// The secret, to type into the app.
    secret: Option<String>,
    /// The same as an address, to show as a picture that the app reads.
    uri: Option<String>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// Recovery codes, shown once.
#[derive(SimpleObject)]
pub struct RecoveryCodesPayload {
    /// The codes. Each lets you in once without the app: keep them where the app is not.
    recovery_codes: Vec<String>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// Codes, or why there are none.
struct Codes(Result<Vec<String>>);

impl Codes {
    fn payload(self) -> Result<RecoveryCodesPayload> {
        match self.0 {
            Ok(recovery_codes) => Ok(RecoveryCodesPayload { recovery_codes, errors: Vec::new() }),
            Err(error) => Ok(RecoveryCodesPayload { recovery_codes: Vec::new(), errors: told(error)? }),
        }
    }
}

/// The account after what was done to it, or what was wrong.
async fn shown(ctx: &Context<'_>, done: Result<UserId>) -> Result<AccountPayload> {
    let outcome = match done {
        Ok(id) => Outcome { shown: UserObject::find(ctx, id).await?, errors: Vec::new() },
        Err(error) => Outcome { shown: None, errors: told(error)? },
    };
    Ok(outcome.into())
}

/// One's own account.
#[derive(Default)]
pub struct AccountMutations;

/// One's own account.
#[Object]
impl AccountMutations {
    /// Makes the first account, an administrator's, by the link that the server printed
    /// when it started on an empty register.
    async fn set_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link, and who you are.")] input: SetUpInput,
    ) -> Result<Option<AccountPayload>> {
        let SetUpInput { token, email, name, password } = input;
        let done = accounts(ctx)?.set_up(context(ctx)?, SetUp { token, email, name, password }).await;
        shown(ctx, done).await.map(Some)
    }

    /// Makes an account out of an invitation. Sign in afterwards.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link, and your password.")] input: AcceptInvitationInput,
    ) -> Result<Option<AccountPayload>> {
        let AcceptInvitationInput { token, name, password } = input;
        shown(ctx, accounts(ctx)?.accept_invitation(context(ctx)?, &token, name, password).await)
            .await
            .map(Some)
    }

    /// Sends a link to a new password to this address, if there is such an account. The
    /// answer does not tell whether there is.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Your address.")] input: RequestPasswordResetInput,
    ) -> Result<Option<RequestPasswordResetPayload>> {
        let accounts = accounts(ctx)?;
        accounts.request_password_reset(&context(ctx)?.client, &input.email).await?;
        Ok(Some(RequestPasswordResetPayload { sends_letters: accounts.sends_letters(), errors: Vec::new() }))
    }

    /// Chooses a new password by a link that was sent. All your sessions end; a second
    /// factor is asked for as before.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link, and your new password.")] input: ResetPasswordInput,
    ) -> Result<Option<AccountPayload>> {
        let ResetPasswordInput { token, password } = input;
        shown(ctx, accounts(ctx)?.reset_password(context(ctx)?, &token, password).await).await.map(Some)
    }

    /// Chooses a new password. Your other sessions end, and browsers that were remembered
    /// are forgotten.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Your password now, and the new one.")] input: ChangePasswordInput,
    ) -> Result<Option<AccountPayload>> {
        let ChangePasswordInput { current_password, new_password } = input;
        shown(ctx, accounts(ctx)?.change_password(context(ctx)?, current_password, new_password).await)
            .await
            .map(Some)
    }

    /// Begins to set up an authenticator app: gives the secret for it, which works once
    /// `confirmTotp` has seen a code. An app that is set up already stays until then.
    async fn enrol_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What proves that it is still you.")] input: EnrolTotpInput,
    ) -> Result<Option<EnrolTotpPayload>> {
        let EnrolTotpInput { password, code, recovery_code } = input;
        let again = Again { password, code, recovery_code };
        match accounts(ctx)?.enrol_totp(context(ctx)?, again).await {
            Ok((secret, uri)) => {
                Ok(Some(EnrolTotpPayload { secret: Some(secret), uri: Some(uri), errors: Vec::new() }))
            }
            Err(error) => Ok(Some(EnrolTotpPayload { secret: None, uri: None, errors: told(error)? })),
        }
    }

    /// Sets the authenticator app up, by a code that it shows, and gives recovery codes.
    /// This session goes on with everything that your roles are for; your others end.
    async fn confirm_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: ConfirmTotpInput,
    ) -> Result<Option<RecoveryCodesPayload>> {
        Codes(accounts(ctx)?.confirm_totp(context(ctx)?, &input.code).await).payload().map(Some)
    }

    /// Gives new recovery codes; the old ones no longer work.
    async fn renew_recovery_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What proves that it is still you.")] input: RenewRecoveryCodesInput,
    ) -> Result<Option<RecoveryCodesPayload>> {
        let RenewRecoveryCodesInput { password, code, recovery_code } = input;
        let again = Again { password, code, recovery_code };
        Codes(accounts(ctx)?.renew_recovery_codes(context(ctx)?, again).await).payload().map(Some)
    }
}
