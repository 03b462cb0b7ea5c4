//! Who may see and do what, and how people and programs prove who they are.

pub mod actor;
pub mod config;
pub mod password;
pub mod policy;
pub mod scope;
pub mod secret;
pub mod token;
pub mod totp;
pub mod viewer;
