//! The integration tests: one binary whose folders follow what they test.
//!
//! On SQLite in a temporary folder; with TEST_DATABASE_URL set, on a database of its own
//! per test on that PostgreSQL server (see `scripts/with-postgres.sh`).

// An optimised build lays the mutations, one object made of many, out anew here.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where its expectation does")]

mod accounts;
mod api;
mod attacks;
mod cluster;
mod erasure;
mod feeds;
mod history;
mod import;
mod kill;
mod live;
mod operations;
mod papers;
mod permissions;
mod safety;
mod source;
mod support;
mod writes;
