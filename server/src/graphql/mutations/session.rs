//! Signing in and out.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use super::payload::{ErrorCode, UserError};
use crate::commands::account::{SignIn, SignInAnswer, SignedIn};
use crate::error::Result;
use crate::graphql::context::{accounts, context, viewer};
use crate::graphql::scalars::DateTime;
use crate::graphql::user::UserObject;
use crate::model::SessionKind;

/// Signing in.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address of your account.
    email: String,
    /// Your password.
    password: String,
    /// The code that your authenticator app shows now, if you have one set up.
    code: Option<String>,
    /// One of your recovery codes, in place of `code`. Each works once.
    recovery_code: Option<String>,
    /// What is to hold the session: a page of this service a cookie (`BROWSER`), any other
    /// program tokens (`TOKENS`).
    #[graphql(default_with = "SessionKind::Browser")]
    kind: SessionKind,
    /// Whether this browser need not give the second factor again for 30 days.
    #[graphql(default = false)]
    remember: bool,
}

/// What is to be done next.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInStep {
    /// Sign in again with the same values and `code` or `recoveryCode`.
    GiveSecondFactor,
    /// You are signed in; set up a second factor with `enrolTotp` and `confirmTotp`, which
    /// your roles need.
    SetUpSecondFactor,
}

/// What a program holds: each access token gives way to the next by `refreshSession`.
#[derive(SimpleObject)]
pub struct Tokens {
    /// What to send as `Authorization: Bearer` with each request.
    access_token: String,
    /// When the access token ends.
    access_token_expires_at: DateTime,
    /// What to get the next tokens with, once. Used twice, it ends the session.
    refresh_token: String,
    /// When the session ends at the latest.
    expires_at: DateTime,
}

/// What became of signing in.
#[derive(SimpleObject)]
pub struct SignInPayload {
    /// Who signed in; null when nobody did.
    user: Option<UserObject>,
    /// What is to be done next; null when nothing is.
    next_step: Option<SignInStep>,
    /// What a program holds; null for a browser, which holds a cookie.
    tokens: Option<Tokens>,
    /// When the session ends at the latest.
    expires_at: Option<DateTime>,
    /// What was wrong; empty when you are signed in or a second factor is asked for. It
    /// does not tell whether there is such an account.
    errors: Vec<UserError>,
}

impl SignInPayload {
    fn refused(path: &str, message: &str) -> Self {
        let errors = vec![UserError {
            path: vec![path.to_owned()],
            code: ErrorCode::Invalid,
            message: message.to_owned(),
        }];
        SignInPayload { user: None, next_step: None, tokens: None, expires_at: None, errors }
    }

    async fn signed_in(ctx: &Context<'_>, signed_in: SignedIn) -> Result<Self> {
        let expires_at = DateTime(signed_in.expires_at);
        let tokens = signed_in.tokens.map(|(access, until, refresh)| Tokens {
            access_token: access,
            access_token_expires_at: DateTime(until),
            refresh_token: refresh.reveal().to_owned(),
            expires_at,
        });
        Ok(SignInPayload {
            user: UserObject::find(ctx, signed_in.user).await?,
            next_step: signed_in.must_enrol.then_some(SignInStep::SetUpSecondFactor),
            tokens,
            expires_at: Some(expires_at),
            errors: Vec::new(),
        })
    }
}

/// Getting the next tokens.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The refresh token that you hold.
    refresh_token: String,
}

/// What became of getting the next tokens.
#[derive(SimpleObject)]
pub struct RefreshSessionPayload {
    /// What to hold from now on; null when the token was no good: sign in again.
    tokens: Option<Tokens>,
    /// What was wrong.
    errors: Vec<UserError>,
}

/// Ending a session.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// Its id.
    id: ID,
}

/// What became of ending sessions.
#[derive(SimpleObject)]
pub struct EndSessionsPayload {
    /// How many sessions were ended.
    ended: i32,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// Signing in and out.
#[derive(Default)]
pub struct SessionMutations;

/// Signing in and out.
#[Object]
impl SessionMutations {
    /// Signs you in. After too many attempts that fail, for one account or from one
    /// address, more are refused for some minutes (`RATE_LIMITED`).
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who you are, and what proves it.")] input: SignInInput,
    ) -> Result<Option<SignInPayload>> {
        let SignInInput { email, password, code, recovery_code, kind, remember } = input;
        let input = SignIn { email, password, code, recovery_code, kind, remember };
        match accounts(ctx)?.sign_in(context(ctx)?, input).await? {
            SignInAnswer::In(signed_in) => SignInPayload::signed_in(ctx, signed_in).await.map(Some),
            SignInAnswer::CodeNeeded => Ok(Some(SignInPayload {
                next_step: Some(SignInStep::GiveSecondFactor),
                errors: Vec::new(),
                ..SignInPayload::refused("code", "")
            })),
            SignInAnswer::WrongCode => Ok(Some(SignInPayload::refused(
                "code",
                "This code is wrong or was used before: wait for the next one, or give a recovery code.",
            ))),
            SignInAnswer::Refused => Ok(Some(SignInPayload::refused(
                "password",
                "The address or the password is wrong, or the account cannot be used: try again, or ask for a new password.",
            ))),
        }
    }

    /// Gives a program its next tokens. The refresh token is used up; one that is used
    /// twice ends its session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The refresh token.")] input: RefreshSessionInput,
    ) -> Result<Option<RefreshSessionPayload>> {
        let client = &context(ctx)?.client;
        let Some(next) = accounts(ctx)?.refresh(client, &input.refresh_token).await? else {
            let errors =
                SignInPayload::refused("refreshToken", "This refresh token no longer works: sign in again.");
            return Ok(Some(RefreshSessionPayload { tokens: None, errors: errors.errors }));
        };
        let tokens = Tokens {
            access_token: next.access,
            access_token_expires_at: DateTime(next.until),
            refresh_token: next.refresh.reveal().to_owned(),
            expires_at: DateTime(next.expires_at),
        };
        Ok(Some(RefreshSessionPayload { tokens: Some(tokens), errors: Vec::new() }))
    }

    /// Ends the session that you ask in.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<Option<EndSessionsPayload>> {
        viewer(ctx)?.user.ok_or_else(no_user)?;
        accounts(ctx)?.sign_out(context(ctx)?).await?;
        Ok(Some(EndSessionsPayload { ended: 1, errors: Vec::new() }))
    }

    /// Ends one of your sessions.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: EndSessionInput,
    ) -> Result<Option<EndSessionsPayload>> {
        let viewer = viewer(ctx)?;
        viewer.user.ok_or_else(no_user)?;
        accounts(ctx)?.end_session(viewer, input.id.0).await?;
        Ok(Some(EndSessionsPayload { ended: 1, errors: Vec::new() }))
    }

    /// Ends all your sessions but the one that you ask in.
    async fn end_other_sessions(&self, ctx: &Context<'_>) -> Result<Option<EndSessionsPayload>> {
        let ended = accounts(ctx)?.end_other_sessions(viewer(ctx)?).await?;
        Ok(Some(EndSessionsPayload { ended: ended as i32, errors: Vec::new() }))
    }
}

/// The error for an API key that asks for what only people have.
pub(super) fn no_user() -> crate::error::Error {
    crate::error::Error::Forbidden("An API key reads, and has no account: sign in as a person.".into())
}
