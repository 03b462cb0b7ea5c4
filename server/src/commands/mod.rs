//! What can be done to the register: one file per noun, and the gate they pass.

pub mod account;
pub mod done;
pub mod edit;
pub mod event;
pub mod event_occurrence;
pub mod export;
pub mod gate;
pub mod import;
pub mod links;
pub mod meeting;
pub mod occurrence;
pub mod project;
pub mod revert;
pub mod sitting;
pub mod values;
