//! The schema as the HTTP layer runs it, with and without validation.

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use async_graphql::futures_util::Stream;
use async_graphql::parser::types::OperationType;
use async_graphql::{ObjectType, Request, Response, Schema, SchemaBuilder, SubscriptionType, ValidationMode};

use super::QueryLimits;
use super::types::Types;

/// An execution in progress.
pub type Executing<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

/// The events of a subscription.
pub type Events = Pin<Box<dyn Stream<Item = Response> + Send>>;

/// Executes requests whose document is parsed and within the limits.
pub trait Engine: Send + Sync + 'static {
    /// Executes a request; `known_valid` says that the same document, operation and
    /// shape of variables already proved valid.
    fn execute(&self, request: Request, known_valid: bool) -> Executing<'_>;

    /// Begins a subscription; the stream holds a response for each event, and ends.
    fn subscribe(&self, request: Request) -> Events;

    /// The declared types of the schema's fields.
    fn types(&self) -> &Types;

    /// The name of the type at the root of an operation of this kind.
    fn root(&self, kind: OperationType) -> &str;
}

/// One schema built twice: one validates each request by all the rules, the other
/// trusts that this was done before.
///
/// An extension that skips validation would do with one schema, but as soon as a
/// schema has an extension the library takes a much slower path for every field.
pub struct Schemas<Q, M, S> {
    validating: Schema<Q, M, S>,
    trusting: Schema<Q, M, S>,
    types: Types,
    roots: [String; 3],
}

impl<Q, M, S> Schemas<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    /// Builds both schemas from `builder`, which is called twice and must put the same
    /// shared data into each, and applies the limits.
    pub fn build(builder: impl Fn() -> SchemaBuilder<Q, M, S>, limits: &QueryLimits) -> Self {
        let validating = super::apply(builder(), limits).finish();
        let trusting = super::apply(builder(), limits).validation_mode(ValidationMode::Fast).finish();
        let types = Types::from_sdl(&validating.sdl());
        let roots = [Q::type_name(), M::type_name(), S::type_name()].map(Cow::into_owned);
        Self { validating, trusting, types, roots }
    }

    /// The schema with all checks, for transports of their own and for the SDL.
    pub fn schema(&self) -> &Schema<Q, M, S> {
        &self.validating
    }
}

impl<Q, M, S> Engine for Schemas<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    fn execute(&self, request: Request, known_valid: bool) -> Executing<'_> {
        let schema = if known_valid { &self.trusting } else { &self.validating };
        Box::pin(schema.execute(request))
    }

    fn subscribe(&self, request: Request) -> Events {
        self.validating.execute_stream(request)
    }

    fn types(&self) -> &Types {
        &self.types
    }

    fn root(&self, kind: OperationType) -> &str {
        let [query, mutation, subscription] = &self.roots;
        match kind {
            OperationType::Query => query,
            OperationType::Mutation => mutation,
            OperationType::Subscription => subscription,
        }
    }
}
