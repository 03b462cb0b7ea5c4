//! What clients can ask, over HTTP on a real server.

mod cache;
mod checks;
mod cost;
mod filters;
mod lists;
mod nodes;
mod overview;
pub mod partnership;
mod powers;
mod schema;
mod search;
mod visibility;
mod words;
