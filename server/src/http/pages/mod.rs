//! What anyone can read without a query: the start page, each partnership's plan as a
//! page, and its feeds.
//!
//! Everything here is read through a view of an anonymous request, so nothing but what
//! is public can be shown. An answer is rendered once and kept while nothing that it was
//! made from has changed: see [`kept`]. The routes are in [`routes`], the words of the
//! vocabularies in [`words`], the parts of a plan's page in [`plan`].

pub mod assets;
pub mod kept;
pub mod layout;
pub mod plan;
pub mod problem;
pub use crate::graph::read;
pub mod routes;
pub mod start;
pub mod words;

#[cfg(test)]
mod tests;

pub use kept::PublicPages;
pub use routes::router;
