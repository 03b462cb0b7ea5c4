//! Granting and revoking roles and API keys.

use async_graphql::{Context, ID, Object, SimpleObject};

use super::payload::{UserError, run, told};
use super::user::once;
use crate::commands::account::invite::{GrantRole, GrantRoleInput, RevokeRole, RevokeRoleInput};
use crate::commands::account::keys::{CreateApiKey, CreateApiKeyInput, RevokeApiKey, RevokeApiKeyInput};
use crate::commands::done::Done;
use crate::error::Result;
use crate::graphql::api_key::ApiKeyObject;
use crate::graphql::context::accounts;
use crate::graphql::role_grant::RoleGrantObject;

/// What became of a change to somebody's roles.
#[derive(SimpleObject)]
pub struct RoleGrantPayload {
    /// The role as it is now; null when there is none that you see.
    role_grant: Option<RoleGrantObject>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

/// What became of a change to an API key.
#[derive(SimpleObject)]
pub struct ApiKeyPayload {
    /// The key's record as it is now; null when there is none that you see.
    api_key: Option<ApiKeyObject>,
    /// The key itself, to send as `Authorization: Bearer`: shown once, when it is made.
    secret: Option<String>,
    /// What was wrong with the input; empty when all went well.
    errors: Vec<UserError>,
}

async fn role(ctx: &Context<'_>, done: Result<Done>, subject: Option<ID>) -> Result<RoleGrantPayload> {
    let (id, errors) = match done {
        Ok(done) => (done.id.map(|id| id.to_string()), Vec::new()),
        Err(error) => (subject.map(|id| id.0), told(error)?),
    };
    let role_grant = match id {
        Some(id) => RoleGrantObject::seen(ctx, &id).await?,
        None => None,
    };
    Ok(RoleGrantPayload { role_grant, errors })
}

async fn key(
    ctx: &Context<'_>,
    done: Result<Done>,
    subject: Option<ID>,
    fresh: bool,
) -> Result<ApiKeyPayload> {
    let (id, (secret, errors)) = match done {
        Ok(done) => {
            let shown = if fresh { once(&done, "secret") } else { (None, Vec::new()) };
            (done.id.map(|id| id.to_string()), shown)
        }
        Err(error) => (subject.map(|id| id.0), (None, told(error)?)),
    };
    let api_key = match id {
        Some(id) => ApiKeyObject::seen(ctx, &id).await?,
        None => None,
    };
    Ok(ApiKeyPayload { api_key, secret, errors })
}

/// Roles and API keys.
#[derive(Default)]
pub struct AccessMutations;

/// Roles and API keys.
#[Object]
impl AccessMutations {
    /// Grants a role to somebody who has an account.
    async fn grant_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom, and which.")] input: GrantRoleInput,
    ) -> Result<Option<RoleGrantPayload>> {
        let links_are_shown = accounts(ctx)?.shows_links();
        role(ctx, run(ctx, GrantRole::new(input, links_are_shown)).await, None).await.map(Some)
    }

    /// Takes a role away, from the next request on.
    async fn revoke_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: RevokeRoleInput,
    ) -> Result<Option<RoleGrantPayload>> {
        let subject = Some(input.id.clone());
        role(ctx, run(ctx, RevokeRole(input)).await, subject).await.map(Some)
    }

    /// Makes an API key, with which an app reads. The key is in the answer, once.
    async fn create_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is for, and what it reads.")] input: CreateApiKeyInput,
    ) -> Result<Option<ApiKeyPayload>> {
        key(ctx, run(ctx, CreateApiKey::new(input)?).await, None, true).await.map(Some)
    }

    /// Revokes an API key, from the next request on.
    async fn revoke_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: RevokeApiKeyInput,
    ) -> Result<Option<ApiKeyPayload>> {
        let subject = Some(input.id.clone());
        key(ctx, run(ctx, RevokeApiKey(input)).await, subject, false).await.map(Some)
    }
}
