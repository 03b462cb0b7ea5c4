//! The server: limits, caches, headers and the routes.

pub mod feeds;
pub mod pages;
