//! The GraphQL schema: one file per noun.

pub mod context;
pub mod limits;

use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema};

/// The schema that the server executes.
pub type RegisterSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// Everything that can be asked.
pub struct Query;

#[Object]
impl Query {
    /// Placeholder.
    async fn hello(&self) -> &str {
        "hello"
    }
}

/// Builds the schema.
pub fn build() -> RegisterSchema {
    Schema::build(Query, EmptyMutation, EmptySubscription).finish()
}
