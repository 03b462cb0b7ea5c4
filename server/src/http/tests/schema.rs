//! A schema with everything that can go wrong in a resolver.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use async_graphql::{Context, EmptySubscription, ID, Object, Result, Schema};

use crate::error::Error;
use crate::graph::footprint::{Part, Versions};
use crate::graphql::context::RequestContext;
use crate::graphql::limits::QueryLimits;
use crate::graphql::limits::engine::Schemas;

pub struct Query;
pub struct Mutation;

pub fn build(
    limits: &QueryLimits,
    versions: Arc<Versions>,
    runs: Arc<AtomicU32>,
) -> Schemas<Query, Mutation, EmptySubscription> {
    let builder =
        || Schema::build(Query, Mutation, EmptySubscription).data(versions.clone()).data(runs.clone());
    Schemas::build(builder, limits)
}

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "hello"
    }

    async fn echo(&self, text: String) -> String {
        text
    }

    async fn item(&self, id: ID) -> Option<Item> {
        Some(Item(id.0))
    }

    #[graphql(complexity = "first * child_complexity")]
    async fn items(&self, #[graphql(default = 20)] first: usize) -> Vec<Item> {
        (0..first.min(1_000)).map(|n| Item(n.to_string())).collect()
    }

    /// Reads the directory, as far as its footprint tells.
    async fn counted(&self, ctx: &Context<'_>) -> Result<u32> {
        let context = ctx.data::<Arc<RequestContext>>()?;
        let versions = ctx.data::<Arc<Versions>>()?;
        context.footprint.note(Part::Directory, versions.of(&Part::Directory));
        Ok(ctx.data::<Arc<AtomicU32>>()?.fetch_add(1, Ordering::SeqCst) + 1)
    }

    async fn today(&self, ctx: &Context<'_>) -> Result<String> {
        ctx.data::<Arc<AtomicU32>>()?.fetch_add(1, Ordering::SeqCst);
        Ok(ctx.data::<Arc<RequestContext>>()?.today().to_string())
    }

    async fn panic(&self, #[graphql(default = true)] really: bool) -> Option<String> {
        assert!(!really, "secret path /etc/register");
        None
    }

    async fn leak(&self) -> Result<Option<String>> {
        Err(std::io::Error::other("UNIQUE constraint failed: account.email"))?
    }

    async fn missing(&self) -> Result<Option<String>> {
        Err(Error::NotFound("There is no such project.".into()).into())
    }

    async fn work(&self, ctx: &Context<'_>, units: u32) -> Result<bool> {
        ctx.data::<Arc<RequestContext>>()?.charge(units)?;
        Ok(true)
    }

    async fn sleep(&self, milliseconds: u64) -> bool {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        true
    }
}

struct Item(String);

#[Object]
impl Item {
    async fn id(&self) -> &str {
        &self.0
    }

    async fn text(&self, length: usize) -> String {
        "x".repeat(length.min(5_000_000))
    }

    async fn next(&self) -> Item {
        Item(format!("{}+", self.0))
    }
}

#[Object]
impl Mutation {
    async fn touch(&self, ctx: &Context<'_>) -> Result<u32> {
        Ok(ctx.data::<Arc<AtomicU32>>()?.fetch_add(1, Ordering::SeqCst) + 1)
    }
}
