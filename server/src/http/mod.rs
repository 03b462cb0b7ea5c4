//! The server: limits, caches, headers and the routes.
//!
//! One request, in order: [`mod@serve`] accepts the connection, [`envelope`] gives the
//! request an id, sheds it when there are too many, and sees the answer's headers,
//! metrics and log line; [`mod@router`] finds the handler; [`graphql`] reads the request,
//! asks [`answers`] for a kept answer and otherwise executes it. A WebSocket leaves this way at
//! [`graphql`] for [`live`].

pub mod answers;
pub mod body;
pub mod config;
pub mod envelope;
pub mod evidence;
pub mod export;
pub mod fault;
pub mod feeds;
pub mod graphql;
pub mod headers;
pub mod health;
pub mod live;
pub mod log;
pub mod media;
pub mod metrics;
pub mod pages;
pub mod papers;
pub mod peer;
pub mod request_id;
pub mod router;
pub mod serve;
pub mod session;
mod stall;
pub mod state;
pub mod static_files;

#[cfg(test)]
mod tests;

pub use config::HttpConfig;
pub use router::router;
pub use serve::serve;
pub use state::HttpState;
