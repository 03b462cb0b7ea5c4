//! The GraphQL schema: one file per noun.

pub mod account;
pub mod account_check;
pub mod action;
pub mod agency;
pub mod api_key;
pub mod attendance;
pub mod change;
pub mod change_filter;
pub mod checkpoint;
pub mod checks;
pub mod comparison;
pub mod context;
pub mod document;
pub mod event;
pub mod feed;
pub mod field_change;
pub mod focus_area;
pub mod gaps;
pub mod limits;
pub mod meeting;
pub mod membership;
pub mod mutations;
pub mod names;
pub mod node;
pub mod object;
pub mod occurrence;
pub mod page;
pub mod partnership;
pub mod powers;
pub mod priority;
pub mod progress;
pub mod project;
pub mod proof;
pub mod query;
pub mod rating;
pub mod responsibility;
pub use crate::model::scalars;
pub mod role_grant;
pub mod search;
pub mod session;
pub mod sheet;
pub mod sign_in;
pub mod strategy;
pub mod subscription;
pub mod update_request;
pub mod user;
pub mod viewer;

use async_graphql::{Schema, SchemaBuilder};

pub use mutations::Mutation;
pub use query::Query;
pub use subscription::Subscription;

/// The schema that the server executes.
pub type RegisterSchema = Schema<Query, Mutation, Subscription>;

/// The schema without data: enough to print it.
pub fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query, Mutation::default(), Subscription).disable_suggestions()
}

/// The schema as text: the contract in `schema.graphql`.
pub fn sdl() -> String {
    builder().finish().sdl()
}
