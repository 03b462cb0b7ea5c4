//! What clients can ask, over HTTP on a real server.

mod cache;
mod cost;
mod lists;
mod nodes;
pub mod partnership;
mod schema;
mod search;
mod visibility;
