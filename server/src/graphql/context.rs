//! What a resolver knows of the request it serves, and what it works with.

use std::any::Any;
use std::sync::Arc;

use async_graphql::Context;

pub use crate::graph::request::RequestContext;

use crate::auth::viewer::Viewer;
use crate::commands::account::Accounts;
use crate::commands::gate::Gate;
use crate::error::{Error, Result};
use crate::graph::register::Register;
use crate::graph::view::Lens;

/// What a server or the HTTP layer has put there.
fn part<'a, T: Any + Send + Sync>(ctx: &Context<'a>) -> Result<&'a T> {
    ctx.data::<T>().map_err(|e| Error::internal(e.message))
}

/// The request.
///
/// # Errors
/// [`Error::Internal`] when the server was put together without it, as everything here.
pub fn context<'a>(ctx: &Context<'a>) -> Result<&'a Arc<RequestContext>> {
    part(ctx)
}

/// The register.
pub fn register<'a>(ctx: &Context<'a>) -> Result<&'a Register> {
    part(ctx)
}

/// The one way to write.
pub fn gate<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Gate>> {
    part(ctx)
}

/// The accounts of the server.
pub fn accounts<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Accounts>> {
    part(ctx)
}

/// Whoever signed in.
///
/// # Errors
/// [`Error::Unauthenticated`] when nobody did.
pub fn viewer<'a>(ctx: &Context<'a>) -> Result<&'a Arc<Viewer>> {
    context(ctx)?.viewer.as_ref().ok_or(Error::Unauthenticated)
}

/// The register as this request sees it.
pub fn lens(ctx: &Context<'_>) -> Result<Arc<Lens>> {
    Ok(Lens::now(register(ctx)?, context(ctx)?))
}
