//! Partnership Register: what community safety partnerships do, as one graph.
//!
//! The modules in reading order; a module uses only those above it:
//!
//! 1. [`error`], [`clock`]: what every layer needs.
//! 2. [`model`]: the nouns, without SQL and without GraphQL.
//! 3. [`auth`]: who may see and do what; [`mail`]: letters to them.
//! 4. [`history`]: changes, commitments and the log.
//! 5. [`store`]: all SQL.
//! 6. [`graph`]: a partnership in memory, read through a view.
//! 7. [`paper`]: documents that are made from views, as HTML and PDF.
//! 8. [`commands`]: the gate through which every write passes.
//! 9. [`graphql`]: the schema, one file per noun.
//! 10. [`http`]: the server, its limits, caches and pages.
//! 11. [`config`], [`cli`]: what can be set, and the command line, which puts all of it
//!     together; [`founding`]: the partnership that it can load.

// All mutations are one object made of many, each a level deeper for the compiler.
#![recursion_limit = "256"]

pub mod auth;
pub mod clock;
pub mod error;
pub mod mail;

pub mod history;
pub mod model;
pub mod store;

pub mod commands;
pub mod graph;
pub mod graphql;
pub mod http;
pub mod paper;

pub mod cli;
pub mod config;
pub mod founding;
