//! What the parts of the schema about accounts share, and what can be asked about them.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::context::RequestContext;
use super::session::SessionObject;
use super::viewer::ViewerObject;
use crate::auth::viewer::Viewer;
use crate::commands::account::Accounts;
use crate::error::{Error, Result};
use crate::graph::register::Register;
use crate::graph::view::Lens;

/// The accounts of the server.
///
/// # Errors
/// [`Error::Internal`] when the server was put together without them.
pub fn accounts<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Accounts>> {
    ctx.data::<Arc<Accounts>>().map_err(|e| Error::internal(e.message))
}

/// The request.
///
/// # Errors
/// [`Error::Internal`] when the server was put together without it.
pub fn context<'a>(ctx: &Context<'a>) -> Result<&'a Arc<RequestContext>> {
    ctx.data::<Arc<RequestContext>>().map_err(|e| Error::internal(e.message))
}

/// Whoever signed in.
///
/// # Errors
/// [`Error::Unauthenticated`] when nobody did.
pub fn viewer<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Viewer>> {
    context(ctx)?.viewer.as_ref().ok_or(Error::Unauthenticated)
}

/// The register as this request sees it.
///
/// # Errors
/// [`Error::Internal`] when the server was put together without it.
pub fn lens(ctx: &Context<'_>) -> Result<Arc<Lens>> {
    let register = ctx.data::<Register>().map_err(|e| Error::internal(e.message))?;
    Ok(Lens::now(register, context(ctx)?))
}

/// What can be asked about accounts.
#[derive(Default)]
pub struct AccountQueries;

/// What can be asked about accounts.
#[Object]
impl AccountQueries {
    /// Who you are; null when you have not signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<ViewerObject>> {
        Ok(context(ctx)?.viewer.clone().map(ViewerObject))
    }

    /// Your sessions that still last, the last used first; empty when you have not signed
    /// in.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<SessionObject>> {
        match &context(ctx)?.viewer {
            Some(viewer) => SessionObject::of(ctx, viewer).await,
            None => Ok(Vec::new()),
        }
    }
}
