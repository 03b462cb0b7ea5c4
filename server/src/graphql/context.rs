//! What a resolver knows of the request it serves.

pub use crate::graph::request::RequestContext;
