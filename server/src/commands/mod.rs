//! What can be done to the register: one file per noun, and the gate they pass.

pub mod account;
pub mod agency;
pub mod document;
pub mod done;
pub mod edit;
pub mod event;
pub mod event_occurrence;
pub mod export;
pub mod focus_area;
pub mod gate;
pub mod import;
pub mod links;
pub mod meeting;
pub mod membership;
pub mod occurrence;
pub mod partnership;
pub mod plan;
pub mod priority;
pub mod project;
pub mod revert;
pub mod roll_forward;
pub mod sitting;
pub mod slugs;
pub mod strategy;
pub mod succession;
pub mod values;
