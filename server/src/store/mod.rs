//! All SQL. The only place where diesel reads and writes.
//!
//! One file per noun says which column holds which value; [`rows`] turns that into the
//! statements. [`tx`] opens transactions: only the gate may open one that writes.

pub mod backup;
pub mod change;
pub mod checkpoint;
mod conn;
pub mod db;
pub mod entity;
pub mod list;
pub mod lock;
pub mod lookup;
pub mod migrate;
pub mod operational;
pub mod own;
pub mod people;
mod prepared;
pub mod records;
#[cfg(feature = "postgres")]
mod replication;
pub mod rows;
#[expect(missing_docs, reason = "the tables are documented in the migrations")]
pub mod schema;
mod scope;
pub mod search;
pub mod staleness;
pub mod traces;
pub mod tx;
pub mod update_request;
pub mod verify;

mod action;
mod agency;
mod api_key;
mod document;
mod event;
mod focus_area;
mod meeting;
mod membership;
mod partnership;
mod pool;
mod priority;
pub mod progress;
mod project;
mod role_grant;
mod strategy;
mod succession;
mod user;

pub use db::Conn;
pub use pool::{Reader, Store};
