//! What can be done to the register: one file per noun, and the gate they pass.

pub mod action;
pub mod claim;
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
pub mod progress;
pub mod project;
pub mod record_meeting;
pub mod revert;
pub mod sitting;
pub mod submit_return;
pub mod values;
